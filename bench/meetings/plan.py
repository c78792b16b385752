"""The plan of a day: its value and how near it is to its bound, who meets anybody, waiting and walking, seconds; beside what there is without a planner.

BENCH_SIZES (small,middle,large) and BENCH_SETTINGS (scarce,plenty,long) leave days out, BENCH_CPSAT=no the peer. Every plan of ours is looked at by the independent verifier.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.common.child import Cost, cost
from bench.common.places import kept
from bench.common.report import print_table, say
from bench.meetings import cpsat
from bench.meetings.days import Size, day
from bench.meetings.peers import rounds, sheet

from parvis.timetable.domain.greedy import greedy_plan
from parvis.timetable.domain.instant import Meetings, instant_plan
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.plan import gaps_and_walk, value_of
from parvis.timetable.domain.problem import Problem
from parvis.timetable.domain.reading import read_problem
from parvis.timetable.domain.verifying import verdict_on

SEED = 20261127
SIZES = {
    "small": [Size(50, 500, 12, "scarce"), Size(50, 500, 12, "plenty"), Size(50, 200, 12, "long")],
    "middle": [Size(200, 3000, 14, "scarce"), Size(200, 3000, 14, "plenty")],
    "large": [Size(500, 10_000, 16, "scarce"), Size(500, 10_000, 16, "plenty")],
}
LEAST = 5.0  # seconds for CP-SAT
HEADS = ("", "value", "under the bound %", "met somebody %", "meetings each", "waiting gaps", "walk each m", "seconds")


@dataclass
class Row:
    """A plan and how long it took."""

    meetings: Meetings
    seconds: float


def run() -> dict[str, Any]:
    """Plan days of every size and setting in every way, print a table for each, return the figures."""
    wanted = os.environ.get("BENCH_SIZES", ",".join(SIZES)).split(",")
    settings = os.environ.get("BENCH_SETTINGS", "scarce,plenty,long").split(",")
    sizes = [size for name in wanted for size in SIZES[name] if size.setting in settings]
    return {str(size): _setting(size) for size in sizes}


def _setting(size: Size) -> dict[str, Any]:
    say(f"{size}: making the day and planning it …")
    home = kept("meetings")
    file, out = home / "day.json", home / "plan.json"
    file.write_text(json.dumps(day(size, SEED)))
    spent = cost([sys.executable, "-m", "bench.meetings.ours", file, out])
    plan = json.loads(out.read_text())
    problem = read_problem(file.read_bytes())
    market = Market(problem)
    certificate = plan["certificate"]
    rows = {"Parvis": Row(_numbered(problem, plan), plan["seconds"])}
    say(f"{size}: {plan['seconds']:.1f} s; looking at it, and planning in other ways …")
    faults = verdict_on(file.read_bytes(), out.read_bytes()).faults
    for name, way in _ways().items():
        rows[name] = _timed(way, market)
    found = {name: _figures(market, row, certificate["bound"]) for name, row in rows.items()}
    found["Parvis"] |= _own(plan, spent, list(faults))
    seconds = max(LEAST, plan["seconds"])
    times = {"CP-SAT, as long": 1, "CP-SAT, ten times as long": 10}
    for name, factor in list(times.items())[: 2 if size in SIZES["small"] else 1]:
        found |= _cpsat(name, size, market, factor * seconds, certificate["bound"])
    _print(size, market, found)
    return found


def _ways() -> dict[str, Callable[[Market], Meetings]]:
    return {
        "instant plan": instant_plan,
        "plain greedy": greedy_plan,
        "sign-up sheet": lambda market: sheet(market, SEED),
        "rounds": lambda market: rounds(market, SEED),
    }


def _timed(way: Callable[[Market], Meetings], market: Market) -> Row:
    started = time.perf_counter()
    return Row(way(market), time.perf_counter() - started)


def _numbered(problem: Problem, plan: dict[str, Any]) -> Meetings:
    return [
        (problem.seeker_numbers[one["seeker"]], problem.table_numbers[one["table"]], one["slot"])
        for one in plan["meetings"]
    ]


def _figures(market: Market, row: Row, bound: float) -> dict[str, Any]:
    value, eligible = value_of(market.problem, row.meetings), int(market.eligible.sum())
    gaps, walk = gaps_and_walk(market.problem, row.meetings)
    met = Counter(seeker for seeker, _table, _slot in row.meetings)
    return {
        "value": value,
        "gap_percent": 100 * (bound - value) / bound,
        "met_percent": 100 * len(met) / eligible,
        "meetings_each": len(row.meetings) / max(1, len(met)),
        "gaps": gaps,
        "walk_each": walk / max(1, len(met)),
        "seconds": row.seconds,
    }


def _own(plan: dict[str, Any], spent: Cost, faults: list[str]) -> dict[str, Any]:
    for fault in faults[:5]:
        say(f"fault: {fault}")
    return {
        "bound": plan["certificate"]["bound"],
        "meetings": len(plan["meetings"]),
        "meetings_to_a_gap": len(plan["meetings"]) / max(1, plan["certificate"]["gaps"]),
        "faults": len(faults),
        "process_seconds": spent.seconds,
        "processor_seconds": spent.processor_seconds,
        "peak_mib": spent.peak_mib,
    }


def _cpsat(name: str, size: Size, market: Market, seconds: float, bound: float) -> dict[str, Any]:
    if os.environ.get("BENCH_CPSAT") == "no":
        return {}
    say(f"{size}: CP-SAT for {seconds:.0f} s …")
    told = cpsat.solve(market, seconds, SEED % 1000)
    more = {
        "own_bound": told.bound,
        "building_seconds": told.building,
        "peak_mib": told.peak_mib,
        "columns": told.columns,
    }
    if told.meetings is None:
        return {name: {"value": None, "seconds": told.seconds, **more}}
    return {name: _figures(market, Row(told.meetings, told.seconds), bound) | more}


def _print(size: Size, market: Market, found: dict[str, Any]) -> None:
    keys = ("value", "gap_percent", "met_percent", "meetings_each", "gaps", "walk_each", "seconds")
    rows = [(name, *(_shown(key, each.get(key)) for key in keys)) for name, each in found.items()]
    ours = found["Parvis"]
    print_table(
        f"{size}: {int(market.seats.places.sum()):,} places, {int(market.eligible.sum()):,} may meet somebody; bound {ours['bound']:,.0f}; "
        f"{ours['faults']} faults found by the verifier; {ours['processor_seconds']:.1f} processor seconds, {ours['peak_mib']:.0f} MiB",
        HEADS,
        rows,
    )


def _shown(key: str, value: float | None) -> object:
    return f"{value:.5f}" if key == "gap_percent" and value is not None else value
