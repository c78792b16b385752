"""The event as a linear programme, and the bound it proves.

Each participant's day is a path through a net: after every slot, how many meetings are over and whether the last slot was one of them. A
path costs one each time it goes on after a pause. So a participant's days and their breaks are described exactly, whole paths or parts of
them; only how days fit together is loosened. On most published instances this bound is the optimum.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from parvis.timetable.domain.b2b.event import DIFFERENCE, Event, Schedule

#: What the solver's numbers may be off before they are rounded up to whole breaks.
_TOLERANCE = 1e-4
_FREE = 1e30

Coefficients = dict[int, float]
#: How many meetings are over, and whether the slot before was one.
_State = tuple[int, int]


class Bound(NamedTuple):
    """No schedule has fewer ``breaks``; ``schedule`` when one was found, ``is_possible`` False when there is none at all."""

    breaks: int
    schedule: Schedule | None
    is_possible: bool


class Programme:
    """Variables from 0 to 1 (or more), rows of coefficients between two limits, costs to make least."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.costs: list[float] = []
        self.most: list[float] = []
        self.rows: list[tuple[float, float, Coefficients]] = []
        self.starts = {
            (meeting, slot): self._variable()
            for meeting in range(len(event.meetings))
            for slot in sorted(event.may_start(meeting))
        }
        self._meetings()
        some_have_none = any(len(meetings) < 2 for meetings in event.of)
        self.fewest = self._variable(most=0.0 if some_have_none else float(event.slots))
        for participant, meetings in enumerate(event.of):
            if len(meetings) > 1:
                self._days(participant)

    def _variable(self, cost: float = 0.0, most: float = 1.0) -> int:
        self.costs.append(cost)
        self.most.append(most)
        return len(self.costs) - 1

    def _meetings(self) -> None:
        """Every meeting once, at most as many at once as tables, what comes before before."""
        event = self.event
        for meeting in range(len(event.meetings)):
            self.rows.append((1, 1, self._when([meeting], range(event.slots))))
        for slot in range(event.slots):
            self.rows.append((-_FREE, event.tables, self._when(range(len(event.meetings)), [slot])))
        for meeting, others in enumerate(event.before):
            for other in others:
                for slot in range(event.slots):
                    begun = self._when([meeting], range(slot + 1))
                    over = self._when([other], range(slot))
                    self.rows.append((-_FREE, 0, {**begun, **dict.fromkeys(over, -1.0)}))

    def _when(self, meetings: Any, slots: Any) -> Coefficients:
        pairs = ((meeting, slot) for meeting in meetings for slot in slots)
        return {self.starts[pair]: 1.0 for pair in pairs if pair in self.starts}

    def _days(self, participant: int) -> None:
        """Add the net of one participant's days, and what ties it to the meetings."""
        meetings = self.event.of[participant]
        begin, end = (0, (0, 0)), (self.event.slots, (len(meetings), -1))
        flows: dict[tuple[int, _State], Coefficients] = {begin: {}, end: {}}
        breaks: Coefficients = {}
        ties = [self._when(meetings, [slot]) for slot in range(self.event.slots)]
        busy: list[Coefficients] = [{} for _ in ties]
        for slot, before, after in _arcs(len(meetings), [bool(tie) for tie in ties]):
            is_break = after[0] > before[0] > 0 and not before[1]
            arc = self._variable(cost=float(is_break))
            target = end if slot + 1 == self.event.slots else (slot + 1, after)
            flows.setdefault((slot, before), {})[arc] = -1.0
            flows.setdefault(target, {})[arc] = 1.0
            if is_break:
                breaks[arc] = 1.0
            if after[0] > before[0]:
                busy[slot][arc] = -1.0
        for node, flow in flows.items():
            through = -1.0 if node == begin else 1.0 if node == end else 0.0
            self.rows.append((through, through, flow))
        self.rows += [(0, 0, {**tie, **arcs}) for tie, arcs in zip(ties, busy, strict=True) if tie]
        self.rows.append((-_FREE, DIFFERENCE, {**breaks, self.fewest: -1.0}))
        if self.most[self.fewest]:
            self.rows.append((0, _FREE, {**breaks, self.fewest: -1.0}))

    def loosened(self, seconds: float) -> Bound:
        """Return the bound of the programme whose meetings may be in parts of slots; 0 when ``seconds`` do not suffice."""
        status, solver = self._solved(seconds, self._model(whole=False))
        if status == "kInfeasible":
            return Bound(0, None, is_possible=False)
        least = solver.getInfo().objective_function_value if status == "kOptimal" else 0.0
        return Bound(max(0, math.ceil(least - _TOLERANCE)), None, is_possible=True)

    def decided(self, breaks: int, seconds: float) -> Bound | None:
        """Return a schedule with at most ``breaks``, or that one more is the least; None when ``seconds`` do not suffice.

        Asked so, HiGHS often sees before it branches that there is none; asked for the fewest, it does not.
        """
        status, solver = self._solved(seconds, self._model(whole=True, most=breaks))
        if status == "kInfeasible":
            return Bound(breaks + 1, None, is_possible=True)
        if status != "kOptimal":
            return None
        return Bound(0, self._schedule(solver.getSolution().col_value), is_possible=True)

    def _solved(self, seconds: float, model: Any) -> tuple[str, Any]:
        from parvis.timetable.domain.highs import solver as silent_solver

        solver = silent_solver()
        solver.setOptionValue("time_limit", max(0.0, seconds))
        solver.passModel(model)
        solver.run()
        return solver.getModelStatus().name, solver

    def _model(self, *, whole: bool, most: int | None = None) -> Any:
        """Return the programme; with ``whole`` meetings have whole slots, with ``most`` only so many breaks are allowed, and none costs."""
        import highspy

        rows, above = self.rows, np.array(self.most)
        if most is not None:
            breaks = np.flatnonzero(self.costs)
            above[breaks] = min(most, 1)
            rows = [*rows, (-_FREE, most, dict.fromkeys(breaks.tolist(), 1.0))]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(rows)
        model.col_cost_ = np.array(self.costs) * (most is None)
        model.col_lower_, model.col_upper_ = np.zeros(len(self.costs)), above
        model.row_lower_ = np.array([row[0] for row in rows], dtype=np.float64)
        model.row_upper_ = np.array([row[1] for row in rows], dtype=np.float64)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in rows)])
        model.a_matrix_.index_ = np.array([column for row in rows for column in row[2]])
        model.a_matrix_.value_ = np.array([value for row in rows for value in row[2].values()])
        if whole:
            kinds = highspy.HighsVarType
            starts = set(self.starts.values()) | {self.fewest}
            model.integrality_ = [
                kinds.kInteger if column in starts else kinds.kContinuous for column in range(len(self.costs))
            ]
        return model

    def _schedule(self, values: Any) -> Schedule:
        found = {meeting: slot for (meeting, slot), column in self.starts.items() if values[column] > 0.5}
        return tuple(found[meeting] for meeting in range(len(self.event.meetings)))


def _arcs(count: int, can: list[bool]) -> list[tuple[int, _State, _State]]:
    """Return (slot, state before, state after) of every step on a way to ``count`` meetings over; ``can`` says where there may be one."""
    forward: list[tuple[int, _State, _State]] = []
    states: set[_State] = {(0, 0)}
    for slot, may in enumerate(can):
        steps = [(slot, state, (state[0], 0)) for state in states]
        if may:
            steps += [(slot, state, (state[0] + 1, 1)) for state in states if state[0] < count]
        forward += steps
        states = {after for _slot, _before, after in steps}
    reached = {(len(can), (count, state)) for state in (0, 1)}
    kept = []
    for slot, before, after in reversed(forward):
        if (slot + 1, after) in reached:
            reached.add((slot, before))
            kept.append((slot, before, after))
    return sorted(kept)
