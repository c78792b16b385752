"""Does a question for offers find offers of the right trade around the right town, and none beyond?

``python -m bench.search.relevance.offers FILE``, in the environment of a site: copies the site's index, adds offers of every
trade in and around fifteen towns (made here, the same for one seed), asks ``bench/search/offers.jsonl`` and writes the figures.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from bench.common.places import REPOSITORY, kept
from bench.common.processes import done
from bench.common.report import print_table
from bench.common.site import PYTHON, Site

from parvis.core.codes import code_for
from parvis.core.documents import Document
from parvis.core.globe import distance

if TYPE_CHECKING:
    from parvis.search.domain.offers.answering import Found
    from parvis.search.pipeline import Pipeline

FILE = Path(__file__).resolve().parents[1] / "offers.jsonl"
SEED = 20261126
KM = 20
#: Town → the language its offers are written in, country, latitude, longitude.
TOWNS = {
    "Lyon": ("fr", "FR", 45.7485, 4.8467),
    "Grenoble": ("fr", "FR", 45.1787, 5.7147),
    "Paris": ("fr", "FR", 48.8534, 2.3488),
    "Genève": ("fr", "CH", 46.2022, 6.1457),
    "Bruxelles": ("fr", "BE", 50.8505, 4.3488),
    "Berlin": ("de", "DE", 52.5244, 13.4105),
    "Köln": ("de", "DE", 50.9333, 6.95),
    "Madrid": ("es", "ES", 40.4165, -3.7026),
    "Barcelona": ("es", "ES", 41.3888, 2.159),
    "Amsterdam": ("nl", "NL", 52.374, 4.8897),
    "Utrecht": ("nl", "NL", 52.0908, 5.1222),
    "Lisboa": ("pt", "PT", 38.7169, -9.1333),
    "Porto": ("pt", "PT", 41.1496, -8.611),
    "London": ("en", "GB", 51.5085, -0.1257),
    "Dublin": ("en", "IE", 53.3331, -6.2489),
}
KINDS = ("apprenticeship", "traineeship", "job")


@dataclass(frozen=True)
class Judged:
    """A question with the trades that are right, the town and the kind that is said."""

    id: str
    q: str
    lang: str
    right: frozenset[str]
    town: str
    kind: str

    @property
    def is_held_back(self) -> bool:
        """Say whether the question belongs to the half that is never used for tuning (rule: bench/search/README.md)."""
        return bool(hashlib.sha256(self.id.encode()).digest()[0] % 2)


def judged() -> list[Judged]:
    """Return the judged questions, their trades as codes."""
    codes = {}
    for file in (REPOSITORY / "src/parvis/occupations/seed/trades").glob("*.toml"):
        codes[file.stem] = code_for(tomllib.loads(file.read_text(encoding="utf-8"))["esco"])
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [Judged(**{**row, "right": frozenset(codes[key] for key in row["right"])}) for row in rows]


def generated(trades: Sequence[Document]) -> Iterator[Document]:
    """Yield for every trade in every town one offer of each kind within 5 km, one at about 35 km, and one without a place."""
    chance = random.Random(SEED)
    number = 0
    for trade in trades:
        for town, (language, country, north, east) in TOWNS.items():
            title = re.split(r" / ", trade.titles.get(language) or trade.titles["en"])[0]
            for kind, away in (
                *((kind, 0.03) for kind in KINDS),
                (chance.choice(KINDS), 0.32),
                (chance.choice(KINDS), None),
            ):
                if away is None and town != "Lyon":
                    continue
                number += 1
                yield Document(
                    kind="offer",
                    id=f"b{number}",
                    path=f"offers/b{number}/",
                    titles={language: title},
                    code=f"b{number}",
                    country=country,
                    languages=(language,),
                    latitude=None if away is None else north + away * chance.choice((-1, 1)) * chance.uniform(0.9, 1),
                    longitude=None if away is None else east + 0.01 * chance.uniform(-1, 1),
                    facets={"trade": trade.code, "form": kind, "located": "no" if away is None else "yes"},
                    until=datetime(2100, 1, 1, tzinfo=UTC),
                )


@dataclass
class Measures:
    """Shares of questions (0…1). ``first``: the first offer is of a right trade, in the circle, of the kind said.

    ``pure``: every offer of the first page is of a right trade. ``beyond``: an offer outside 20 km was listed.
    """

    questions: int
    trade: float
    town: float
    kind: float
    first: float
    pure: float
    beyond: float
    none: float


def measured(asked: Sequence[tuple[Judged, Found]], offers: dict[str, Document]) -> Measures:
    """Return the measures of the answers."""
    count = len(asked)

    def share(test: Any) -> float:
        return sum(bool(test(question, found)) for question, found in asked) / count

    return Measures(
        count,
        share(lambda one, found: found.understood.trade_codes[:1] and found.understood.trade_codes[0] in one.right),
        share(_is_town),
        share(lambda one, found: found.understood.kind == one.kind),
        share(lambda one, found: found.hits and _is_right(one, offers[found.hits[0].code])),
        share(
            lambda one, found: (
                found.hits and all(offers[hit.code].values("trade")[0] in one.right for hit in found.hits)
            )
        ),
        share(lambda one, found: any(_km(one, offers[hit.code]) > KM + 2 for hit in found.hits)),
        share(lambda _one, found: not found.hits),
    )


def _km(one: Judged, offer: Document) -> float:
    assert offer.latitude is not None
    assert offer.longitude is not None
    return distance(*TOWNS[one.town][2:], offer.latitude, offer.longitude)


def _is_town(one: Judged, found: Found) -> bool:
    centre = found.understood.centre
    return centre is not None and distance(*TOWNS[one.town][2:], *centre) < 5


def _is_right(one: Judged, offer: Document) -> bool:
    is_kind = not one.kind or offer.values("form") == (one.kind,)
    return offer.values("trade")[0] in one.right and _km(one, offer) <= KM + 2 and is_kind


def ask_all(pipeline: Pipeline) -> list[tuple[Judged, Found]]:
    """Ask every question as somebody types it into the one box, nothing else chosen."""
    from parvis.search.domain.offers.answering import answer
    from parvis.search.domain.offers.question import Asked

    return [(one, answer(Asked(one.q, km=KM), one.lang, pipeline)) for one in judged()]


def main(file: Path) -> None:
    """Measure on the site that the environment names and write the figures into ``file``."""
    django.setup()
    from parvis.search import generations, meaning, writer
    from parvis.search.engines.embedded import Embedded
    from parvis.search.meaning import Meanings
    from parvis.search.pipeline import Pipeline

    held = generations.current()
    assert held is not None
    with tempfile.TemporaryDirectory(dir=held.parent) as folder:
        copied = Path(folder) / "index"
        shutil.copytree(held, copied)
        trades = list(Embedded(copied).documents(("trade",)))
        offers = {one.code: one for one in generated(trades)}
        ended = datetime(2000, 1, 1, tzinfo=UTC)
        own = [replace(one, until=ended) for one in Embedded(copied).documents(("offer",))]
        writer.change_generation([*own, *offers.values()], copied)
        name = generations.read_meta(copied).get("meaning") if meaning.is_wanted() else None
        found = ask_all(Pipeline(Embedded(copied), Meanings(copied / name if name else None)))
    figures = {"offers": len(offers), "trades": len(trades), "with_meaning": bool(name)}
    halves = {"held_back": True, "open": False}
    parts = {half: [pair for pair in found if pair[0].is_held_back == is_held] for half, is_held in halves.items()}
    wrong = [
        one.q
        for one, answered in parts["open"]
        if not (answered.hits and _is_right(one, offers[answered.hits[0].code]))
    ]
    shown = {half: asdict(measured(pairs, offers)) for half, pairs in parts.items()}
    file.write_text(json.dumps({**figures, **shown, "open_misses": wrong}, ensure_ascii=False))


def relevance_of_offers() -> dict[str, Any]:
    """Prepare a site, measure on it in a process of its own, print the table and return the figures."""
    site = Site("sqlite")
    holds = site.prepare()
    file = kept("search") / "offers.json"
    settings = {**site.variables(), "DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
    done([PYTHON, "-m", "bench.search.relevance.offers", file], settings)
    figures: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    heads = ("", "questions", *(name for name in figures["open"] if name != "questions"))
    rows = [
        (half, figures[half]["questions"], *(100 * figures[half][name] for name in heads[2:]))
        for half in ("held_back", "open")
    ]
    title = f"questions for offers, per cent ({figures['offers']:,} offers of {figures['trades']:,} trades; {holds})"
    print_table(title, heads, rows)
    return {"holds": holds, **figures}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
