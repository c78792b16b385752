"""Part B of `make bench-search`: speed over BENCH_DOCUMENTS generated offers (1,000,000), our engine beside its peers."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.common.measure import quantile
from bench.common.report import print_table, say
from bench.search.speed.engines.bare import Bare, BareOwnWay
from bench.search.speed.engines.fts5 import Fts5
from bench.search.speed.engines.ours import EngineLayer, WholeSearch
from bench.search.speed.engines.postgresql import PostgreSQL
from bench.search.speed.offers import WORKLOADS
from bench.search.speed.prepare import Prepared, prepare, prepared

#: The measure of the ratio: the same tokens, asked directly.
BARE = "tantivy, bare"
ENGINES: dict[str, Any] = {
    "Parvis engine layer": EngineLayer,
    "Parvis whole search": WholeSearch,
    BARE: Bare,
    "tantivy, its own way": BareOwnWay,
    "PostgreSQL": PostgreSQL,
    "SQLite FTS5": Fts5,
}
#: Totals mean the same in these for all: the words met are the same tokens. For a beginning and a slip, Parvis and bare alone.
COMPARABLE = ("and", "facets", "radius")
ALIKE = ("Parvis engine layer", BARE)
COMPARED = 150
PROCESSES = 2

Answers = dict[str, list[object]]


def built(folder: Path, address: str) -> dict[str, float]:
    """Build the peers' indexes where they are not kept (PostgreSQL's server is new each time); return the seconds."""
    seconds: dict[str, float] = {}
    for name, engine in ENGINES.items():
        kept = folder / f"{engine.__name__}.built"
        if "build" not in vars(engine) or kept.exists():
            continue
        say(f"building {name} …")
        started = time.monotonic()
        engine.build(folder, address)
        seconds[name] = time.monotonic() - started
        if engine is not PostgreSQL:
            kept.write_text(f"{seconds[name]:.1f}")
    return seconds


def work(name: str, folder: Path, address: str, orders: Connection) -> None:
    """Open an engine, then obey: each order is (workload, seconds, first question); answer the milliseconds of each."""
    engine = ENGINES[name](folder, address)
    questions: dict[str, list[Prepared]] = pickle.loads((folder / "questions.pickle").read_bytes())
    orders.send("ready")
    while order := orders.recv():
        workload, seconds, place = order
        asked = questions[workload]
        taken: list[float] = []
        until = time.perf_counter() + seconds
        while (started := time.perf_counter()) < until:
            engine.ask(workload, asked[place % len(asked)])
            taken.append(1000 * (time.perf_counter() - started))
            place += 1
        orders.send(taken)


class Workers:
    """Processes that ask one engine, each with a connection or an index of its own."""

    def __init__(self, name: str, folder: Path, address: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.lines: list[Connection] = []
        for _ in range(PROCESSES):
            ours, theirs = context.Pipe()
            context.Process(target=work, args=(name, folder, address, theirs), daemon=True).start()
            theirs.close()
            self.lines.append(ours)
        for line in self.lines:
            line.recv()

    def measure(self, workload: str, seconds: float, *, processes: int) -> list[float]:
        """Return the milliseconds of every question that ``processes`` asked at once for ``seconds``."""
        for number, line in enumerate(self.lines[:processes]):
            line.send((workload, seconds, 700 * number))
        return [milliseconds for line in self.lines[:processes] for milliseconds in line.recv()]

    def close(self) -> None:
        """Let the processes end."""
        for line in self.lines:
            line.send(None)


def figures(folder: Path, address: str) -> dict[str, dict[str, dict[str, float] | None]]:
    """Return p50, p95 (one process alone) and questions per second (two at once), workload by engine."""
    seconds = float(os.environ.get("BENCH_SECONDS", "3"))
    found: dict[str, dict[str, dict[str, float] | None]] = {workload: {} for workload in WORKLOADS}
    for name, engine in ENGINES.items():
        say(f"asking {name} …")
        workers = Workers(name, folder, address)
        for workload in WORKLOADS:
            if workload not in getattr(engine, "WORKLOADS", WORKLOADS):
                found[workload][name] = None
                continue
            workers.measure(workload, seconds / 3, processes=PROCESSES)  # warms what is kept in memory
            alone = workers.measure(workload, seconds, processes=1)
            together = workers.measure(workload, seconds, processes=PROCESSES)
            rate = len(together) / seconds
            found[workload][name] = {"p50": quantile(alone, 0.5), "p95": quantile(alone, 0.95), "per_second": rate}
        workers.close()
    return found


def totals(folder: Path, address: str, questions: Mapping[str, list[Prepared]]) -> dict[str, dict[str, int]]:
    """Ask the first questions of every engine and count the totals unlike those of bare tantivy."""
    names = [name for name in ENGINES if name not in {"Parvis whole search", "tantivy, its own way"}]
    engines = {name: ENGINES[name](folder, address) for name in names}
    unlike: dict[str, dict[str, int]] = {}
    for workload in WORKLOADS:
        asked = questions[workload][:COMPARED]
        compared = names if workload in COMPARABLE else ALIKE
        answers = {name: [engines[name].ask(workload, question) for question in asked] for name in compared}
        unlike[workload] = {name: _unlike(said, answers[BARE]) for name, said in answers.items()}
    return unlike


def _unlike(said: list[object], right: list[object]) -> int:
    """Return how many totals differ; where nothing meets all words, Parvis goes on with some of them and says None."""
    return sum(mine is not None and bool(base) and mine != base for mine, base in zip(said, right, strict=True))


def show(
    found: Mapping[str, Mapping[str, Mapping[str, float] | None]], unlike: Mapping[str, Mapping[str, int]]
) -> None:
    """Print a table a workload."""
    titles = {
        "prefix": "the first 2–6 letters of a word",
        "typo": "one misspelt word",
        "and": "two words, both met, and how many in all",
        "facets": "how many offers of one word, by sector",
        "radius": "one word within 50 km, and how many in all",
    }
    for workload, engines in found.items():
        bare = engines[BARE]
        assert bare
        rows = []
        for name, got in engines.items():
            wrong = unlike.get(workload, {}).get(name)
            if got is not None:
                rows.append((name, got["p50"], got["p95"], got["per_second"], got["p50"] / bare["p50"], wrong))
        print_table(
            f"{workload}: {titles[workload]}",
            ("", "p50 ms", "p95 ms", "/s, 2 processes", "p50 ÷ bare", "unlike totals"),
            rows,
        )


def speed() -> dict[str, Any]:
    """Run part B and return its figures."""
    count = int(os.environ.get("BENCH_DOCUMENTS", "1000000"))
    address = os.environ["DATABASE_URL"]
    folder = prepare(count)
    seconds = built(folder, address)
    questions = prepared(folder)
    (folder / "questions.pickle").write_bytes(pickle.dumps(questions))
    unlike = totals(folder, address, questions)
    found = figures(folder, address)
    show(found, unlike)
    ratios = {workload: _ratios(engines) for workload, engines in found.items()}
    made = json.loads((folder / "made.json").read_text())
    return {
        "documents": count,
        "engines": found,
        "ratio_to_bare_p50": ratios,
        "unlike_totals": unlike,
        "built_seconds": seconds,
        **made,
    }


def _ratios(engines: Mapping[str, Mapping[str, float] | None]) -> dict[str, float]:
    bare = engines[BARE]
    assert bare
    return {name: got["p50"] / bare["p50"] for name, got in engines.items() if got and got is not bare}
