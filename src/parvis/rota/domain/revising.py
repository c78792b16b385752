"""The revision of one house's rota: its board is read every few seconds, and another house's must not disturb it."""

from __future__ import annotations

from parvis.core.codes import code_for
from parvis.core.domain.revisions import raise_revision
from parvis.network.models import House


def revision_name(slug: str) -> str:
    """Return the name of the revision of the house with this ``slug`` (core/domain/revisions.py)."""
    return f"rota:{code_for(slug, 20)}"


def rota_moved(house: House) -> None:
    """Raise the revision of the rota of ``house``: first in each act, so that acts at one house wait for each other."""
    raise_revision(revision_name(house.slug))


def board_of_address(*_named: object, slug: str) -> str:
    """Return the name of the revision for a view whose address names a house by its ``slug`` (core/etags.py)."""
    return revision_name(slug)
