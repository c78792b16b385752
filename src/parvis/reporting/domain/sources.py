"""Where figures come from: the rooms that settings.COUNT_SOURCES names, pulled, never told."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from parvis.core.domain.figures import Figure, Words
from parvis.network.domain.scope import Scope


class Counts(Protocol):
    """A room's ``domain/counts.py``; ``NAME`` heads its figures."""

    NAME: Words

    def figures(self, scope: Scope) -> tuple[Figure, ...]:
        """Return the room's figures, in a number of questions that does not grow with what is counted."""


def sources() -> list[Counts]:
    """Return every source, in the order of the settings."""
    return [cast("Counts", import_module(name)) for name in settings.COUNT_SOURCES]
