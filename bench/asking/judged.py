"""The judged questions, the parts of them, the sample's desks, and the measures."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from parvis.network.models import Desk

FILE = Path(__file__).resolve().parent / "questions.jsonl"
DESKS = Path(__file__).resolve().parents[2] / "src" / "parvis" / "network" / "sample" / "desks.toml"
OPEN, HELD_BACK, STORIES = "open for tuning", "held back", "stories, tuned on"
FRESH, LATER = "stories, fresh", "stories, held back"
PARTS = (OPEN, HELD_BACK, STORIES, FRESH, LATER)
#: The series that are looked at as a whole alone: of another author, who had not read the words; of the author of the words.
WHOLE = {"f": FRESH, "g": LATER}

#: Sets of desks as sample houses have them: Paris and most; Brussels; a house of six; a small one; an outreach point.
HOUSES: dict[str, tuple[str, ...]] = {
    "five desks (Paris)": ("choose", "train", "work", "change", "start"),
    "five desks (Brussels)": ("choose", "train", "work", "start", "abroad"),
    "six desks": ("choose", "train", "work", "change", "abroad", "read"),
    "three desks": ("choose", "train", "work"),
}


@dataclass(frozen=True)
class Judged:
    """One question with what is right."""

    id: str
    q: str
    lang: str
    needs: tuple[str, ...]
    right: tuple[str, ...]
    near: tuple[str, ...]

    @property
    def part(self) -> str:
        """Return which part the question belongs to (the rule stands in bench/asking/README.md)."""
        if self.id[3] != "a":
            return WHOLE.get(self.id[3], STORIES)
        return HELD_BACK if hashlib.sha256(self.id.encode()).digest()[0] % 2 else OPEN

    def right_in(self, desks: Iterable[str]) -> set[str]:
        """Return the desks that are right in a house with ``desks``; none where a person is the answer."""
        there = set(desks)
        return there & set(self.right) or there & set(self.near)


def judged() -> list[Judged]:
    """Return all judged questions."""
    with FILE.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Judged(row["id"], row["q"], row["lang"], tuple(row["needs"]), tuple(row["right"]), tuple(row["near"]))
        for row in rows
    ]


def sample_desks() -> dict[str, Desk]:
    """Return the sample's desks by key, as they would stand in a house; no database."""
    told = tomllib.loads(DESKS.read_text(encoding="utf-8"))["desk"]
    return {
        one["key"]: Desk(
            pk=place, key=one["key"], question=one["question"], hint=one["hint"], words=one["words"], order=place
        )
        for place, one in enumerate(told)
    }


@dataclass(frozen=True)
class Measures:
    """Of ``questions`` that a desk answers: the shares whose first desk is right, whose shown desks hold a right one, that
    were left to a person. Of ``nobody`` that no desk answers: the share that was left to a person."""

    questions: int
    top1: float
    top3: float
    unsure: float
    nobody: int
    nobody_left: float


#: A question → keys of the desks shown, the best first.
Answer = Callable[[Judged, Sequence[str]], list[str]]


def measure(questions: Sequence[Judged], desks: Sequence[str], answer: Answer) -> Measures:
    """Return the measures of ``answer`` over ``questions`` in a house with ``desks``."""
    told = [(one.right_in(desks), answer(one, desks)) for one in questions]
    for_desk = [(right, shown) for right, shown in told if right]
    for_nobody = [shown for right, shown in told if not right]
    count = len(for_desk) or 1
    return Measures(
        len(for_desk),
        sum(bool(shown) and shown[0] in right for right, shown in for_desk) / count,
        sum(bool(right & set(shown)) for right, shown in for_desk) / count,
        sum(not shown for _, shown in for_desk) / count,
        len(for_nobody),
        sum(not shown for shown in for_nobody) / (len(for_nobody) or 1),
    )
