"""Revisions: a number a room, raised in the same transaction as the change, so that readers can ask what is new."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from parvis.core.models import Revision


def raise_revision(room: str, *, removed: bool = False) -> int:
    """Raise the revision of ``room`` and return it; call inside the transaction that writes, before the rows.

    The row's lock is held to the end of the transaction, so revisions become visible in their order.
    ``removed`` says that something was taken away, which makes search read the room anew.
    """
    if not transaction.get_connection().in_atomic_block:
        message = "raise_revision belongs inside the transaction that writes"
        raise RuntimeError(message)
    Revision.objects.get_or_create(room=room)
    Revision.objects.filter(room=room).update(number=F("number") + 1)
    number: int = Revision.objects.values_list("number", flat=True).get(room=room)
    if removed:
        Revision.objects.filter(room=room).update(removed=number)
    return number


def revision_of(room: str) -> tuple[int, int]:
    """Return (latest revision, revision of the last removal) of ``room``; (0, 0) before its first change."""
    found = Revision.objects.filter(room=room).values_list("number", "removed").first()
    return found or (0, 0)
