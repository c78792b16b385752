"""Public things by their notebook codes, for rooms that stand below the pages that know every kind.

A room that hands things over (a letter) keeps their codes alone; what they are called and where they stand is asked from the functions
that settings name (NAMES_THINGS, FINDS_THINGS).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from parvis.core.domain.notebook import Item
from parvis.core.said import Said


class Named(Protocol):
    """A thing in one language: what it is called, its address here, short facts. ``is_gone`` when nobody knows its code."""

    @property
    def item(self) -> Item:
        """Return its kind and code."""

    @property
    def kind(self) -> str:
        """Return what it is, in a word of the active language."""

    @property
    def label(self) -> Said:
        """Return its name."""

    @property
    def path(self) -> str:
        """Return its address on this site; empty when it is gone."""

    @property
    def facts(self) -> list[str]:
        """Return where and when, as far as known."""

    @property
    def is_gone(self) -> bool:
        """Say whether nothing here has its code."""


def name_things(items: Iterable[Item], language: str) -> Sequence[Named]:
    """Return the things of ``items`` in their order, said in ``language``; no question when there are none."""
    wanted = tuple(items)
    if not wanted:
        return ()
    names = cast("Callable[[Iterable[Item], str], Sequence[Named]]", import_string(settings.NAMES_THINGS))
    return names(wanted, language)


def find_things(words: str, language: str) -> Sequence[Named]:
    """Return the things that ``words`` find here, best first; at most fifteen or so."""
    finds = cast("Callable[[str, str], Sequence[Named]]", import_string(settings.FINDS_THINGS))
    return finds(words, language)
