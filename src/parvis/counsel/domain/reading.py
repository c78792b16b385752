"""Letters as a page shows them, the visitor's and the desk's: words, day, and the things that came with them, named once for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.core.domain.named import Named, name_things
from parvis.counsel.domain.attached import parts_of
from parvis.counsel.domain.opened import Shown
from parvis.counsel.domain.saying import said_day


@dataclass(frozen=True, repr=False)
class LetterLine:
    """A letter on a page. ``notebook`` is the string of its things."""

    letter: Shown
    text: str
    day: str
    things: Sequence[Named]
    notebook: str


def read_lines(letters: Sequence[Shown], language: str) -> list[LetterLine]:
    """Return ``letters`` for a page in ``language``; the rooms are asked for all their things together."""
    read = [(letter, parts_of(letter)) for letter in letters]
    wanted = dict.fromkeys(item for _letter, parts in read for item in parts.items)
    named = {thing.item: thing for thing in name_things(wanted, language)}
    return [
        LetterLine(
            letter,
            parts.text,
            said_day(letter.written_on, language),
            [named[item] for item in parts.items],
            parts.notebook,
        )
        for letter, parts in read
    ]
