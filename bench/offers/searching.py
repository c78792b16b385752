"""Radius and facets over BENCH_DOCUMENTS offers (1,000,000): our engine and our whole page beside PostgreSQL, same totals."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

from bench.common.measure import quantile
from bench.common.places import REPOSITORY, data_folder, kept
from bench.common.report import print_table, say
from bench.offers.corpus import WORKLOADS, Question, documents, questions
from bench.offers.ours import Engine, Whole
from bench.offers.peer import PostgreSQL
from bench.search.speed.prepare import size

from parvis.search.writer import write_generation

QUESTIONS = 300
MADE_OF = (
    "src/parvis/search/analysis.py",
    "src/parvis/search/schema.py",
    "src/parvis/search/writer.py",
    "bench/offers/corpus.py",
)
TITLES = {
    "radius": "one trade within 5 to 100 km: how many, and ten of them",
    "around": "any trade within 10 km: how many, and ten of them",
    "facets": "one trade within 5 to 100 km: counts of four facets",
    "page": "the whole page of one trade within 5 to 100 km: order, six facets, five radii, what has no place",
    "crowd": "the whole page of any trade within 10 km",
}


def prepare(count: int) -> Path:
    """Make the index of ``count`` offers where it is not there yet; return its folder."""
    digest = hashlib.sha256(f"{count} {data_folder() is not None}".encode())
    for place in MADE_OF:
        digest.update((REPOSITORY / place).read_bytes())
    folder = kept("offers") / f"{count}-{digest.hexdigest()[:12]}"
    if (folder / "made.json").exists():
        return folder
    for old in kept("offers").glob(f"{count}-*"):
        shutil.rmtree(old)
    (folder / "index").mkdir(parents=True)
    say(f"writing {count:,} offers into Parvis's index, once …")
    started = time.monotonic()
    write_generation(documents(count), folder / "index", {})
    made = {"write_seconds": time.monotonic() - started, "index_bytes": size(folder / "index")}
    (folder / "made.json").write_text(json.dumps(made))
    return folder


def timed(engine: Any, workload: str, asked: list[Question]) -> tuple[list[float], list[object]]:
    """Ask every question once to warm up and once by the clock; return the milliseconds and the answers."""
    answers = [engine.ask(workload, question) for question in asked]
    taken = []
    for question in asked:
        started = time.perf_counter()
        engine.ask(workload, question)
        taken.append(1000 * (time.perf_counter() - started))
    return taken, answers


def run() -> dict[str, Any]:
    """Run the part and return its figures."""
    count = int(os.environ.get("BENCH_DOCUMENTS", "1000000"))
    folder = prepare(count)
    peer = PostgreSQL(os.environ["DATABASE_URL"])
    say(f"loading {peer.name} …")
    started = time.monotonic()
    peer.build(documents(count))
    loaded = time.monotonic() - started
    found: dict[str, dict[str, dict[str, float]]] = {}
    unlike: dict[str, int] = {}
    for workload in WORKLOADS:
        say(f"asking {workload} …")
        asked = questions(workload, QUESTIONS)
        is_page = workload in {"page", "crowd"}
        engines = {"Parvis page": Whole(folder)} if is_page else {"Parvis engine": Engine(folder)}
        if not is_page:
            engines[peer.name] = peer  # type: ignore[assignment]
        taken = {name: timed(engine, workload, asked) for name, engine in engines.items()}
        found[workload] = {
            name: {"p50": quantile(times, 0.5), "p95": quantile(times, 0.95)} for name, (times, _) in taken.items()
        }
        ours, *others = (answers for _, answers in taken.values())
        unlike[workload] = sum(mine != other for theirs in others for mine, other in zip(ours, theirs, strict=True))
        if is_page:
            engine = Engine(folder)
            unlike[workload] = sum(mine != engine.ask("radius", one) for mine, one in zip(ours, asked, strict=True))
        rows = [(name, figures["p50"], figures["p95"]) for name, figures in found[workload].items()]
        print_table(f"{workload}: {TITLES[workload]}", ("", "p50 ms", "p95 ms"), rows)
        print(f"{unlike[workload]} of {QUESTIONS} answers differ.")
    made = json.loads((folder / "made.json").read_text())
    return {
        "documents": count,
        "peer": peer.name,
        "workloads": found,
        "unlike": unlike,
        "peer_load_seconds": loaded,
        **made,
    }
