"""Reading what is promised: meetings that are kept, places that are held. What cannot be kept is refused."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from parvis.timetable.domain.places import holding, seated
from parvis.timetable.domain.plain import listed, name, object_of, refuse, whole
from parvis.timetable.domain.problem import Held, Kept, Problem, may_meet


def read_held(problem: Problem, told: Any, bound: int) -> Problem:
    """Return ``problem`` with the held places in ``told``; a table holds as many as it has at most."""
    found: list[Held] = []
    seen: set[tuple[str, int, str]] = set()
    places: dict[tuple[str, int], int] = defaultdict(int)
    for place, each in listed("held", told, bound):
        held = _held(place, each, problem)
        table = problem.tables[problem.table_numbers[held.table]]
        if held.slot not in table.slots:
            refuse(f"{place}.slot", _("table “%s” has a break then.") % table.id)
        if held.need not in table.offers:
            refuse(
                f"{place}.need",
                _("table “%(table)s” does not offer “%(need)s”.") % {"table": table.id, "need": held.need},
            )
        if (held.table, held.slot, held.need) in seen:
            refuse(place, _("the same places are held twice. Write how many: “places”."))
        seen.add((held.table, held.slot, held.need))
        places[held.table, held.slot] += held.places
        if places[held.table, held.slot] > table.interviewers:
            refuse(f"{place}.places", _("table “%s” does not have so many places.") % table.id)
        found.append(held)
    return replace(problem, held=tuple(found))


def _held(place: str, told: Any, problem: Problem) -> Held:
    told = object_of(place, told, {"table", "slot", "need", "places"}, set())
    table = _id(f"{place}.table", told["table"], problem.table_numbers)
    slot = whole(f"{place}.slot", told["slot"], 0, len(problem.slots) - 1)
    return Held(table, slot, name(f"{place}.need", told["need"]), whole(f"{place}.places", told["places"], 1, 20))


def _id(place: str, told: Any, numbers: dict[str, int]) -> str:
    found = name(place, told)
    if found not in numbers:
        refuse(place, _("nobody and nothing is called “%s” here.") % found)
    return found


def read_kept(problem: Problem, told: Any, bound: int) -> Problem:
    """Return ``problem`` with the kept meetings in ``told``, which must be possible together."""
    found: list[Kept] = []
    whole_day: dict[str, list[Kept]] = defaultdict(list)
    for place, each in listed("kept", told, bound):
        kept = _kept(place, each, problem)
        _check_seeker(place, kept, whole_day[kept.seeker], problem)
        whole_day[kept.seeker].append(kept)
        found.append(kept)
    _check_places(problem, found)
    return replace(problem, kept=tuple(found))


def _kept(place: str, told: Any, problem: Problem) -> Kept:
    told = object_of(place, told, {"seeker", "table", "slot"}, set())
    seeker = _id(f"{place}.seeker", told["seeker"], problem.seeker_numbers)
    table = _id(f"{place}.table", told["table"], problem.table_numbers)
    return Kept(seeker, table, whole(f"{place}.slot", told["slot"], 0, len(problem.slots) - 1))


def _check_seeker(place: str, kept: Kept, before: list[Kept], problem: Problem) -> None:
    """Refuse ``kept`` when this seeker cannot be there, or cannot after the kept meetings ``before``."""
    seeker, table = (
        problem.seekers[problem.seeker_numbers[kept.seeker]],
        problem.tables[problem.table_numbers[kept.table]],
    )
    names = {"seeker": seeker.id, "table": table.id}
    if kept.slot not in seeker.slots or kept.slot not in table.slots:
        refuse(f"{place}.slot", _("seeker “%(seeker)s” and table “%(table)s” are not both there then.") % names)
    if not may_meet(seeker, table):
        refuse(place, _("seeker “%(seeker)s” and table “%(table)s” may not meet.") % names)
    if any(kept.slot == other.slot for other in before):
        refuse(f"{place}.slot", _("seeker “%(seeker)s” is kept at another table then.") % names)
    if any(kept.table == other.table for other in before):
        refuse(f"{place}.table", _("seeker “%(seeker)s” is kept at table “%(table)s” twice.") % names)
    if len(before) == seeker.most:
        refuse(place, _("seeker “%(seeker)s” wants fewer meetings than are kept.") % names)


def _check_places(problem: Problem, kept: list[Kept]) -> None:
    held = holding(problem)
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, each in enumerate(kept):
        key = problem.table_numbers[each.table], each.slot
        together[key].append(problem.seeker_numbers[each.seeker])
        needs = [problem.seekers[seeker].needs for seeker in together[key]]
        if seated(problem.tables[key[0]].interviewers, held.get(key, ()), needs) is None:
            refuse(f"kept[{number}]", _("table “%s” has no place left then.") % each.table)
