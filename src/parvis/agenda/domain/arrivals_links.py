"""The link to what comes in, what of it waits for a person, and the words of these acts."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.agenda.models import Notice
from parvis.network.domain.rights import houses_where, may_run_programme

ACT_WORDS: dict[str, Promise | str] = {
    "calendar.followed": _("follows a calendar"),
    "calendar.left": _("follows a calendar no longer"),
    "calendar.fetched": _("fetched a calendar"),
    "notice.event": _("made an event of a notice"),
    "notice.read": _("read a notice and put it aside"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the links to what comes in at the houses whose programme ``staff`` runs."""
    return [
        StaffLink(house.name, str(_("What comes in")), reverse("arrivals:arrivals", args=(house.slug,)), Task.PROGRAMME)
        for house in houses_where(staff, may_run_programme)
    ]


def waiting(staff: Staff) -> list[Waiting]:
    """Return how many notices wait at each of those houses."""
    houses = {house.pk: house for house in houses_where(staff, may_run_programme)}
    if not houses:
        return []
    rows = Notice.objects.open().filter(house__in=houses).order_by("house").values("house").annotate(number=Count("pk"))
    return [
        Waiting(
            ngettext("%(number)d notice to read at %(house)s", "%(number)d notices to read at %(house)s", row["number"])
            % {"number": row["number"], "house": houses[row["house"]].name},
            reverse("arrivals:arrivals", args=(houses[row["house"]].slug,)),
            timezone.localdate(),
            urgent=False,
        )
        for row in rows
    ]
