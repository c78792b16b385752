"""Letters in the navigation and the workspace of staff; the words of acts with keys. Answers are in no log: no figure of a counsellor can
be made of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.counsel.domain.desks import desks_of
from parvis.counsel.domain.tallying import due_at
from parvis.counsel.domain.waiting import owed_at, waits_since
from parvis.network.domain.rights import houses_where, may_sit_at_desk
from parvis.network.domain.scope import today_at

ACT_WORDS: dict[str, Promise | str] = {
    "letters.words": _("got words for letters"),
    "letters.key": _("gave a desk a key for letters"),
    "letters.admitted": _("let somebody open a desk’s letters"),
    "letters.removed": _("took a desk’s letters from somebody"),
    "letters.rotated": _("changed a desk’s key for letters"),
    "letters.sheet": _("printed a new recovery sheet"),
    "letters.recovered": _("opened a desk’s letters with the recovery sheet"),
    "letters.anew": _("began a desk’s letters anew"),
    "letters.live": _("switched a desk’s answers at once on or off"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the letters of each house at whose desks ``staff`` sits."""
    return [
        StaffLink(house.name, _("Letters"), reverse("counsel-staff:letters", args=(house.slug,)), Task.VISITORS)
        for house in houses_where(staff, may_sit_at_desk)
    ]


def waiting(staff: Staff) -> list[Waiting]:
    """Return how many threads wait at the desks that ``staff`` can open, by house: a number, and since when."""
    if not houses_where(staff, may_sit_at_desk):
        return []
    now = timezone.now()
    by_house: dict[str, list[Waiting]] = {}
    for thread in owed_at(desks_of(staff), now):
        house, since = thread.desk.house, waits_since(thread, getattr(thread, "last_on", None) or thread.opened_on)
        is_due = today_at(house, now) >= due_at(house, since)
        each = Waiting(house.name, reverse("counsel-staff:letters", args=(house.slug,)), since, is_due)
        by_house.setdefault(house.slug, []).append(each)
    return [_together(found) for found in by_house.values()]


def _together(found: list[Waiting]) -> Waiting:
    said = ngettext("%(number)d letter waits at %(house)s", "%(number)d letters wait at %(house)s", len(found))
    return Waiting(
        said % {"number": len(found), "house": found[0].title},
        found[0].url,
        min(each.since for each in found),
        urgent=any(each.urgent for each in found),
    )
