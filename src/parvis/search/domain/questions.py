"""A visitor's question as search takes it: cleaned, cut, with the language of the page and what was chosen."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from parvis.search.engine import Filters

__all__ = ["Filters", "Question", "clean", "page_number"]

#: Longer questions are cut: nobody's words need more, and a page must not be slowed by noise.
LONGEST = 200
PAGE_SIZE = 10
MOST_PAGES = 10

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Question:
    """What is asked. ``page`` counts from 1; ``limit`` is results a page."""

    text: str
    language: str
    filters: Filters = field(default_factory=Filters)
    page: int = 1
    limit: int = PAGE_SIZE

    def within(self, **filters: Any) -> Question:
        """Return the same question with filters added or, with an empty value, taken away; from the first page."""
        return replace(self, filters=replace(self.filters, **filters), page=1)


def clean(typed: str, longest: int = LONGEST) -> str:
    """Return ``typed`` without control characters, as one line of at most ``longest`` characters."""
    text = "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else character
        for character in typed[: 4 * longest]
    )
    return _SPACES.sub(" ", text).strip()[:longest].strip()


def page_number(typed: str) -> int:
    """Return the page asked for, between 1 and the last page shown; 1 when it is no number."""
    return min(max(int(typed), 1), MOST_PAGES) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 1
