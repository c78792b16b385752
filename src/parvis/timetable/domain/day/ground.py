"""Who may meet whom, as arrays: made once for a day, joined by walk-ins. P seekers, T tables, S slots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from parvis.timetable.domain.problem import BOTH, SEEKER_ALONE, TABLE_ALONE, Held, Problem, Seeker, Table

Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Small = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Ground:
    """The day without its course: rows are seekers (walk-ins after the others), columns are tables.

    ``may`` (but for the slots they share), ``liking`` (docs/timetable.md, “What is best”): [P, T]. ``free``: [P, S], the windows of seekers; ``open``: [T, S], the slots of tables. ``chairs``: [T].
    ``most``, ``is_walk_in``, ``lot`` (0 … 1, drawn by the seed): [P]. ``walks``: [T, T], 0 near … 1 the longest walk of the hall.
    ``needing``: for each need that places are held for, who has it [P].
    """

    problem: Problem
    seekers: dict[str, int]
    tables: dict[str, int]
    may: Flags
    liking: Small
    free: Flags
    open: Flags
    chairs: Whole
    most: Whole
    is_walk_in: Flags
    lot: Real
    walks: Real
    needing: dict[str, Flags]

    def joined(self, walk_ins: Sequence[Seeker]) -> Ground:
        """Return the ground with ``walk_ins`` too; who is there already stays as they are."""
        new = list({each.id: each for each in walk_ins if each.id not in self.seekers}.values())
        if not new:
            return self
        rows = _rows(self.problem, new, self.tables)
        begin = len(self.seekers)
        return replace(
            self,
            seekers=self.seekers | {each.id: begin + number for number, each in enumerate(new)},
            may=np.concatenate([self.may, rows.may]),
            liking=np.concatenate([self.liking, rows.liking]),
            free=np.concatenate([self.free, rows.free]),
            most=np.concatenate([self.most, rows.most]),
            is_walk_in=np.concatenate([self.is_walk_in, np.ones(len(new), dtype=bool)]),
            lot=np.concatenate([self.lot, rows.lot]),
            needing={need: np.concatenate([who, rows.needing[need]]) for need, who in self.needing.items()},
        )

    def among(self, names: Sequence[str]) -> Ground:
        """Return the ground with the rows of ``names`` alone, in their order, none of them a walk-in; all have to be there."""
        rows = np.array([self.seekers[name] for name in names], dtype=np.int64)
        return replace(
            self,
            seekers={name: number for number, name in enumerate(names)},
            may=self.may[rows],
            liking=self.liking[rows],
            free=self.free[rows],
            most=self.most[rows],
            is_walk_in=np.zeros(len(rows), dtype=bool),
            lot=self.lot[rows],
            needing={need: who[rows] for need, who in self.needing.items()},
        )

    @property
    def held(self) -> Sequence[Held]:
        """Return the places held for a need."""
        return self.problem.held


@dataclass(frozen=True, slots=True)
class _Rows:
    may: Flags
    liking: Small
    free: Flags
    most: Whole
    lot: Real
    needing: dict[str, Flags]


def ground_of(problem: Problem, walk_ins: Sequence[Seeker] = ()) -> Ground:
    """Return the ground of ``problem``; make it once and keep it: 200 tables × 3,000 seekers take a tenth of a second or so."""
    tables = {each.id: number for number, each in enumerate(problem.tables)}
    rows = _rows(problem, problem.seekers, tables)
    ground = Ground(
        problem=problem,
        seekers={each.id: number for number, each in enumerate(problem.seekers)},
        tables=tables,
        may=rows.may,
        liking=rows.liking,
        free=rows.free,
        open=_slots([each.slots for each in problem.tables], len(problem.slots)),
        chairs=np.array([each.interviewers for each in problem.tables], dtype=np.int64),
        most=rows.most,
        is_walk_in=np.zeros(len(problem.seekers), dtype=bool),
        lot=rows.lot,
        walks=_walks(problem.tables),
        needing=rows.needing,
    )
    return ground.joined(walk_ins)


def _rows(problem: Problem, seekers: Sequence[Seeker], columns: dict[str, int]) -> _Rows:
    tables = problem.tables
    wishes = _named([each.wishes for each in seekers], columns)
    vetoes = _named([each.vetoes for each in seekers], columns)
    free = _slots([each.slots for each in seekers], len(problem.slots))
    stated = [each.states for each in seekers]
    is_open = np.array([each.is_open for each in seekers], dtype=bool)
    languages = [each.languages for each in seekers]
    may = _share(languages, [each.languages for each in tables]) | _none(languages)[:, None]
    may |= _none([each.languages for each in tables])[None, :]
    may &= ~_lack([each.needs for each in seekers], [each.offers for each in tables])
    may &= ~vetoes & ~_share(stated, [each.refuses for each in tables]) & (wishes | is_open[:, None])
    wanted = _share(stated, [each.wants for each in tables])
    liking = np.where(wishes, np.where(wanted, BOTH, SEEKER_ALONE), np.where(wanted, TABLE_ALONE, 0))
    return _Rows(
        may=may,
        liking=liking.astype(np.uint8),
        free=free,
        most=np.array([each.most for each in seekers], dtype=np.int64),
        lot=np.array([_lot(problem.seed, each.id) for each in seekers], dtype=np.float64),
        needing={each.need: _having(each.need, seekers) for each in problem.held},
    )


def _having(need: str, seekers: Sequence[Seeker]) -> Flags:
    return np.array([need in each.needs for each in seekers], dtype=bool)


def _lot(seed: int, alias: str) -> float:
    """Draw a number in [0, 1) for somebody: the same for the same seed, whoever else is there."""
    drawn = blake2b(f"{seed}\n{alias}".encode(), digest_size=6).digest()
    return int.from_bytes(drawn, "big") / 2**48


def _none(sets: Sequence[Collection[str]]) -> Flags:
    return np.array([not each for each in sets], dtype=bool)


def _slots(sets: Iterable[Collection[int]], slots: int) -> Flags:
    return _named([list(map(str, each)) for each in sets], {str(slot): slot for slot in range(slots)})


def _named(sets: Sequence[Collection[str]], columns: dict[str, int]) -> Flags:
    """Return [sets, columns]: which columns each set names."""
    found = np.zeros((len(sets), len(columns)), dtype=bool)
    for row, names in enumerate(sets):
        for name in names:
            if name in columns:
                found[row, columns[name]] = True
    return found


def _share(ours: Sequence[Collection[str]], theirs: Sequence[Collection[str]]) -> Flags:
    """Return [ours, theirs]: whether the two sets have something in common."""
    words = {word: number for number, word in enumerate(sorted(set().union(*map(set, theirs))))}
    left, right = _named(ours, words).astype(np.float32), _named(theirs, words).astype(np.float32)
    shared: Flags = left @ right.T > 0
    return shared


def _lack(needs: Sequence[Collection[str]], offers: Sequence[Collection[str]]) -> Flags:
    """Return [needs, offers]: whether something needed is not offered."""
    words = {word: number for number, word in enumerate(sorted(set().union(*map(set, needs))))}
    left, right = _named(needs, words).astype(np.float32), (~_named(offers, words)).astype(np.float32)
    lacking: Flags = left @ right.T > 0
    return lacking


def _walks(tables: Sequence[Table]) -> Real:
    """Return [T, T]: |dx| + |dy| between tables over the longest of them; 0 where a place is unknown."""
    known = np.array([each.at is not None for each in tables], dtype=bool)
    at = np.array([each.at or (0.0, 0.0) for each in tables], dtype=np.float64).reshape(len(tables), 2)
    walks: Real = np.abs(at[:, None, :] - at[None, :, :]).sum(axis=2) * (known[:, None] & known[None, :])
    longest = walks.max(initial=0.0)
    return walks / longest if longest else walks
