"""Things to hand over, found by words: from every library at once, with room kept for what is on and for offers."""

from __future__ import annotations

from parvis.core.domain.notebook import Item, Kind
from parvis.portal.domain.things import Thing, things_of
from parvis.search.domain.asking import ask
from parvis.search.domain.questions import Question, clean

#: How many of each are found: of all kinds together, then of those that would drown among them.
_EACH = (("", 8), ("event", 4), ("offer", 3))
_KINDS = {
    "trade": Kind.TRADE,
    "skill": Kind.SKILL,
    "house": Kind.HOUSE,
    "desk": Kind.DESK,
    "page": Kind.PAGE,
    "offer": Kind.OFFER,
    "qualification": Kind.QUALIFICATION,
    "event": Kind.EVENT,
}


def find_things(words: str, language: str) -> list[Thing]:
    """Return the things that ``words`` find, each once and only what is still there."""
    text = clean(words)
    if not text:
        return []
    items: dict[Item, None] = {}
    for kind, limit in _EACH:
        question = Question(text, language, limit=limit)
        for result in ask(question.within(kind=kind) if kind else question).results:
            document = result.document
            if document.code and document.kind in _KINDS:
                items[Item(_KINDS[document.kind], document.code)] = None
    return [thing for thing in things_of(items, language) if not thing.is_gone and not thing.is_retired]
