"""Which desks take letters: those with a key that somebody of the staff can open."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
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


def refuse_closed(desk: Desk) -> None:
    """Refuse a letter to a desk that takes none."""
    if not takes_letters(desk):
        raise Refusal(
            _("This desk takes no letters any more. Nothing was sent. You can copy your text and write to another.")
        )
