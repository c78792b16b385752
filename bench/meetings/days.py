"""Honest random days: popular tables, languages, needs, windows, breaks; the same for one seed.

*scarce*: seekers want about four meetings and there are seats for one or two each. *plenty*: as many tables and seekers, but seats enough for what
all want together; the popular tables are full all the same. *long*: few seekers who want many meetings.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

LANGUAGES = {"fr": 0.8, "nl": 0.45, "en": 0.35, "ar": 0.08, "tr": 0.06, "uk": 0.05, "es": 0.08}
OWN_LANGUAGE = {"fr": 62, "nl": 18, "en": 6, "ar": 6, "tr": 3, "uk": 3, "es": 2}
FACTS = {"level": 4, "contract": 3, "rhythm": 3, "start": 4}
NEEDS = {"step-free": 0.04, "quiet": 0.03, "interpreter:lsfb": 0.01}
OFFERED = {"step-free": 0.7, "quiet": 0.3, "interpreter:lsfb": 0.12}


@dataclass(frozen=True)
class Size:
    """How many tables, seekers and slots, and in which setting."""

    tables: int
    seekers: int
    slots: int
    setting: str = "scarce"

    def __str__(self) -> str:
        return f"{self.tables}×{self.seekers:,}×{self.slots} {self.setting}"


def day(size: Size, seed: int) -> dict[str, Any]:
    """Return a day as the problem file holds it."""
    chance = random.Random(f"{size} {seed}")
    tables = [_table(chance, number, size) for number in range(size.tables)]
    order = list(range(size.tables))
    chance.shuffle(order)
    crowd = _Crowd(tables, [1.0 / (1 + place) for place in sorted(range(size.tables), key=order.__getitem__)])
    return {
        "format": "parvis-meetings-1",
        "seed": seed,
        "slots": [{"start": _time(number), "end": _time(number + 1)} for number in range(size.slots)],
        "tables": tables,
        "seekers": [_seeker(chance, number, size, crowd) for number in range(size.seekers)],
    }


def _time(number: int) -> str:
    minutes = 13 * 60 + 10 * number
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _table(chance: random.Random, number: int, size: Size) -> dict[str, Any]:
    slots = list(range(size.slots))
    if chance.random() < 0.15:  # comes later or leaves earlier
        slots = slots[2:] if chance.random() < 0.5 else slots[:-2]
    if chance.random() < 0.6:  # a break, never in the first or last slot
        start = chance.randrange(1, len(slots) - 2)
        del slots[start : start + chance.choice((1, 1, 2))]
    facts = [f"{name}:{value}" for name, values in FACTS.items() for value in range(values)]
    wants = chance.sample(facts, chance.randint(0, 3))
    return {
        "id": f"t{number}",
        "interviewers": 2 if size.setting == "plenty" else chance.choice((1, 2)),
        "slots": slots,
        "languages": [name for name, share in LANGUAGES.items() if chance.random() < share] or ["fr"],
        "offers": [name for name, share in OFFERED.items() if chance.random() < share],
        "at": [3.0 * (number % 25), 4.0 * (number // 25)],
        "wants": wants,
        "refuses": [fact for fact in facts if fact not in wants and chance.random() < 0.03],
    }


class _Crowd:
    """Tables with how popular they are (Zipf)."""

    def __init__(self, tables: list[dict[str, Any]], weights: list[float]) -> None:
        self.tables, self.sums = tables, list(accumulate(weights))

    def wished(self, chance: random.Random, seeker: dict[str, Any], count: int) -> list[str]:
        """Return ``count`` different tables by popularity; nine in ten of them fit what the seeker says."""
        found: list[str] = []
        for _ in range(20 * count):
            table = chance.choices(self.tables, cum_weights=self.sums)[0]
            fits = set(seeker["languages"]) & set(table["languages"]) and set(seeker["needs"]) <= set(table["offers"])
            if table["id"] not in found and (fits or chance.random() < 0.1):
                found.append(table["id"])
            if len(found) == count:
                break
        return found


def _seeker(chance: random.Random, number: int, size: Size, crowd: _Crowd) -> dict[str, Any]:
    languages = chance.choices(list(OWN_LANGUAGE), list(OWN_LANGUAGE.values()))
    languages += [name for name in ("fr", "nl", "en") if name not in languages and chance.random() < 0.35]
    seeker: dict[str, Any] = {
        "id": f"s{number}",
        "slots": _window(chance, size.slots),
        "languages": languages,
        "needs": [name for name, share in NEEDS.items() if chance.random() < share],
        "most": _most(chance, size.setting),
        "states": [f"{name}:{chance.randrange(values)}" for name, values in FACTS.items()],
        "open": chance.random() < 0.7,
    }
    wishes = crowd.wished(chance, seeker, chance.randint(3, 10))
    vetoes = [table["id"] for table in chance.sample(crowd.tables, 2) if chance.random() < 0.1]
    return seeker | {"wishes": wishes, "vetoes": [each for each in vetoes if each not in wishes]}


def _most(chance: random.Random, setting: str) -> int:
    return {"scarce": chance.randint(2, 6), "plenty": chance.choice((1, 1, 2)), "long": chance.randint(3, 6)}[setting]


def _window(chance: random.Random, slots: int) -> list[int]:
    kind = chance.random()
    if kind < 0.6:
        return list(range(slots))
    if kind < 0.9:  # half a day
        return list(range(slots // 2)) if chance.random() < 0.5 else list(range(slots // 2, slots))
    length = max(2, slots // 4)
    start = chance.randrange(slots - length + 1)
    return list(range(start, start + length))
