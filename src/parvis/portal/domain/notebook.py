"""A notebook opened: its things in one or two languages, the links that change it, what to say about its address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.domain.notebook import MAX_ITEMS, Fault, Item, Kind, Notebook
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.portal.domain.thing import Thing
from parvis.portal.domain.things import item_named, things_of

FAULT_WORDS = {
    Fault.DAMAGED: gettext_lazy(
        "This notebook’s address is damaged: something was left out or changed. What could be read is here; compare it with the paper or the link you have."
    ),
    Fault.NEWER: gettext_lazy(
        "This notebook’s address is damaged, or was made by a newer Parvis. What could be read is here."
    ),
    Fault.TOO_LONG: gettext_lazy(
        "This notebook’s address is too long. The first things in it are here, the others are left out."
    ),
}


@dataclass(frozen=True)
class Line:
    """One thing of an opened notebook. The notebooks it would become are strings: without it, with it higher or lower."""

    thing: Thing
    second: Thing | None
    number: int
    without: str
    higher: str | None
    lower: str | None

    @property
    def kind(self) -> str:
        """Return what the thing is, in the active language."""
        return self.thing.kind

    @property
    def url(self) -> str:
        """Return the whole public address of the thing's page, empty when it is gone."""
        return f"{settings.ORIGIN}{self.thing.path}" if self.thing.path else ""


def open_notebook(notebook: Notebook, language: str, second: str = "") -> list[Line]:
    """Return the lines of ``notebook`` in ``language`` and, when given, side by side in ``second``."""
    first = things_of(notebook.items, language)
    others: list[Thing] | list[None] = things_of(notebook.items, second) if second else [None] * len(first)
    last = len(first) - 1
    return [
        Line(
            thing,
            other,
            place + 1,
            without=str(notebook.removing(thing.item)),
            higher=str(notebook.moving(thing.item, -1)) if place else None,
            lower=str(notebook.moving(thing.item, 1)) if place < last else None,
        )
        for place, (thing, other) in enumerate(zip(first, others, strict=True))
    ]


def add_thing(notebook: Notebook, code: str) -> tuple[Notebook, Item]:
    """Return ``notebook`` with the thing that has ``code``, and the thing; refuse an unknown code and a full notebook."""
    item = item_named(code)
    if item is None:
        raise Refusal(_("Nothing here has the code “%(code)s”. Look at it once more.") % {"code": code[:20]})
    if notebook.is_full and item not in notebook.items:
        raise Refusal(_("A notebook holds %(count)d things. Take something out first.") % {"count": MAX_ITEMS})
    return notebook.adding(item), item


def second_language(asked: str, language: str) -> str:
    """Return the language ``asked`` for side by side, empty when it is the page's own or none of the ten."""
    return asked if asked in INTERFACE_LANGUAGES and asked != language else ""


def comparable(lines: list[Line]) -> list[str]:
    """Return the codes of the first four trades, empty when there are not two to compare."""
    codes = [line.thing.item.code for line in lines if line.thing.item.kind == Kind.TRADE and not line.thing.is_gone]
    return codes[:4] if len(codes) > 1 else []


def address_of(path: str, notebook: Notebook, second: str = "") -> str:
    """Return the whole public address under which ``notebook`` opens on any device."""
    query = {"n": str(notebook)} | ({"with": second} if second else {})
    return f"{settings.ORIGIN}{path}?{urlencode(query)}"
