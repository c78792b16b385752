"""The judged questions, the two halves, and the measures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "queries.jsonl"
LANGUAGES = ("en", "fr", "de", "es", "nl", "pt")
HELD_BACK, OPEN = "held back", "open for tuning"

#: A system asked a question in a language: the URIs it answers, best first, at most ten.
Answers = dict[str, list[str]]


@dataclass(frozen=True)
class Judged:
    """One question with the trades that are right."""

    id: str
    q: str
    lang: str
    right: frozenset[str]
    kind: str

    @property
    def half(self) -> str:
        """Return which half the question belongs to (the rule stands in bench/search/README.md)."""
        return HELD_BACK if hashlib.sha256(self.id.encode()).digest()[0] % 2 else OPEN


def judged() -> list[Judged]:
    """Return all judged questions."""
    with FILE.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Judged(row["id"], row["q"], row["lang"], frozenset(row["right"]), row["kind"]) for row in rows]


@dataclass(frozen=True)
class Measures:
    """Shares of questions (0…1): the first answer right, any of ten right, none at all; mean reciprocal rank of ten."""

    questions: int
    hit1: float
    hit10: float
    mrr: float
    none: float


def measure(questions: Sequence[Judged], answers: Answers) -> Measures:
    """Return the measures of a system's answers."""
    ranks = [_rank(question, answers.get(question.id, [])) for question in questions]
    count = len(questions)
    return Measures(
        count,
        sum(rank == 1 for rank in ranks) / count,
        sum(rank > 0 for rank in ranks) / count,
        sum(1 / rank for rank in ranks if rank) / count,
        sum(not answers.get(question.id) for question in questions) / count,
    )


def _rank(question: Judged, uris: Iterable[str]) -> int:
    """Return the place (1…10) of the first right answer, 0 when none is."""
    return next((place for place, uri in enumerate(uris, 1) if uri in question.right and place <= 10), 0)


def answered(questions: Iterable[Judged], ask: Callable[[str, str], list[str]]) -> Answers:
    """Return what ``ask(q, lang)`` answers to every question."""
    return {question.id: ask(question.q, question.lang) for question in questions}
