"""Who sits on which place: general places have the low numbers, held ones follow in the order of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from parvis.timetable.domain.problem import Problem

#: For each (table, slot): the need that each held place is for.
Holding = dict[tuple[int, int], tuple[str, ...]]


def holding(problem: Problem) -> Holding:
    """Return the needs that places are held for, by numbers of table and slot; only where some are."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for held in problem.held:
        found[problem.table_numbers[held.table], held.slot] += [held.need] * held.places
    return {key: tuple(needs) for key, needs in found.items()}


def seated(places: int, held: Sequence[str], needs: Sequence[frozenset[str]]) -> list[int] | None:
    """Return the place (from 1) of each of those with ``needs``, or None when not all can sit.

    The last ``len(held)`` of ``places`` are held. Whoever can sit on a held place does, so that general ones stay free.
    """
    general = places - len(held)
    sitting: dict[int, int] = {}  # held place → who
    for who in range(len(needs)):
        _sit(who, held, needs, sitting, set())
    found = {who: general + place + 1 for place, who in sitting.items()}
    free = iter(range(1, general + 1))
    for who in range(len(needs)):
        if who not in found:
            place = next(free, None)
            if place is None:
                return None
            found[who] = place
    return [found[who] for who in range(len(needs))]


def _sit(
    who: int, held: Sequence[str], needs: Sequence[frozenset[str]], sitting: dict[int, int], asked: set[int]
) -> bool:
    """Find a held place for ``who``, moving others between held places (augmenting path)."""
    for place, need in enumerate(held):
        if need in needs[who] and place not in asked:
            asked.add(place)
            if place not in sitting or _sit(sitting[place], held, needs, sitting, asked):
                sitting[place] = who
                return True
    return False


def seated_plan(problem: Problem, meetings: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int, int]] | None:
    """Return ``meetings`` (seeker, table, slot) with their places, or None when one table has too many in a slot."""
    held = holding(problem)
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for seeker, table, slot in sorted(meetings):
        together[table, slot].append(seeker)
    found = []
    for (table, slot), seekers in together.items():
        places = problem.tables[table].interviewers
        needs = [problem.seekers[seeker].needs for seeker in seekers]
        sat = seated(places, held.get((table, slot), ()), needs)
        if sat is None:
            return None
        found += [(seeker, table, slot, place) for seeker, place in zip(seekers, sat, strict=True)]
    return sorted(found)


def seated_needs(problem: Problem, meetings: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int, str]]:
    """Return ``meetings`` (seeker, table, slot), which can all sit, with the need their place is held for; "" for general ones."""
    held, found = holding(problem), []
    for seeker, table, slot, place in seated_plan(problem, meetings) or []:
        needs = held.get((table, slot), ())
        number = place - 1 - (problem.tables[table].interviewers - len(needs))
        found.append((seeker, table, slot, needs[number] if number >= 0 else ""))
    return found
