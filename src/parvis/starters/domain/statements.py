"""The statements about interests: 48 public-domain RIASEC markers, and a short form of 18 in pictures (data/statements.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from parvis.core.said import Said
from parvis.occupations.enums import Interest
from parvis.starters.domain.answers import Questions
from parvis.starters.domain.words import DATA, word
from parvis.starters.enums import Answer

#: Answers of the short form: three faces.
FACES = (Answer.LIKE, Answer.UNSURE, Answer.DISLIKE)


@dataclass(frozen=True)
class Origin:
    """Whose statements these are."""

    title: str
    authors: str
    published: str
    licence: str


@dataclass(frozen=True)
class Statement:
    """One statement: ``place`` is where its answer stands in a code, ``pictogram`` empty where only words say it."""

    place: int
    key: str
    pictogram: str

    @property
    def interest(self) -> Interest:
        """Return the type that liking it speaks for."""
        return Interest(self.key[0])

    def said(self, language: str) -> Said:
        """Return the statement in ``language`` or its fallback."""
        return word("statements", self.key, language)


@dataclass(frozen=True)
class Form:
    """A form of the explorer: its statements, asked ``by`` so many a page, and the answers it offers."""

    key: str
    questions: Questions
    statements: tuple[Statement, ...]
    by: int
    choices: tuple[Answer, ...]

    @property
    def interests(self) -> list[Interest]:
        """Return the type of each statement, in the order of answers."""
        return [statement.interest for statement in self.statements]


def _form(
    key: str, mark: str, keys: list[str], drawn: Mapping[str, str], *, by: int, choices: tuple[Answer, ...]
) -> Form:
    statements = tuple(Statement(place, name, drawn.get(name, "")) for place, name in enumerate(keys))
    return Form(key, Questions(mark, len(keys), max(Answer) + 1), statements, by, choices)


@cache
def forms() -> dict[str, Form]:
    """Return the two forms by key: ``pictures`` (18) and ``statements`` (48, one of each type in turn)."""
    drawn = tomllib.loads((DATA / "statements.toml").read_text(encoding="utf-8"))["pictures"]
    every = [f"{interest}{place}" for place in range(1, 9) for interest in Interest.values]
    return {
        "pictures": _form("pictures", "k", list(drawn), drawn, by=9, choices=FACES),
        "statements": _form("statements", "m", every, {}, by=8, choices=tuple(reversed(Answer))),
    }


@cache
def origin() -> Origin:
    """Return whose statements these are."""
    told = tomllib.loads((DATA / "statements.toml").read_text(encoding="utf-8"))
    return Origin(told["title"], told["authors"], told["published"], told["licence"])
