"""`make bench-pages`: requests per second of Parvis's pages on SQLite and PostgreSQL, beside pretix's public event page.

One run, one machine, two worker processes each, eight clients asking as fast as they are answered; rounds take turns so
that what else the machine does weighs on all alike, and the median round counts. p95 "alone" is with a single client:
the server's own time. Every server answers without help from a proxy or a page cache of its own in front.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from statistics import median
from typing import Any
from urllib.parse import quote

from bench.common.load import Load, load_apart
from bench.common.places import REPOSITORY
from bench.common.report import machine, print_json, print_table, say, trimmed
from bench.common.site import Site, house_slugs, trade_codes
from bench.pages import pretix

CLIENTS = 8
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
PRETIX = "pretix: event"


def paths(port: int) -> dict[str, list[str]]:
    """Return the addresses asked for, page by page: the home page, and many trades, houses and questions in turn."""
    lines = (REPOSITORY / "bench/search/queries.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [row["q"] for row in map(json.loads, lines) if row["lang"] == "fr"]
    return {
        "home": ["/fr/"],
        "search": [f"/fr/search/?q={quote(question)}" for question in questions],
        "trade": [f"/fr/trades/{code}/" for code in trade_codes()],
        "house": [f"/fr/houses/{slug}/" for slug in house_slugs(port)],
    }


def measured(targets: Mapping[str, tuple[int, list[str]]]) -> dict[str, list[tuple[Load, Load]]]:
    """Return, for every target (port, paths), each round's load with eight clients and with one."""
    found: dict[str, list[tuple[Load, Load]]] = {name: [] for name in targets}
    for port, asked in targets.values():
        load_apart(port, asked, clients=CLIENTS, seconds=2)  # imports, first templates, connections
    for number in range(ROUNDS):
        say(f"round {number + 1} of {ROUNDS} …")
        for name, (port, asked) in targets.items():
            say(name)
            together = load_apart(port, asked, clients=CLIENTS, seconds=SECONDS)
            alone = load_apart(port, asked, clients=1, seconds=SECONDS / 2)
            found[name].append((together, alone))
    return found


def summed(rounds: list[tuple[Load, Load]]) -> dict[str, float]:
    """Return the median of the rounds."""
    return {
        "per_second": median(together.per_second for together, _ in rounds),
        "p95_ms": median(together.p95 for together, _ in rounds),
        "alone_p50_ms": median(alone.p50 for _, alone in rounds),
        "alone_p95_ms": median(alone.p95 for _, alone in rounds),
        "bytes": rounds[0][0].bytes,
        "failed": sum(together.failed + alone.failed for together, alone in rounds),
    }


def main() -> None:
    """Prepare all three servers, measure, print."""
    about = machine()
    address = os.environ["DATABASE_URL"]
    peer = pretix.Pretix(address)
    peer.prepare()
    sites = {"SQLite": Site("sqlite"), "PostgreSQL": Site("postgresql", address)}
    holds = {name: site.prepare() for name, site in sites.items()}
    with ExitStack() as stack:
        targets: dict[str, tuple[int, list[str]]] = {}
        for name, site in sites.items():
            port = stack.enter_context(site.serving())
            targets |= {f"{name}: {page}": (port, asked) for page, asked in paths(port).items()}
        targets[PRETIX] = (stack.enter_context(peer.serving())[0], [pretix.PAGE])
        figures = {name: summed(rounds) for name, rounds in measured(targets).items()}
    for of in figures.values():
        of["ratio_to_pretix"] = of["per_second"] / figures[PRETIX]["per_second"]
    show(figures, peer)
    about_pretix: dict[str, Any] = {"version": pretix.VERSION, "redis": bool(peer.redis)}
    print_json(
        "pages",
        trimmed({"clients": CLIENTS, "workers": 2, "holds": holds, "pages": figures, "pretix": about_pretix}),
        about,
    )


def show(figures: Mapping[str, Mapping[str, float]], peer: pretix.Pretix) -> None:
    """Print the table."""
    cache = "with Redis" if peer.redis else "without Redis (not installed)"
    title = f"{CLIENTS} clients, 2 workers each; pretix {pretix.VERSION} on PostgreSQL {cache}, gunicorn; own load generator (bench/common/load.py)"
    heads = ("", "pages/s", "÷ pretix", "p95 ms", "alone p50 ms", "alone p95 ms", "bytes", "not 200")
    keys = ("per_second", "ratio_to_pretix", "p95_ms", "alone_p50_ms", "alone_p95_ms", "bytes", "failed")
    print_table(title, heads, [(name, *(of[key] for key in keys)) for name, of in figures.items()])


if __name__ == "__main__":
    main()
