"""A day as the planner and the verifier read it: docs/timetable.md. Names of seekers there are their numbers, of tables theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from parvis.meetings.enums import STANDING, MeetingState, WishKind
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table, Wish
from parvis.meetings.rules import facts_of, interpreted
from parvis.timetable.domain.places import holding, seated
from parvis.timetable.domain.problem import FORMAT, Problem, may_meet
from parvis.timetable.domain.reading import read_problem

Plain = dict[str, Any]


@dataclass(frozen=True)
class Composed:
    """A problem as plain values; ``fallen`` are promised meetings that cannot be kept any more: what was stated has changed."""

    problem: Plain
    fallen: tuple[Meeting, ...] = ()
    seekers: tuple[Seeker, ...] = field(default=(), repr=False)
    tables: tuple[Table, ...] = field(default=(), repr=False)


def compose(day: MeetingDay, *, keeps_promises: bool = True) -> Composed:
    """Return the problem of ``day``: all tables and the seekers who come; promised meetings are kept where they still can be.

    Five questions to the database, whatever the size of the day. Needs ``session``.
    """
    tables = tuple(Table.objects.filter(day=day).select_related("partner").prefetch_related("offers").order_by("key"))
    seekers = tuple(Seeker.objects.filter(day=day).coming().order_by("pk"))
    wishes = wishes_of(Wish.objects.filter(seeker__day=day))
    problem: Plain = {
        "format": FORMAT,
        "seed": day.seed,
        "slots": _slots(day),
        "tables": [plain_table(table, day) for table in tables],
        "seekers": [plain_seeker(seeker, day, wishes.get(seeker.pk, {})) for seeker in seekers],
        "kept": [],
        "held": _held(tables, day),
    }
    promised = list(Meeting.objects.filter(day=day, promised=True, state__in=STANDING)) if keeps_promises else []
    kept, fallen = _sift(problem, promised)
    problem["kept"] = [{"seeker": str(each.seeker_id), "table": str(each.table_id), "slot": each.slot} for each in kept]
    return Composed(problem, tuple(fallen), seekers, tables)


def plain_seekers(day: MeetingDay, among: Sequence[int]) -> list[Plain]:
    """Return the seekers ``among`` these, 900 at most, as the planner reads them; two questions."""
    seekers = list(Seeker.objects.filter(day=day, pk__in=among).order_by("pk"))
    wishes = wishes_of(Wish.objects.filter(seeker__in=among))
    return [plain_seeker(seeker, day, wishes.get(seeker.pk, {})) for seeker in seekers]


def wishes_of(said: QuerySet[Wish]) -> dict[int, dict[str, list[str]]]:
    """Return what each seeker says of tables: seeker → wish or veto → tables; one question."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = said.order_by("table").values_list("seeker", "table", "kind")
    for seeker, table, kind in rows:
        found[seeker][kind].append(str(table))
    return found


def plain_table(table: Table, day: MeetingDay) -> Plain:
    """Return a table as the planner reads it. What it interprets it speaks; where it wants nothing, its offers say what it wants."""
    languages = [*table.languages, *filter(None, map(interpreted, table.access))] if table.languages else []
    return {
        "id": str(table.pk),
        "interviewers": table.interviewers,
        "slots": _all_or(table.slots, day),
        "languages": sorted({base_language(each) for each in languages}),
        "offers": sorted(set(table.access)),
        "at": None if table.x is None else [table.x, table.y],
        "wants": sorted(set(table.wants)) or wanted_by_offers(table),
        "refuses": sorted(set(table.refuses)),
    }


def wanted_by_offers(table: Table) -> list[str]:
    """Return the facts that the offers of ``table`` state; needs ``offers``."""
    return sorted({fact for offer in table.offers.all() for fact in facts_of(offer.__dict__)})


def plain_seeker(seeker: Seeker, day: MeetingDay, wishes: dict[str, list[str]]) -> Plain:
    """Return a seeker as the planner reads it."""
    return {
        "id": str(seeker.pk),
        "slots": _all_or(seeker.slots, day),
        "languages": sorted({base_language(each) for each in seeker.languages}),
        "needs": sorted(set(seeker.needs)),
        "most": seeker.most,
        "wishes": wishes.get(WishKind.WISH, []),
        "vetoes": wishes.get(WishKind.VETO, []),
        "open": seeker.open,
        "states": seeker.facts(),
    }


def base_language(language: str) -> str:
    """Return the language without its country: who speaks ``pt-BR`` speaks Portuguese (core/languages.py)."""
    return language.partition("-")[0].lower()


def _all_or(slots: Sequence[int], day: MeetingDay) -> list[int]:
    """Return ``slots``, or all of the day when none is named."""
    return sorted({slot for slot in slots if slot < day.slot_count}) if slots else list(range(day.slot_count))


def _slots(day: MeetingDay) -> list[Plain]:
    zone = ZoneInfo(day.session.time_zone)
    return [
        {"start": f"{slot.starts.astimezone(zone):%H:%M}", "end": f"{slot.ends.astimezone(zone):%H:%M}"}
        for slot in day.slots()
    ]


def _held(tables: Iterable[Table], day: MeetingDay) -> list[Plain]:
    """Return the places that are held; those of a slot or a need that the table no longer has are free."""
    return [
        {"table": str(table.pk), "slot": each["slot"], "need": each["need"], "places": each["places"]}
        for table in tables
        for each in table.held
        if each["slot"] in _all_or(table.slots, day) and each["need"] in table.access
    ]


def _sift(problem: Plain, promised: Sequence[Meeting]) -> tuple[list[Meeting], list[Meeting]]:
    """Part what can still be kept from what cannot; begun and held meetings first, of others the earlier slot stays."""
    read = read_problem(problem)
    seekers, tables = read.seeker_numbers, read.table_numbers
    held = holding(read)
    own: dict[int, int] = defaultdict(int)
    sitting: dict[tuple[int, int], list[frozenset[str]]] = defaultdict(list)
    kept: list[Meeting] = []
    fallen: list[Meeting] = []
    for meeting in sorted(promised, key=lambda each: (each.state == MeetingState.PLANNED, each.slot, each.pk)):
        who, where = seekers.get(str(meeting.seeker_id)), tables.get(str(meeting.table_id))
        if who is None or where is None or own[who] >= read.seekers[who].most or not _can_be(read, who, where, meeting):
            fallen.append(meeting)
            continue
        key, needs = (where, meeting.slot), read.seekers[who].needs
        if seated(read.tables[where].interviewers, held.get(key, ()), [*sitting[key], needs]) is None:
            fallen.append(meeting)
            continue
        own[who] += 1
        sitting[key].append(needs)
        kept.append(meeting)
    return kept, fallen


def _can_be(problem: Problem, who: int, where: int, meeting: Meeting) -> bool:
    """Say whether the two may still meet, and both are there in that slot."""
    seeker, table = problem.seekers[who], problem.tables[where]
    return may_meet(seeker, table) and meeting.slot in seeker.slots and meeting.slot in table.slots
