"""`make bench-paths`: every sensible route to a trade among 20,000 qualifications, beside a recursive query in SQL.

One process, one core, the same questions to both, in turns. BENCH_QUALIFICATIONS and BENCH_QUESTIONS change the size.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from typing import Any

from bench.common.measure import quantile
from bench.common.report import machine, print_json, print_table, say, trimmed
from bench.paths.peer import Tables
from bench.paths.world import JURISDICTIONS, questions, world

from parvis.qualifications.domain.paths.comparing import CRITERIA, ranked
from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.domain.paths.searching import routes_to

SIZE = int(os.environ.get("BENCH_QUALIFICATIONS", "20000"))
NUMBER = int(os.environ.get("BENCH_QUESTIONS", "600"))
GOAL = 50.0


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return wall-clock and processor milliseconds of ``work``, and what it returned."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - processor), found


def main() -> None:
    """Make the world, ask both, print."""
    about = machine()
    say(f"a world of {SIZE} qualifications in {JURISDICTIONS} jurisdictions …")
    nodes = world(SIZE).nodes
    built, _, graph = timed(lambda: Graph(nodes))
    tables = Tables(graph)
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    routes: list[int] = []
    gc.freeze()  # as a server does with what it keeps
    for number, (standing, trade) in enumerate(questions(NUMBER, SIZE)):
        by = CRITERIA[number % len(CRITERIA)]
        wall, processor, found = timed(lambda: ranked(routes_to(graph, standing, trade), by))  # noqa: B023  called at once
        ours.append((wall, processor))
        routes.append(len(found))
        wall, processor, _ = timed(lambda: tables.chains(standing, trade))  # noqa: B023  called at once
        theirs.append((wall, processor))
    rows = {"Parvis: routes, compared, ranked": ours, "SQLite: recursive query, chains only": theirs}
    heads = ("", "p50 ms", "p95 ms", "most ms", "p50 cpu ms", "p95 cpu ms")
    print_table(
        f"{NUMBER} questions, {SIZE} qualifications",
        heads,
        [
            (name, *(quantile([wall for wall, _ in times], share) for share in (0.5, 0.95, 1.0)),
             *(quantile([processor for _, processor in times], share) for share in (0.5, 0.95)))
            for name, times in rows.items()
        ],
    )  # fmt: skip
    print(f"index of the graph: {built:.0f} ms; routes shown: median {quantile(routes, 0.5)}, most {max(routes)}")
    p95, peer = (quantile([wall for wall, _ in times], 0.95) for times in (ours, theirs))
    figures = {
        "qualifications": SIZE,
        "jurisdictions": JURISDICTIONS,
        "questions": NUMBER,
        "index_ms": built,
        "p50_ms": quantile([wall for wall, _ in ours], 0.5),
        "p95_ms": p95,
        "p95_cpu_ms": quantile([processor for _, processor in ours], 0.95),
        "peer_p50_ms": quantile([wall for wall, _ in theirs], 0.5),
        "peer_p95_ms": peer,
        "ratio_to_peer_p95": p95 / peer,
        "routes_median": quantile(routes, 0.5),
        "answered": sum(count > 0 for count in routes),
        "goal_ms": GOAL,
        "kept": p95 <= GOAL,
    }
    print_json("paths", trimmed(figures), about)


if __name__ == "__main__":
    main()
