"""The best value of a small day, found by trying every plan: the rules of docs/timetable.md in the plainest words, nothing of the planner."""

from __future__ import annotations

from functools import cache
from itertools import combinations, permutations
from typing import Any

STEPS = (10_000, 1_000, 400, 200)


def may_meet(seeker: dict[str, Any], table: dict[str, Any]) -> bool:
    shared = not seeker["languages"] or not table["languages"] or set(seeker["languages"]) & set(table["languages"])
    wished = not seeker["wishes"] or seeker["open"] or table["id"] in seeker["wishes"]
    return bool(
        shared
        and wished
        and set(seeker["needs"]) <= set(table["offers"])
        and table["id"] not in seeker["vetoes"]
        and not set(seeker["states"]) & set(table["refuses"])
    )


def liked(seeker: dict[str, Any], table: dict[str, Any]) -> int:
    wished, wanted = table["id"] in seeker["wishes"], bool(set(seeker["states"]) & set(table["wants"]))
    return 40 if wished and wanted else 20 if wished else 10 if wanted else 0


def best_value(told: dict[str, Any]) -> int:
    """Return the value of the best plan."""
    tables, seekers = told["tables"], told["seekers"]
    places: list[tuple[int, int, str]] = []  # table, slot, need or ""
    for number, table in enumerate(tables):
        for slot in table["slots"]:
            held = [
                one["need"]
                for one in told["held"]
                if (one["table"], one["slot"]) == (table["id"], slot)
                for _ in range(one["places"])
            ]
            places += [(number, slot, need) for need in held]
            places += [(number, slot, "")] * (table["interviewers"] - len(held))
    days = [_days(seeker, told) for seeker in seekers]

    @cache
    def best(who: int, free: frozenset[int]) -> int:
        if who == len(seekers):
            return 0
        found = -(10**9)
        for day, value in days[who]:
            for left in _sat(day, seekers[who], places, free):
                found = max(found, value + best(who + 1, left))
        return found

    return best(0, frozenset(range(len(places))))


def _days(seeker: dict[str, Any], told: dict[str, Any]) -> list[tuple[tuple[tuple[int, int], ...], int]]:
    """Return every day ((table, slot), …) that ``seeker`` could have, kept meetings in it, with its value."""
    tables = told["tables"]
    may = [number for number, table in enumerate(tables) if may_meet(seeker, table)]
    kept = {
        (next(number for number, table in enumerate(tables) if table["id"] == one["table"]), one["slot"])
        for one in told["kept"]
        if one["seeker"] == seeker["id"]
    }
    found = []
    for count in range(min(seeker["most"], len(may), len(seeker["slots"])) + 1):
        for chosen in combinations(may, count):
            for slots in permutations(seeker["slots"], count):
                day = tuple(zip(chosen, slots, strict=True))
                if kept <= set(day) and all(slot in tables[table]["slots"] for table, slot in day):
                    value = sum(STEPS[:count]) + sum(liked(seeker, tables[table]) for table in chosen)
                    found.append((day, value))
    return found


def _sat(
    day: tuple[tuple[int, int], ...],
    seeker: dict[str, Any],
    places: list[tuple[int, int, str]],
    free: frozenset[int],
) -> list[frozenset[int]]:
    """Return what may be left of ``free`` places when the seeker sits down for ``day``."""
    if not day:
        return [free]
    kinds = {}
    for place in free:
        table, slot, need = places[place]
        if (table, slot) == day[0] and (not need or need in seeker["needs"]):
            kinds[need] = place
    return [left for place in kinds.values() for left in _sat(day[1:], seeker, places, free - {place})]
