"""A plan and its certificate, as values and as JSON (`schema/plan.schema.json`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from parvis.timetable.domain.problem import Problem, extra, step

FORMAT = "parvis-meetings-plan-1"


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """A seeker at a place of a table in a slot; ids, and the place from 1."""

    seeker: str
    table: str
    slot: int
    place: int


@dataclass(frozen=True)
class Certificate:
    """What the plan is worth and what no plan can pass (see docs/timetable.md).

    ``met[k]``: seekers with more than k meetings. ``gaps``: waiting slots. ``walk``: metres. ``prices``: of a general place of each table in each
    slot; ``held_prices``: of a held place, in the order of the problem's ``held``.
    """

    value: int
    bound: float
    eligible: int
    met: tuple[int, ...]
    gaps: int
    walk: float
    prices: Mapping[str, tuple[float, ...]] = field(repr=False)
    held_prices: tuple[float, ...] = field(default=(), repr=False)

    @property
    def gap(self) -> float:
        """Return how much better a plan could be at most, as a share of the bound."""
        return (self.bound - self.value) / self.bound if self.bound else 0.0


@dataclass(frozen=True)
class Unserved:
    """A seeker without a meeting: ``why`` in codes with their parameters, ``say`` in the active language."""

    seeker: str
    why: tuple[Mapping[str, Any], ...]
    say: str


@dataclass(frozen=True)
class Plan:
    """Who meets whom, where and when."""

    seed: int
    problem: str
    meetings: tuple[Meeting, ...]
    certificate: Certificate
    unserved: tuple[Unserved, ...]
    seconds: float = 0.0
    stopped: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the plan as plain values for JSON."""
        certificate = asdict(self.certificate) | {"gap": self.certificate.gap}
        certificate["prices"] = {table: list(prices) for table, prices in self.certificate.prices.items()}
        return {
            "format": FORMAT,
            "seed": self.seed,
            "problem": self.problem,
            "meetings": [asdict(meeting) for meeting in self.meetings],
            "certificate": certificate
            | {"met": list(self.certificate.met), "held_prices": list(self.certificate.held_prices)},
            "unserved": [
                {"seeker": one.seeker, "why": [dict(each) for each in one.why], "say": one.say} for one in self.unserved
            ],
            "seconds": self.seconds,
            "stopped": self.stopped,
        }


def value_of(problem: Problem, meetings: Iterable[tuple[int, int, int]]) -> int:
    """Return what ``meetings`` (numbers of seeker, table, slot) are worth."""
    many: Counter[int] = Counter()
    value = 0
    for seeker, table, _slot in meetings:
        value += step(many[seeker]) + extra(problem.seekers[seeker], problem.tables[table])  # nosec B610  no query of the database
        many[seeker] += 1
    return value


def days_of(meetings: Iterable[tuple[int, int, int]]) -> dict[int, list[tuple[int, int]]]:
    """Return each seeker's day: (slot, table) in order."""
    days: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for seeker, table, slot in meetings:
        days[seeker].append((slot, table))
    return {seeker: sorted(day) for seeker, day in sorted(days.items())}


def gaps_and_walk(problem: Problem, meetings: Iterable[tuple[int, int, int]]) -> tuple[int, float]:
    """Return the waiting slots (a seeker's own, between two meetings, without one) and the metres walked between meetings."""
    gaps, walk = 0, 0.0
    for seeker, day in days_of(meetings).items():
        first, last = day[0][0], day[-1][0]
        gaps += sum(first <= slot <= last for slot in problem.seekers[seeker].slots) - len(day)
        for (_before, one), (_after, other) in pairwise(day):
            walk += walked(problem, one, other)
    return gaps, walk


def walked(problem: Problem, one: int, other: int) -> float:
    """Return the metres between two tables, 0 where one does not know where it stands."""
    here, there = problem.tables[one].at, problem.tables[other].at
    return abs(here[0] - there[0]) + abs(here[1] - there[1]) if here and there else 0.0
