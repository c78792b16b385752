"""A day at a big house, made up: who comes when, wanting what, and the tables that are open. A model, not a record.

1,200 people a day is what Paris counts (docs/benchmarks.md); all of them take a ticket here. They come from 10 to 18 as a Poisson
process whose rate has two peaks, before noon and in the middle of the afternoon; talks last 18 minutes in the mean (log-normal).
Shares of languages and questions are assumed, and so are the tables: as many as are busy some nine tenths of the day, each
with one question or two, all speaking French; the rota has planned for every other language as many as it needs, and a third more.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from parvis.queue.domain.choosing import Help

MINUTES = 8 * 60
MEAN_TALK = 18.0
LANGUAGES = {"fr": 0.70, "ar": 0.10, "en": 0.08, "uk": 0.05, "es": 0.04, "pt": 0.03}
DESKS = {"choose": 0.30, "train": 0.25, "work": 0.20, "change": 0.15, "start": 0.10}
#: The rota gives each language at each desk this many times the tables that its talks fill in the mean.
SPARE = 1.3
_PEAKS = ((95.0, 55.0, 1.0), (290.0, 70.0, 0.8))  # minute of the day, width in minutes, height
_BASE = 0.25


@dataclass(frozen=True)
class Visitor:
    """Who comes: when (minutes after opening), wanting what, for how long."""

    comes: float
    desk: str
    language: str
    talks: float


@dataclass(frozen=True)
class Place(Help):
    """A table; ``first`` is the question whose line it serves where each desk has a line of its own."""

    first: str = ""


def rate(minute: float) -> float:
    """Return the shape of the day: how many come at ``minute``, in a unit of its own."""
    return _BASE + sum(height * math.exp(-(((minute - peak) / width) ** 2) / 2) for peak, width, height in _PEAKS)


_HIGHEST = max(rate(minute) for minute in range(MINUTES))
_AREA = sum(rate(minute) for minute in range(MINUTES))


def visitors(mean: int, chance: random.Random) -> list[Visitor]:
    """Return a day's visitors, ``mean`` in the mean: a Poisson process of the rate above, by thinning."""
    found, minute = [], 0.0
    highest = mean * _HIGHEST / _AREA
    sigma = 0.6
    while True:
        minute += chance.expovariate(highest)
        if minute >= MINUTES:
            return found
        if chance.random() < rate(minute) / _HIGHEST:
            talk = chance.lognormvariate(math.log(MEAN_TALK) - sigma**2 / 2, sigma)
            found.append(Visitor(minute, _drawn(DESKS, chance), _drawn(LANGUAGES, chance), talk))


def _drawn(shares: dict[str, float], chance: random.Random) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def tables(number: int, people: int, chance: random.Random) -> list[Place]:
    """Return the tables: questions dealt out by their shares, a second one at every third table; all speak French, and each
    other language is spoken at a desk by SPARE times as many as its talks fill in the mean, one at least."""
    desks = [desk for desk, share in DESKS.items() for _each in range(max(1, round(share * number)))][:number]
    desks += [next(iter(DESKS))] * (number - len(desks))
    own = [{desk} if place % 3 else {desk, _drawn(DESKS, chance)} for place, desk in enumerate(desks)]
    spoken = [{"fr"} for _each in own]
    full = people * MEAN_TALK / MINUTES  # tables that all talks together fill in the mean
    for desk, share in DESKS.items():
        at_desk = [place for place, first in enumerate(desks) if first == desk]
        for language in list(LANGUAGES)[1:]:
            needed = max(1, math.ceil(SPARE * full * share * LANGUAGES[language]))
            for place in chance.sample(at_desk, min(needed, len(at_desk))):
                spoken[place].add(language)
    return [
        Place(frozenset(held), frozenset(tongues), first)
        for held, tongues, first in zip(own, spoken, desks, strict=True)
    ]
