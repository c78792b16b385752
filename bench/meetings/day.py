"""The running day: how many of those present meet somebody, re-planned in each slot, beside a static plan and free chairs.

*present and eligible*: who was in the house, in a slot of their window, at the same time as the recruiter of a table they may meet.
*bound*: the most of them that any rule could have served, knowing the whole day beforehand (a largest matching).
BENCH_DAYS (20) changes how many days are played in each setting; `python -m bench.meetings.day` runs this part alone.
"""

from __future__ import annotations

import os
import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean
from typing import Any

import django
import numpy as np
import numpy.typing as npt
from bench.common.measure import quantile
from bench.common.report import machine, print_json, print_table, say, trimmed
from bench.meetings.days import Size
from bench.meetings.happening import Happening, Stay, happening
from bench.meetings.playing import Played, Rule, are_there, free_chair, parvis, polite_chair, static_plan

from parvis.timetable.domain.day.ground import ground_of
from parvis.timetable.domain.day.matching import Graph, largest_matching
from parvis.timetable.domain.day.moves import next_moves
from parvis.timetable.domain.day.state import Meeting, Presence, State
from parvis.timetable.domain.instant import instant_plan
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.problem import Problem

DAYS = int(os.environ.get("BENCH_DAYS", "20"))
SETTINGS = {"house": Size(40, 600, 14), "fair": Size(200, 3000, 14), "few tables": Size(25, 600, 14)}
RULES: dict[str, Rule] = {
    "Parvis": parvis, "static plan": static_plan, "free chair": free_chair, "free chair, fewest first": polite_chair,
}  # fmt: skip
HEADS = {
    "served": "served %", "of_bound": "of bound %", "twice": "two or more %", "meetings": "meetings a day", "gaps": "slots between two",
    "first_wait": "slots to the first", "broken": "promises broken, all days",
}  # fmt: skip


def run(days: int = DAYS) -> dict[str, Any]:
    """Play the days of all settings, print a table for each, and return the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()  # a problem is read with sentences for people, and those are translated
    found = {}
    for name, size in SETTINGS.items():
        say(f"{days} days of {name}, {size.tables} tables × {size.seekers:,} seekers × {size.slots} slots …")
        found[name] = _setting(size, days)
        _print(name, size, days, found[name])
    return found


def _setting(size: Size, days: int) -> dict[str, Any]:
    seen: dict[str, list[dict[str, float]]] = defaultdict(list)
    house, bounds = Played(), []
    for seed in range(days):
        happened = happening(size, seed)
        plan = planned(happened.problem)
        eligible, bound = eligible_and_bound(happened)
        bounds.append(100 * bound / len(eligible))
        for rule, play in RULES.items():
            played = play(happened, plan, random.Random(seed))
            seen[rule].append(measured(happened, plan, played, eligible, bound))
            house.seconds += played.seconds
            house.processor_seconds += played.processor_seconds
            house.card_seconds += played.card_seconds
            house.unanswered += played.unanswered
            house.clashes += played.clashes
    rules: dict[str, dict[str, float | None]] = {
        rule: {key: fmean(each[key] for each in rows) for key in HEADS} for rule, rows in seen.items()
    }
    rules["Parvis"]["least_served"] = min(each["served"] for each in seen["Parvis"])
    for rule, rows in seen.items():
        rules[rule]["broken"] = None if "chair" in rule else sum(round(each["broken"]) for each in rows)
    times = (
        _times("", house.seconds) | _times("processor_", house.processor_seconds) | _times("cards_", house.card_seconds)
    )
    times["calls_unanswered"] = house.unanswered / days
    return {"bound": fmean(bounds), "rules": rules, **times, **_without_a_plan(size), "called_twice": house.clashes}


def _times(name: str, seconds: Sequence[float]) -> dict[str, float]:
    shares = {"p50": 0.5, "p95": 0.95, "max": 1.0}
    return {f"{name}{part}_ms": 1000 * quantile(seconds, share) for part, share in shares.items()}


def _without_a_plan(size: Size) -> dict[str, float]:
    """Return what is slowest: a day of ``size`` without any plan, everybody there; and making the ground, once a day."""
    problem = happening(size, 0).problem
    begun = time.perf_counter()
    ground = ground_of(problem)
    made = time.perf_counter() - begun
    state = State(ground, (), Presence(frozenset(ground.seekers)), Presence(frozenset(ground.tables)))
    met: list[Meeting] = []
    seconds = []
    for slot in range(len(problem.slots)):
        begun = time.perf_counter()
        moves = next_moves(replace(state, met=met), slot)
        seconds.append(time.perf_counter() - begun)
        met += [Meeting(move.seeker, move.table, slot) for move in moves.now]
    return {"ground_ms": 1000 * made, "without_a_plan_max_ms": 1000 * max(seconds)}


def _print(name: str, size: Size, days: int, found: dict[str, Any]) -> None:
    rows = [(rule, *(figures[key] for key in HEADS)) for rule, figures in found["rules"].items()]
    title = (
        f"{name}: {size.tables} tables × {size.seekers:,} seekers × {size.slots} slots, mean of {days} days (a model)"
    )
    print_table(title, ("rule", *HEADS.values()), rows)
    parts = {"a re-planning": "", "its processor time": "processor_", "cards of all tables": "cards_"}
    times = [(words, *(found[f"{part}{each}_ms"] for each in ("p50", "p95", "max"))) for words, part in parts.items()]
    print_table("re-planning a slot", ("milliseconds", "p50", "p95", "most"), times)
    print(
        f"without any plan a re-planning takes {found['without_a_plan_max_ms']:.0f} ms at most; the ground, once, {found['ground_ms']:.0f} ms\n"
        f"bound, knowing the day beforehand: {found['bound']:.2f} %; Parvis on its worst day: {found['rules']['Parvis']['least_served']:.2f} %\n"
        f"calls nobody answered: {found['calls_unanswered']:.1f} a day; people called by two tables at once: {found['called_twice']}"
    )


def planned(problem: Problem) -> list[Meeting]:
    """Return the instant plan of ``problem``, the same on every machine."""
    return [
        Meeting(problem.seekers[seeker].id, problem.tables[table].id, slot)
        for seeker, table, slot in instant_plan(Market(problem))
    ]


def eligible_and_bound(happened: Happening) -> tuple[set[str], int]:
    """Return who was present and eligible, and how many of them can meet somebody at most."""
    ground = ground_of(happened.problem, happened.walk_ins)
    slots = range(len(happened.problem.slots))
    free = ground.free & _in(ground.seekers, happened.seekers, slots)
    sits = ground.open & _in(ground.tables, happened.tables, slots)
    who, columns = np.nonzero(ground.may)
    pairs, at = np.nonzero(free[who] & sits[columns])
    rows, columns = who[pairs], columns[pairs]
    most = int(ground.chairs.max())
    chairs = ((columns * len(slots) + at) * most)[:, None] + np.arange(most)
    is_chair = np.arange(most) < ground.chairs[columns][:, None]
    graph = Graph(np.repeat(rows, most)[is_chair.ravel()], chairs[is_chair], (len(ground.seekers), sits.size * most))
    names = list(ground.seekers)
    return {names[row] for row in set(rows.tolist())}, int((largest_matching(graph) >= 0).sum())


def _in(rows: Mapping[str, int], stays: Mapping[str, Stay], slots: range) -> npt.NDArray[np.bool_]:
    """Return [rows, slots]: whether each is in the house."""
    found = np.zeros((len(rows), len(slots)), dtype=bool)
    for name, stay in stays.items():
        found[rows[name], stay.begin : stay.end] = True
    return found


def measured(
    happened: Happening, plan: Sequence[Meeting], played: Played, eligible: set[str], bound: int
) -> dict[str, float]:
    """Return the figures of one day; a promise is broken when both were in the house in its slot and it was not held as planned."""
    slots = defaultdict(list)
    for each in played.met:
        slots[each.seeker].append(each.slot)
    for found in slots.values():
        found.sort()
    everybody, held = happened.everybody, set(played.met)
    between = [
        sum(before < slot < after for slot in everybody[alias].slots)
        for alias, found in slots.items()
        for before, after in pairwise(found)
    ]
    begins = {
        alias: next(slot for slot in everybody[alias].slots if slot in happened.seekers[alias]) for alias in slots
    }
    return {
        "served": 100 * len(slots) / len(eligible),
        "of_bound": 100 * len(slots) / bound,
        "twice": 100 * sum(len(found) > 1 for found in slots.values()) / len(eligible),
        "meetings": len(played.met),
        "gaps": fmean(between) if between else 0.0,
        "first_wait": fmean(found[0] - begins[alias] for alias, found in slots.items()),
        "broken": sum(are_there(happened, each) and each not in held for each in plan),
    }


if __name__ == "__main__":
    about = machine()
    print_json("meetings_day", trimmed(run()), about)
