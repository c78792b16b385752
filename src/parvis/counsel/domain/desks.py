"""Which desks take letters: those with a key that somebody of the staff can open."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from parvis.counsel.models import DeskKey, Grant
from parvis.network.models import Desk


def desks_with_letters() -> QuerySet[Desk]:
    """Return the desks that take letters."""
    opened_by_staff = Grant.objects.filter(key=OuterRef("pk"), officer__staff__isnull=False)
    keys = DeskKey.objects.current().filter(Exists(opened_by_staff), desk=OuterRef("pk"))
    return Desk.objects.filter(Exists(keys)).select_related("house")


def takes_letters(desk: Desk) -> bool:
    """Say whether ``desk`` takes letters."""
    return desks_with_letters().filter(pk=desk.pk).exists()
