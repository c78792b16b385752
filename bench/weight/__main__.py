"""`make bench-weight`: what a first visit weighs on the wire and when its largest part is painted, on a slow phone.

Cold cache for every visit; French and Arabic. "wire" counts every byte a pipe in front of the server saw come back,
service worker and icons included; the kinds are those of the page's own network log.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from bench.common.report import machine, print_json, print_table, say, trimmed
from bench.common.site import Site, house_slugs, trade_codes
from bench.weight.counting import CountingPipe
from bench.weight.phone import CHROMIUM, Visit, phone, visit

VISITS = 3
MOST_KB, MOST_SECONDS = 60, 1.0
QUESTIONS = {"fr": "boulanger", "ar": "خباز"}
KINDS = ("document", "stylesheet", "script", "font", "image", "other")


def paths(port: int) -> dict[str, str]:
    """Return the addresses measured: name → path."""
    trade, house = trade_codes()[3], house_slugs(port)[0]
    return {
        f"{page} {language}": f"/{language}/{rest}"
        for language, question in QUESTIONS.items()
        for page, rest in {
            "home": "",
            "search": f"search/?q={question}",
            "trade": f"trades/{trade}/",
            "house": f"houses/{house}/",
            "houses": "houses/",
        }.items()
    }


def figures(visits: list[tuple[Visit, int]]) -> dict[str, Any]:
    """Return the figures of one page: the heaviest visit, the median of the largest paints."""
    heaviest = max(visits, key=lambda pair: pair[1])[0]
    kinds = Counter({kind if kind in KINDS else "other": 0 for kind in heaviest.kinds})
    for kind, size in heaviest.kinds.items():
        kinds[kind if kind in KINDS else "other"] += size
    return {
        "wire_bytes": max(wire for _, wire in visits),
        "page_bytes": kinds.total(),
        "requests": heaviest.requests,
        "kinds": dict(kinds),
        "encodings": sorted(heaviest.encodings),
        "largest_paint_ms": median(seen.largest_paint_ms for seen, _ in visits),
    }


def main() -> None:
    """Measure and print."""
    if not Path(CHROMIUM).exists():
        raise SystemExit("This bench needs Chromium: install the package chromium (Debian).")
    about = machine()
    site = Site("sqlite")
    holds = site.prepare()
    found: dict[str, dict[str, Any]] = {}
    with site.serving() as port, phone() as browser:
        pipe = CountingPipe(port)
        for name, path in paths(port).items():
            say(name)
            visits = []
            for _ in range(VISITS):
                pipe.taken()
                seen = visit(browser, f"http://127.0.0.1:{pipe.port}{path}")
                visits.append((seen, pipe.taken()))
            found[name] = figures(visits)
    heads = ("", "wire kB", f"≤ {MOST_KB}", "requests", *KINDS, "largest paint ms", f"≤ {MOST_SECONDS:.0f} s")
    rows = [
        (
            name,
            of["wire_bytes"] / 1000,
            _kept(of["wire_bytes"] / 1000, MOST_KB),
            of["requests"],
            *(of["kinds"].get(kind, 0) / 1000 for kind in KINDS),
            of["largest_paint_ms"],
            _kept(of["largest_paint_ms"] / 1000, MOST_SECONDS),
        )
        for name, of in found.items()
    ]
    print_table(
        "A first visit on a slow phone (processor ÷ 4, 1.6 Mbit/s, 150 ms); kilobytes with headers", heads, rows
    )
    print_json("weight", trimmed({"holds": holds, "pages": found}), about)


def _kept(value: float, most: float) -> str:
    return "yes" if value <= most else "no"


if __name__ == "__main__":
    main()
