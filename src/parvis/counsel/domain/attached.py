"""Things of the libraries in a letter: their notebook codes stand in the sealed text behind a sign that nobody can type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.core.domain.notebook import Item, Notebook, encode, read
from parvis.core.refusal import Refusal
from parvis.counsel.domain.opened import Shown
from parvis.counsel.domain.sealing import PlainText

#: How many things go with one letter.
MOST = 12
#: A control character: ``texts.read_text`` takes it out of what anybody types.
_SIGN = "\x1e"


@dataclass(frozen=True, repr=False)
class Parts:
    """A letter as people read it: its words, and the things that came with it."""

    text: str
    items: tuple[Item, ...]

    @property
    def notebook(self) -> str:
        """Return the things as the string of a notebook; empty for none."""
        return encode(self.items)


def with_things(text: PlainText, items: Iterable[Item]) -> PlainText:
    """Return ``text`` with ``items`` in it; refuse too many."""
    wanted = tuple(dict.fromkeys(items))
    if len(wanted) > MOST:
        raise Refusal(_("Attach %(most)d things at most. Nothing was sent.") % {"most": MOST})
    return PlainText(f"{text.reveal()}{_SIGN}{encode(wanted)}") if wanted else text


def parts_of(letter: Shown) -> Parts:
    """Return the words of ``letter`` and its things; those of a visitor are words alone."""
    text, _sign, things = letter.text.reveal().partition(_SIGN)
    return Parts(text, read(things).items if things and not letter.is_of_visitor else ())


def items_in(typed: Iterable[str]) -> tuple[Item, ...]:
    """Return the things that ticked boxes name (``t3k9qfz``), in order, each once; what is written like none is left out."""
    found = (read(each).items for each in typed)
    return Notebook().adding(*(item for items in found for item in items)).items
