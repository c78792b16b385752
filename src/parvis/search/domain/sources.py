"""Where documents come from: the rooms that settings.SEARCH_SOURCES names, pulled, never told."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from django.conf import settings

from parvis.core.documents import Document, Documents

#: Source (dotted module) → (latest revision, revision of the last removal).
Revisions = dict[str, tuple[int, int]]


def sources() -> dict[str, Documents]:
    """Return every source by its dotted name, in the order of the settings."""
    return {name: cast("Documents", import_module(name)) for name in settings.SEARCH_SOURCES}


def revisions() -> Revisions:
    """Return how far each source has moved; one small question each."""
    return {name: source.revision() for name, source in sources().items()}


def all_documents() -> Iterator[Document]:
    """Yield everything that can be found, source by source, streamed."""
    for source in sources().values():
        yield from source.documents()


def changed_documents(since: Revisions) -> Iterator[Document]:
    """Yield what changed after the revisions ``since``."""
    now = revisions()
    for name, source in sources().items():
        before = since.get(name, (0, 0))[0]
        if now[name][0] > before:
            yield from source.documents(since=before)
