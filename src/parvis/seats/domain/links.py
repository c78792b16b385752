"""The door and the seats in the navigation of staff; which dates wait for seats; the words of these acts."""

from __future__ import annotations

import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.agenda.enums import EventState, Seats
from parvis.agenda.models import Session
from parvis.network.domain.rights import houses_of, houses_where, may_keep_door, may_run_programme
from parvis.network.models import House
from parvis.seats.domain.notices import numbers_to_tell

ACT_WORDS: dict[str, Promise | str] = {
    "seats.planned": _("gave a date seats"),
    "notices.mailed": _("sent mails about a changed date"),
    "notices.opened": _("opened contacts to tell of a changed date"),
    "notices.told": _("erased contacts of people who were told"),
}
#: A date that needs seats and has none is shown as waiting so long ahead.
AHEAD = datetime.timedelta(days=14)


def links(staff: Staff) -> list[StaffLink]:
    """Return the doors that ``staff`` may keep, and the seats they may give."""
    return [link for house in houses_of(staff) for link in _of_house(staff, house)]


def _of_house(staff: Staff, house: House) -> list[StaffLink]:
    found = []
    if may_keep_door(staff, house):
        found.append(
            StaffLink(house.name, _("The door today"), reverse("seats-staff:doors", args=(house.slug,)), Task.VISITORS)
        )
    if may_run_programme(staff, house):
        found.append(
            StaffLink(
                house.name, _("Seats of our dates"), reverse("seats-staff:plans", args=(house.slug,)), Task.PROGRAMME
            )
        )
        found.append(
            StaffLink(
                house.name, _("People to tell"), reverse("seats-staff:notices", args=(house.slug,)), Task.PROGRAMME
            )
        )
    return found


def waiting(staff: Staff) -> list[Waiting]:
    """Return where people wait to be told of a changed date, and where dates that need seats have none yet."""
    houses = {house.pk: house for house in houses_where(staff, may_run_programme)}
    return [*_to_tell(houses), *_without_seats(houses)] if houses else []


def _to_tell(houses: dict[int, House]) -> list[Waiting]:
    return [
        Waiting(
            ngettext("%(number)d person to tell at %(house)s", "%(number)d people to tell at %(house)s", number)
            % {"number": number, "house": houses[house].name},
            reverse("seats-staff:notices", args=(houses[house].slug,)),
            timezone.localdate(),
            urgent=True,
        )
        for house, number in numbers_to_tell(houses, timezone.now()).items()
    ]


def _without_seats(houses: dict[int, House]) -> list[Waiting]:
    now = timezone.now()
    needing = Session.objects.filter(
        event__house__in=houses, event__kind__seats=Seats.NEEDED, event__state=EventState.PUBLISHED, seat_plan__isnull=True
    ).taking_place().between(now, now + AHEAD)  # fmt: skip
    rows = needing.order_by("event__house").values_list("event__house").annotate(number=Count("pk"))
    return [
        Waiting(
            ngettext("%(number)d date needs seats at %(house)s", "%(number)d dates need seats at %(house)s", number)
            % {"number": number, "house": houses[house].name},
            reverse("seats-staff:plans", args=(houses[house].slug,)),
            timezone.localdate(),
        )
        for house, number in rows
    ]
