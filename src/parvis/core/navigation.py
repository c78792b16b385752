"""The doors on every page: which rooms a visitor can walk into, and the small print at the foot.

Names of addresses are the contract between rooms (docs/house.md); a room that is not installed has no door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: (name of the address, words, pictogram) in the order shown.
ROOMS: tuple[tuple[str, Promise | str, str], ...] = (
    ("occupations:browse", _("Trades"), "bread"),
    ("agenda:events", pgettext_lazy("in the navigation", "Programme"), "calendar"),
    ("network:houses", pgettext_lazy("Cités des métiers", "Houses"), "house"),
    ("portal:notebook", _("Notebook"), "notebook"),
    ("search:page", _("Search"), "search"),
)
SMALL_PRINT: tuple[tuple[str, Promise | str, str], ...] = (
    ("portal:easy", _("Easy to read"), ""),
    ("seats:yours", _("Your seats"), ""),
    ("counsel:return", _("Your letters"), ""),
    ("portal:charter", _("Charter"), ""),
    ("portal:neutrality", _("Neutrality"), ""),
    ("portal:privacy", _("Privacy"), ""),
    ("portal:accessibility", _("Accessibility"), ""),
    ("api-described", _("Open data"), ""),
    ("portal:about", _("About"), ""),
)


@dataclass(frozen=True)
class Door:
    """A link to a room."""

    url: str
    words: Promise | str
    pictogram: str
    is_current: bool


def doors(entries: tuple[tuple[str, Promise | str, str], ...], path: str) -> Iterator[Door]:
    """Yield the doors that exist, in the active language; ``path`` is where the visitor stands."""
    for name, words, pictogram in entries:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        yield Door(url, words, pictogram, path.startswith(url))
