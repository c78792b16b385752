"""Things to hand over, found by words as the slip finds them, for rooms below the pages (core/domain/named.py)."""

from __future__ import annotations

from parvis.core.domain.notebook import Notebook
from parvis.portal.domain.slip import find
from parvis.portal.domain.thing import Thing
from parvis.portal.domain.things import things_of
from parvis.search.domain.questions import clean


def find_things(words: str, language: str) -> list[Thing]:
    """Return the things that ``words`` find, each once and only what is still there."""
    found = find(clean(words), Notebook(), language)
    return [
        thing
        for thing in things_of([each.item for each in found], language)
        if not thing.is_gone and not thing.is_retired
    ]
