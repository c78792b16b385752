"""`make bench-queue`: days of 1,200 visitors under our rule and under first come, first served; then tickets a second on the database.

BENCH_DAYS (20), BENCH_VISITORS (1200) and BENCH_TABLES (50) change the size; BENCH_DATABASE=no leaves the second part out. The last line is JSON.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from bench.common.measure import quantile
from bench.common.report import machine, print_json, print_table, say
from bench.tickets.day import Rule, Seen, line_a_desk, one_line, ours, play
from bench.tickets.world import LANGUAGES, MEAN_TALK, MINUTES, tables, visitors

DAYS = int(os.environ.get("BENCH_DAYS", "20"))
VISITORS = int(os.environ.get("BENCH_VISITORS", "1200"))
TABLES = int(os.environ.get("BENCH_TABLES", "50"))
RULES: dict[str, Rule] = {"Parvis": ours, "one line, first come": one_line, "a line a desk, first come": line_a_desk}


def main() -> None:
    """Play the days, print what came of them, and measure the database."""
    about = machine()
    seen = {name: days(rule) for name, rule in RULES.items()}
    figures = {name: measured(each) for name, each in seen.items()}
    busy = VISITORS * MEAN_TALK / (TABLES * MINUTES)
    heads = ("minutes", "mean", "p50", "p90", "p99", "over 30 %", "never %", "Gini", "overtaken %", "most often")
    keys = ("mean", "p50", "p90", "p99", "over_30", "never", "gini", "overtaken", "most_overtaken")
    print_table(
        f"{DAYS} days of {VISITORS} visitors, {TABLES} tables busy {100 * busy:.0f} % of the day (a model)",
        heads,
        [(name, *(figures[name][key] for key in keys)) for name in RULES],
    )
    print_table(
        "mean wait by language, and the longest of them over the shortest",
        ("minutes", *LANGUAGES, "ratio"),
        [(name, *(figures[name][f"mean_{code}"] for code in LANGUAGES), figures[name]["ratio"]) for name in RULES],
    )
    print_table(
        "p90 of the wait by language",
        ("minutes", *LANGUAGES),
        [(name, *(figures[name][f"p90_{code}"] for code in LANGUAGES)) for name in RULES],
    )
    speeds = {} if os.environ.get("BENCH_DATABASE") == "no" else databases()
    if speeds:
        heads = ("a second, one process", "tickets taken", "calls", "p95 ms of taking", "p95 ms of a call")
        parts = ("takes_per_second", "calls_per_second", "take_p95_ms", "call_p95_ms")
        print_table("on the database", heads, [(name, *(each[key] for key in parts)) for name, each in speeds.items()])
    line = {"days": DAYS, "visitors": VISITORS, "tables": TABLES, "busy": busy}
    line |= {f"{_key(name)}_{key}": value for name, each in figures.items() for key, value in each.items()}
    line |= {f"{_key(name)}_{key}": value for name, each in speeds.items() for key, value in each.items()}
    print_json("queue", line, about)


def days(rule: Rule) -> list[list[Seen]]:
    """Return DAYS days under ``rule``: the same people and tables for every rule."""
    found = []
    for number in range(DAYS):
        chance = random.Random(number)
        found.append(play(visitors(VISITORS, chance), tables(TABLES, VISITORS, chance), rule, random.Random(number)))
    return found


def measured(played: Sequence[Sequence[Seen]]) -> dict[str, float]:
    """Return the figures of days; who was never called is in none but ``never``."""
    everybody = [each for day in played for each in day]
    waits = [each.wait for each in everybody if each.wait is not None]
    found = {"mean": fmean(waits), **{f"p{round(100 * share)}": quantile(waits, share) for share in (0.5, 0.9, 0.99)}}
    found["over_30"] = 100 * sum(wait > 30 for wait in waits) / len(waits)
    found["never"] = 100 * (1 - len(waits) / len(everybody))
    found["gini"] = gini(waits)
    found["overtaken"] = 100 * sum(each.overtaken > 0 for each in everybody) / len(everybody)
    found["most_overtaken"] = max(each.overtaken for each in everybody)
    by_language = {
        code: [each.wait for each in everybody if each.visitor.language == code and each.wait is not None]
        for code in LANGUAGES
    }
    found |= {f"mean_{code}": fmean(each) for code, each in by_language.items()}
    found |= {f"p90_{code}": quantile(each, 0.9) for code, each in by_language.items()}
    means = [found[f"mean_{code}"] for code in LANGUAGES]
    found["ratio"] = max(means) / min(means)
    return found


def gini(waits: Iterable[float]) -> float:
    """Return Gini's coefficient: 0 when everybody waits alike."""
    ordered = sorted(waits)
    total = sum(ordered)
    weighted = sum(place * wait for place, wait in enumerate(ordered, 1))
    return 2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered) if total else 0.0


def databases() -> Mapping[str, dict[str, float]]:
    """Return what a process does a second on SQLite and on PostgreSQL."""
    from tools.with_postgresql import Cluster

    found = {}
    with tempfile.TemporaryDirectory() as folder:
        say("tickets on SQLite …")
        found["SQLite"] = _asked(folder, "")
    cluster = Cluster({"fsync": "on"})
    cluster.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            say("tickets on PostgreSQL …")
            found["PostgreSQL"] = _asked(folder, cluster.create())
    finally:
        cluster.remove()
    return found


def _asked(folder: str, address: str) -> dict[str, float]:
    environment = {
        **os.environ,
        "PARVIS_DATA": folder,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        "PARVIS_MEANING": "no",
    }
    if not address:
        (Path(folder) / "parvis.sqlite3").touch()
    done = subprocess.run(
        [sys.executable, "-m", "bench.tickets.database"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _key(name: str) -> str:
    return {"Parvis": "ours", "one line, first come": "one_line", "a line a desk, first come": "line_a_desk"}.get(
        name, name.lower()
    )


if __name__ == "__main__":
    main()
