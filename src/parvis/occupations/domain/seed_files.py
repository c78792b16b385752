"""What is written for Parvis and comes with the code: trades (seed/trades/*.toml) and everyday words (seed/words/*.tsv).

A line of words is ``<tail of the ESCO URI><TAB><phrase>; <phrase>; …``; lines that begin with # are remarks.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from parvis.occupations.domain.names import distinct

SEED = Path(__file__).resolve().parent.parent / "seed"
ESCO_URI = "http://data.europa.eu/esco/occupation/"


@dataclass(frozen=True)
class SeedTrade:
    """An authored trade; texts by language, ``sheets`` language → day, likes, hard, try."""

    key: str
    uri: str
    isco: str
    rome: str
    interests: str
    sector: str
    pictogram: str
    near: tuple[str, ...]
    labels: dict[str, str]
    summaries: dict[str, str]
    words: dict[str, list[str]]
    sheets: dict[str, dict[str, Any]]


def _trade(path: Path) -> SeedTrade:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return SeedTrade(
        key=told["key"],
        uri=told["esco"],
        isco=told["isco"],
        rome=told.get("rome", ""),
        interests=told.get("riasec", ""),
        sector=told["sector"],
        pictogram=told["pictogram"],
        near=tuple(told.get("near", ())),
        labels=told["label"],
        summaries=told["summary"],
        words=told["words"],
        sheets=told.get("sheet", {}),
    )


@cache
def seed_trades(folder: Path = SEED) -> dict[str, SeedTrade]:
    """Return the authored trades by their key, in order of keys."""
    return {trade.key: trade for trade in map(_trade, sorted((folder / "trades").glob("*.toml")))}


@cache
def everyday_words(folder: Path = SEED) -> dict[str, dict[str, list[str]]]:
    """Return ESCO URI → language → phrases: those of the authored trades first, then those of the word lists."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for trade in seed_trades(folder).values():
        for language, phrases in trade.words.items():
            found[trade.uri][language] += phrases
    for path in sorted((folder / "words").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            tail, tab, said = line.partition("\t")
            if tab and not line.startswith("#"):
                found[ESCO_URI + tail.strip()][path.stem] += said.split(";")
    return {
        uri: {language: distinct(phrase.strip() for phrase in phrases) for language, phrases in spoken.items()}
        for uri, spoken in found.items()
    }
