"""Which desks take letters: those with a key that somebody of the staff can open."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.counsel.domain.desk_marks import is_marked
from parvis.counsel.models import DeskKey, Grant
from parvis.network.domain.rights import houses_where, may_manage, may_sit_at_desk
from parvis.network.enums import Role
from parvis.network.models import Desk, Post


def desks_with_letters() -> QuerySet[Desk]:
    """Return the desks that take letters: of those whose every officer has left nobody would read any."""
    keys = _read_keys().filter(desk=OuterRef("pk"))
    return Desk.objects.filter(Exists(keys)).select_related("house")


def _read_keys() -> QuerySet[DeskKey]:
    """Return the keys of today that somebody of the staff can open."""
    opened_by_staff = Grant.objects.filter(Exists(standing_post()), key=OuterRef("pk"), officer__staff__is_active=True)
    return DeskKey.objects.current().filter(Exists(opened_by_staff))


def standing_post() -> QuerySet[Post]:
    """Return the posts by which the officer of a grant (the outer question) sits at the house of its desk today."""
    posts = Post.objects.standing(timezone.now().date())
    here = {"staff": OuterRef("officer__staff"), "house": OuterRef("key__desk__house")}
    return posts.filter(**here, role__in=(Role.DESK, Role.MANAGER))


def desks_of(staff: Staff) -> QuerySet[Desk]:
    """Return the desks whose letters ``staff`` can open today, by house and order."""
    houses = houses_where(staff, may_sit_at_desk)
    keys = DeskKey.objects.current().filter(desk=OuterRef("pk"), grants__officer__staff=staff)
    return Desk.objects.filter(Exists(keys), house__in=houses).select_related("house").order_by("house", "order", "key")


def takes_letters(desk: Desk) -> bool:
    """Say whether ``desk`` takes letters: not with a key that this server did not make."""
    key = _read_keys().filter(desk=desk).first()
    return key is not None and is_marked(key)


def refuse_closed(desk: Desk) -> None:
    """Refuse a letter to a desk that takes none."""
    if not takes_letters(desk):
        raise refused()


class TakesNone(Refusal):
    """The desk takes no letters, or has a key that this server did not make."""


def refused() -> TakesNone:
    """Return what is said of a desk that takes no letters."""
    return TakesNone(
        _("This desk takes no letters any more. Nothing was sent. You can copy your text and write to another.")
    )


def may_keep_keys(staff: Staff, desk: Desk) -> bool:
    """Say whether ``staff`` may take a desk's keys from somebody: its officers, and managers of the house, who read nothing by it."""
    return may_manage(staff, desk.house) or desks_of(staff).filter(pk=desk.pk).exists()
