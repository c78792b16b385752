"""What does not fit, seen before anything is planned: tables nobody wishes or may meet, seekers without a table and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.meetings.domain.plan.composing import compose
from parvis.meetings.domain.saying import say_facts, say_languages, say_needs
from parvis.meetings.models import MeetingDay, Seeker
from parvis.meetings.models import Table as TableRow
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.problem import Problem, Table
from parvis.timetable.domain.problem import Seeker as Seeks
from parvis.timetable.domain.reading import read_problem


@dataclass(frozen=True)
class TableSeen:
    """A table, how many seekers wish it and how many may meet it at all."""

    table: TableRow
    wishes: int
    fits: int


@dataclass(frozen=True)
class SeekerSeen:
    """A seeker whom no table fits, and why in a sentence."""

    seeker: Seeker
    why: str


@dataclass(frozen=True)
class Checked:
    """What was found. ``places`` of all slots together; ``wanted`` meetings, as seekers ask; ``fallen`` promises."""

    seekers: int
    places: int
    wanted: int
    tables: tuple[TableSeen, ...]
    without: tuple[SeekerSeen, ...]
    fallen: int

    @property
    def unwished(self) -> list[TableSeen]:
        """Return the tables that nobody wishes, though people have joined."""
        return [each for each in self.tables if not each.wishes] if self.seekers else []

    @property
    def unfit(self) -> list[TableSeen]:
        """Return the tables that nobody may meet, though people have joined."""
        return [each for each in self.tables if not each.fits] if self.seekers else []

    @property
    def lacks_places(self) -> bool:
        """Say whether there are fewer places than people."""
        return self.places < self.seekers


def check_day(day: MeetingDay) -> Checked:
    """Look through ``day`` as it stands; five questions."""
    composed = compose(day)
    problem = read_problem(composed.problem)
    fits, eligible = [0] * len(problem.tables), [False] * len(problem.seekers)
    if problem.tables and problem.seekers:
        may = Market(problem).may
        fits = [int(column.sum()) for column in may.T]
        eligible = [bool(row.any()) for row in may]
    wished = [0] * len(problem.tables)
    for seeker in problem.seekers:
        for table in seeker.wishes:
            wished[problem.table_numbers[table]] += 1
    return Checked(
        seekers=len(problem.seekers),
        places=sum(table.interviewers * len(table.slots) for table in problem.tables),
        wanted=sum(seeker.most for seeker in problem.seekers),
        tables=tuple(map(TableSeen, composed.tables, wished, fits)),
        without=tuple(
            SeekerSeen(row, why_none(problem, seeker))
            for row, seeker, fits_one in zip(composed.seekers, problem.seekers, eligible, strict=True)
            if not fits_one
        ),
        fallen=len(composed.fallen),
    )


Filter = Callable[[Table], bool]


def why_none(problem: Problem, seeker: Seeks) -> str:
    """Say why no table fits: the first thing asked that leaves none of those which were left before."""
    left: Sequence[Table] = problem.tables
    for fits, why in _steps(seeker):
        rest = [table for table in left if fits(table)]
        if not rest:
            return why()
        left = rest
    return _("There is no table.")


def _steps(seeker: Seeks) -> tuple[tuple[Filter, Callable[[], str]], ...]:
    def refused() -> str:
        return _("Tables that would fit do not take: %(facts)s.") % {"facts": say_facts(sorted(seeker.states))}

    return (
        (
            lambda table: _share(seeker.languages, table.languages),
            lambda: _("No table speaks %(languages)s.") % {"languages": say_languages(sorted(seeker.languages))},
        ),
        (
            lambda table: seeker.needs <= table.offers,
            lambda: _("No table that speaks the language has: %(needs)s.") % {"needs": say_needs(sorted(seeker.needs))},
        ),
        (lambda table: seeker.states.isdisjoint(table.refuses), refused),
        (
            lambda table: not set(seeker.slots).isdisjoint(table.slots),
            lambda: _("No table that would fit is there at the times named."),
        ),
        (lambda table: table.id not in seeker.vetoes, lambda: _("Every table that would fit was refused.")),
        (
            lambda table: seeker.is_open or table.id in seeker.wishes,
            lambda: _("None of the wished tables fits, and no other is wanted."),
        ),
    )


def _share(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return not ours or not theirs or not ours.isdisjoint(theirs)
