"""The verdict on a plan: its faults, and what the verifier counted itself."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from parvis.timetable.domain.verifying.bound import Prices, bound_of, rounded_down
from parvis.timetable.domain.verifying.day import Day, Seeker, liking, step
from parvis.timetable.domain.verifying.keeping import Meeting, kept_faults, promise_faults, unknown_faults
from parvis.timetable.domain.verifying.reading import read, sense_faults
from parvis.timetable.domain.verifying.reasons import Reasons
from parvis.timetable.domain.verifying.schema import said

#: How far a claimed figure may stand from the one counted here.
_OF_BOUND = 1e-3
_OF_GAP = 1e-6
_OF_WALK = 1e-3  # a millimetre


@dataclass(frozen=True)
class Verdict:
    """``faults`` in words, each with its place; the rest is what the plan is worth, counted here, when it could be counted."""

    faults: list[str]
    value: int = 0
    bound: float = 0.0
    meetings: int = 0
    served: int = 0
    eligible: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether the plan keeps every rule and is what it says it is."""
        return not self.faults


def verdict_on(problem_file: bytes, plan_file: bytes) -> Verdict:
    """Return the verdict on the plan in ``plan_file`` for the problem in ``problem_file``, both JSON texts."""
    problem, faults = read(problem_file, "problem")
    plan, more = read(plan_file, "plan")
    faults += more or ([] if faults else sense_faults(problem))
    if faults:
        return Verdict(faults)
    day = Day(problem)
    meetings = [Meeting(number=number, **one) for number, one in enumerate(plan["meetings"])]
    faults = [*_of_the_file(plan, problem_file), *promise_faults(day), *unknown_faults(day, meetings)]
    faults += _price_faults(day, plan)
    if faults:
        return Verdict(faults)
    faults = list(kept_faults(day, meetings))
    claim = plan["certificate"]
    prices = Prices(day, claim["prices"], claim.get("held_prices", []))
    counted = _Counted(day, meetings, prices)
    faults += counted.faults_of(claim)
    reasons = Reasons(day, meetings, prices, stopped=plan.get("stopped", False))
    faults += _unserved_faults(day, counted, plan["unserved"], reasons)
    return Verdict(faults, counted.value, counted.bound, len(meetings), len(counted.schedules), len(counted.eligible))


def _of_the_file(plan: dict[str, Any], problem_file: bytes) -> Iterator[str]:
    found = hashlib.sha256(problem_file).hexdigest()
    if plan["problem"] != found:
        yield f"plan.problem: the plan is of another problem; the file's SHA-256 is {found}"


def _price_faults(day: Day, plan: dict[str, Any]) -> Iterator[str]:
    for name, prices in plan["certificate"]["prices"].items():
        place = f"plan.certificate.prices[{said(name)}]"
        if name not in day.tables:
            yield f"{place}: no table is called so"
        elif len(prices) != day.slots:
            yield f"{place}: {len(prices)} prices for {day.slots} slots"
    held = plan["certificate"].get("held_prices", [])
    if held and len(held) != len(day.held):
        yield f"plan.certificate.held_prices: {len(held)} prices; the problem holds {len(day.held)}"


class _Counted:
    """Every figure of the certificate, counted anew."""

    def __init__(self, day: Day, meetings: list[Meeting], prices: Prices) -> None:
        self.day = day
        self.schedules: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in sorted(meetings, key=lambda one: one.slot):
            self.schedules[meeting.seeker].append(meeting)
        self.eligible = {name for name, seeker in day.seekers.items() if day.may_meet(seeker).any()}
        self.value = sum(self._worth(name, schedule) for name, schedule in self.schedules.items())
        self.bound = bound_of(day, prices)
        follows = [pair for schedule in self.schedules.values() for pair in pairwise(schedule)]
        self.gaps = sum(self._waits(name, schedule) for name, schedule in self.schedules.items())
        self.walk = sum(self._steps(before, after) for before, after in follows)

    def _worth(self, name: str, schedule: list[Meeting]) -> int:
        seeker = self.day.seekers[name]
        likings = sum(self._liking(seeker, meeting) for meeting in schedule)
        return likings + sum(step(number) for number in range(len(schedule)))

    def _liking(self, seeker: Seeker, meeting: Meeting) -> int:
        wants = self.day.tables[meeting.table].wants
        return liking(seeker_wishes=meeting.table in seeker.wishes, table_wishes=bool(wants & seeker.states))

    def _waits(self, name: str, schedule: list[Meeting]) -> int:
        """Return in how many slots of their own the seeker waits between meetings."""
        busy = {meeting.slot for meeting in schedule}
        return sum(min(busy) < slot < max(busy) for slot in self.day.seekers[name].slots - busy)

    def _steps(self, before: Meeting, after: Meeting) -> float:
        here, there = self.day.tables[before.table].at, self.day.tables[after.table].at
        if here is None or there is None:
            return 0.0
        return abs(here[0] - there[0]) + abs(here[1] - there[1])

    def met(self) -> list[int]:
        """Return how many have more than k meetings, for k from 0, without zeros at the end."""
        lengths = [len(schedule) for schedule in self.schedules.values()]
        return [sum(length > k for length in lengths) for k in range(max(lengths, default=0))]

    def faults_of(self, claim: dict[str, Any]) -> Iterator[str]:
        """Yield each figure of ``claim`` that is not what was counted."""
        exact = {"value": self.value, "eligible": len(self.eligible), "gaps": self.gaps}
        for name, counted in exact.items():
            if claim[name] != counted:
                yield f"plan.certificate.{name} is {claim[name]}; counted: {counted}"
        claimed_met = list(claim["met"])
        while claimed_met and not claimed_met[-1]:
            claimed_met.pop()
        if claimed_met != self.met():
            yield f"plan.certificate.met is {said(claim['met'])}; counted: {said(self.met())}"
        if abs(claim["walk"] - self.walk) > _OF_WALK:
            yield f"plan.certificate.walk is {claim['walk']}; counted: {self.walk:.3f}"
        yield from self._bound_faults(claim)

    def _bound_faults(self, claim: dict[str, Any]) -> Iterator[str]:
        proved = rounded_down(self.bound, _OF_BOUND)
        if claim["bound"] < proved - _OF_BOUND:
            yield f"plan.certificate.bound is {claim['bound']}; the prices prove no less than {self.bound:.3f}"
        if self.value > self.bound + _OF_BOUND:
            yield f"plan.certificate.value: {self.value} is more than the prices allow, {self.bound:.3f}"
        gap = (claim["bound"] - claim["value"]) / claim["bound"] if claim["bound"] else 0.0
        if abs(claim["gap"] - max(0.0, gap)) > _OF_GAP:
            yield f"plan.certificate.gap is {claim['gap']}; of its bound and value it is {gap:.6f}"


def _unserved_faults(day: Day, counted: _Counted, unserved: list[dict[str, Any]], reasons: Reasons) -> Iterator[str]:
    named = [one["seeker"] for one in unserved]
    seen: set[str] = set()
    for number, name in enumerate(named):
        place = f"plan.unserved[{number}]: {said(name)}"
        if name in seen:
            yield f"{place} stands there twice"
        elif name not in day.seekers:
            yield f"{place}: no seeker is called so"
        elif name in counted.schedules:
            yield f"{place} has a meeting"
        else:
            yield from reasons.faults_of(f"plan.unserved[{number}]", day.seekers[name], unserved[number]["why"])
        seen.add(name)
    for name in day.seekers:
        if name not in seen and name not in counted.schedules:
            kind = "may meet somebody" if name in counted.eligible else "may meet nobody"
            yield f"plan.unserved: {said(name)} has no meeting ({kind}) and is not named"
