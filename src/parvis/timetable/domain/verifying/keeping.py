"""What a plan must keep: one place at a time, places, windows, languages, needs, vetoes, promises."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.timetable.domain.verifying.day import Day, Seeker, Table
from parvis.timetable.domain.verifying.schema import said


@dataclass(frozen=True)
class Meeting:
    """A meeting of the plan; ``number`` is where it stands in the file."""

    number: int
    seeker: str
    table: str
    slot: int
    place: int

    @property
    def where(self) -> str:
        """The meeting's place in the file, for a fault."""
        return f"plan.meetings[{self.number}]"


def unknown_faults(day: Day, meetings: list[Meeting]) -> Iterator[str]:
    """Yield meetings of somebody, something or some time that the day does not have."""
    for meeting in meetings:
        if meeting.seeker not in day.seekers:
            yield f"{meeting.where}: no seeker is called {said(meeting.seeker)}"
        if meeting.table not in day.tables:
            yield f"{meeting.where}: no table is called {said(meeting.table)}"
        if meeting.slot >= day.slots:
            yield f"{meeting.where}: the day has no slot {meeting.slot}"


def promise_faults(day: Day) -> Iterator[str]:
    """Yield what a seeker is promised and cannot have."""
    promised = [Meeting(number, **one, place=1) for number, one in enumerate(day.kept)]
    for one in promised:
        for reason in _why_not(day.seekers[one.seeker], day.tables[one.table], one):
            yield f"problem.kept[{one.number}]: {reason}"
    yield from _of_seekers(day, promised, "problem.kept")


def kept_faults(day: Day, meetings: list[Meeting]) -> Iterator[str]:
    """Yield every broken rule of ``meetings``, whose names and slots are known."""
    for meeting in meetings:
        seeker, table = day.seekers[meeting.seeker], day.tables[meeting.table]
        for reason in _why_not(seeker, table, meeting):
            yield f"{meeting.where}: {said(meeting.seeker)} at {said(meeting.table)}: {reason}"
    yield from _of_seekers(day, meetings, "plan.meetings")
    yield from _of_tables(day, meetings)
    there = {(meeting.seeker, meeting.table, meeting.slot) for meeting in meetings}
    for number, kept in enumerate(day.kept):
        if (kept["seeker"], kept["table"], kept["slot"]) not in there:
            yield (
                f"problem.kept[{number}]: promised and not in the plan:"
                f" {said(kept['seeker'])} at {said(kept['table'])} in slot {kept['slot']}"
            )


def _why_not(seeker: Seeker, table: Table, meeting: Meeting) -> Iterator[str]:
    if meeting.slot not in table.slots:
        yield f"the table is not there in slot {meeting.slot}"
    if meeting.slot not in seeker.slots:
        yield f"the seeker is not there in slot {meeting.slot}"
    if meeting.place > table.places:
        yield f"place {meeting.place} of a table with {table.places}"
    if table.languages and seeker.languages and not table.languages & seeker.languages:
        yield "they share no language"
    for need in sorted(seeker.needs - table.offers):
        yield f"the table does not offer {said(need)}"
    if meeting.table in seeker.vetoes:
        yield "the seeker vetoes the table"
    for fact in sorted(table.refuses & seeker.states):
        yield f"the table refuses {said(fact)}"
    if seeker.wishes and not seeker.is_open and meeting.table not in seeker.wishes:
        yield "the seeker meets only tables of the wishes"


def _of_seekers(day: Day, meetings: list[Meeting], where: str) -> Iterator[str]:
    at_once = Counter((meeting.seeker, meeting.slot) for meeting in meetings)
    for (seeker, slot), times in at_once.items():
        if times > 1:
            yield f"{where}: {said(seeker)} is in {times} places at once in slot {slot}"
    pairs = Counter((meeting.seeker, meeting.table) for meeting in meetings)
    for (seeker, table), times in pairs.items():
        if times > 1:
            yield f"{where}: {said(seeker)} sits {times} times at {said(table)}"
    for seeker, times in Counter(meeting.seeker for meeting in meetings).items():
        if times > day.seekers[seeker].most:
            yield f"{where}: {said(seeker)} has {times} meetings and wants at most {day.seekers[seeker].most}"


def _of_tables(day: Day, meetings: list[Meeting]) -> Iterator[str]:
    sitting: dict[tuple[str, int], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        sitting[meeting.table, meeting.slot].append(meeting)
    held: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in day.held:
        held[one["table"], one["slot"]] += [one["need"]] * one["places"]
    for at, there in sitting.items():
        table, slot = at
        places = day.tables[table].places
        if len(there) > places:
            yield f"plan.meetings: {said(table)} has {len(there)} meetings in slot {slot} and {places} places"
        for place, times in Counter(meeting.place for meeting in there).items():
            if times > 1:
                yield f"plan.meetings: place {place} of {said(table)} is taken {times} times in slot {slot}"
        yield from _held_faults(day, there, places - len(held[at]), held[at])


def _held_faults(day: Day, there: list[Meeting], general: int, held: list[str]) -> Iterator[str]:
    """Yield who sits at a place held for a need of others; held places follow the ``general`` ones in the order of the file."""
    for meeting in there:
        number = meeting.place - general - 1
        if 0 <= number < len(held) and held[number] not in day.seekers[meeting.seeker].needs:
            yield f"{meeting.where}: place {meeting.place} of {said(meeting.table)} is held for {said(held[number])}"
