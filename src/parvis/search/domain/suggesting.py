"""Suggestions while typing: a few plain links, the likeliest things first."""

from __future__ import annotations

from parvis.search.domain.asking import ask
from parvis.search.domain.questions import Question
from parvis.search.domain.showing import Shown, shown

#: Fewer letters suggest nothing.
SHORTEST = 2
MOST = 8


def suggestions(text: str, language: str) -> list[Shown]:
    """Return at most eight things that ``text`` begins to ask for on a page in ``language``, one a title."""
    if len(text) < SHORTEST:
        return []
    answer = ask(Question(text, language, limit=2 * MOST))
    found: dict[str, Shown] = {}
    for result in answer.results:
        one = shown(result, language, answer.readings)
        found.setdefault(f"{one.kind} {one.title}", one)
    return list(found.values())[:MOST]
