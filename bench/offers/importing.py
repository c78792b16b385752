"""The import part of `make bench-offers`: four senders' feeds into an installation without offers, again, and with 1 % changed.

BENCH_OFFERS says how many records (200,000 without, the goal is set for 1,000,000). Each feed is one `parvis import` with its
acknowledgement, in a process of its own: seconds by the wall clock, processor seconds, and the most memory any of them held; a
tenth of the records is imported first, so that flat memory shows as two figures that are about the same. The states that the
acknowledgements tell are compared with what was made.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.common.child import Cost, cost
from bench.common.places import kept
from bench.common.processes import done
from bench.common.report import print_table, say
from bench.common.site import PARVIS, Site
from bench.offers.making import CHANGED, GONE, ROUND, SENDERS, shares, twice, write
from tools.with_postgresql import binaries

GOAL = 300  # seconds for 1,000,000


@dataclass
class Delivery:
    """All feeds of a day: what taking them in cost, and how many records ended in which state."""

    costs: dict[str, Cost] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)

    def figures(self, records: int) -> dict[str, Any]:
        """Return the day's figures, each feed's seconds with them."""
        seconds = sum(of.seconds for of in self.costs.values())
        return {
            "records": records,
            "seconds": seconds,
            "processor_seconds": sum(of.processor_seconds for of in self.costs.values()),
            "peak_mib": max(of.peak_mib for of in self.costs.values()),
            "records_per_second": records / seconds,
            "states": dict(sorted(self.states.items())),
            "feeds": {name: of.seconds for name, of in self.costs.items()},
        }


def empty(site: Site) -> None:
    """Remove every offer of ``site`` and its senders."""
    if site.database:
        done([binaries() / "psql", "-q", "-d", site.database, "-c", "TRUNCATE offers_offer, offers_feed"])
        return
    with closing(sqlite3.connect(site.folder / "parvis.sqlite3", isolation_level=None)) as file:
        file.execute("DELETE FROM offers_offer")
        file.execute("DELETE FROM offers_feed")
        file.execute("VACUUM")


def deliver(site: Site, files: dict[str, Path]) -> Delivery:
    """Take in one day's feeds, one after the other."""
    day, ack = Delivery(), kept("offers") / "ack.jsonl"
    for name, path in files.items():
        say(f"{site.name}: {name}, {path.stat().st_size >> 20:,} MB …")
        day.costs[name] = cost([PARVIS, "import", name, path, "--ack", ack], site.variables())
        with ack.open(encoding="utf-8") as lines:
            day.states.update(json.loads(line)["state"] for line in lines)
        ack.unlink()
    return day


def feeds(folder: Path, number: int, *, later: bool = False) -> dict[str, Path]:
    """Write the feeds of ``number`` records and return their files."""
    found = {}
    for which, sender in enumerate(SENDERS):
        found[sender.importer] = folder / f"{sender.importer}-{number}-{'later' if later else 'first'}.{sender.ending}"
        write(found[sender.importer], number, which, later=later)
    return found


def expected(number: int) -> dict[str, Counter[str]]:
    """Return the states that each day's acknowledgements should tell; of the third, those that other records do not decide."""
    both, gone = twice(number), sum(len(range(min(GONE), size, ROUND)) for size in shares(number))
    changed = sum(len(range(one, size, ROUND)) for size in shares(number) for one in CHANGED)
    new = sum(size // ROUND for size in shares(number))
    return {
        "from empty": Counter(created=sum(shares(number)) - both, merged=both),
        "again": Counter(unchanged=sum(shares(number))),
        "1 % changed": Counter(
            created=new, changed=changed, withdrawn=gone, unchanged=sum(shares(number)) - gone - changed
        ),
    }


def measured(site: Site, number: int) -> dict[str, Any]:
    """Take in ``number`` records three times over: from empty, the same files, and those of a day later."""
    folder, records, found = kept("offers", "feeds"), sum(shares(number)), dict[str, Any]()
    say(f"writing the feeds of {number:,} records …")
    first = feeds(folder, number)
    empty(site)
    days = {"from empty": deliver(site, first), "again": deliver(site, first)}
    for path in first.values():
        path.unlink()
    later = feeds(folder, number, later=True)
    days["1 % changed"] = deliver(site, later)
    for path in later.values():
        path.unlink()
    for name, day in days.items():
        should = expected(number)[name]
        found[name] = day.figures(records) | {"unlike_expected": _unlike(day.states, should)}
    empty(site)
    return found


def _unlike(states: Counter[str], should: Counter[str]) -> int:
    """Return by how many records the states differ from what was made.

    On the third day a merged record counts as a changed one: it is one, and stands for the same place again.
    """
    seen = Counter(states)
    if should["changed"]:
        seen["changed"] += seen.pop("merged", 0)
    return sum(abs(seen[state] - should[state]) for state in {*seen, *should})


def run() -> dict[str, Any]:
    """Measure on SQLite and, where DATABASE_URL names a server, on PostgreSQL."""
    named = os.environ.get("BENCH_OFFERS") or min(200_000, int(os.environ.get("BENCH_DOCUMENTS") or 200_000))
    number, found = int(named), dict[str, Any]()
    sites = {"SQLite": Site("offers-sqlite")}
    if address := os.environ.get("DATABASE_URL"):
        sites["PostgreSQL"] = Site("offers-postgresql", address)
    holds = ""
    for database, site in sites.items():
        holds = site.prepare()
        small = measured(site, number // 10)
        found[database] = measured(site, number)
        for day, of in found[database].items():
            of["peak_mib_at_a_tenth"] = small[day]["peak_mib"]
    keys = (
        "seconds",
        "processor_seconds",
        "records_per_second",
        "peak_mib",
        "peak_mib_at_a_tenth",
        "unlike_expected",
    )
    rows = [(f"{base}: {day}", *(of[key] for key in keys)) for base, days in found.items() for day, of in days.items()]
    title = f"Import of offers: {number:,} records of four senders, {twice(number):,} of them told twice; on {holds}"
    heads = ("", "seconds", "CPU s", "records/s", "peak MiB", "at a tenth", "unlike")
    print_table(title, heads, rows)
    print(f"Goal: {GOAL} s for 1,000,000 from empty; here {GOAL * number / 1_000_000:.0f} s.")
    return {"records": number, "told_twice": twice(number), "site": holds, **found}
