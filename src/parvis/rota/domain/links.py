"""The rota in the navigation of staff, dates that wait for somebody, and the words of these acts."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.core.said import say
from parvis.network.domain.rights import (
    houses_of,
    houses_where,
    may_keep_door,
    may_manage,
    may_sit_at_desk,
    partners_of,
)
from parvis.network.models import House, Partner
from parvis.rota.models import Swap

ACT_WORDS: dict[str, Promise | str] = {
    "rota.planned": _("planned shifts"),
    "rota.changed": _("changed a shift"),
    "rota.ended": _("ended a shift"),
    "rota.otherwise": _("changed one date of a shift"),
    "rota.copied": _("copied a week of the rota"),
    "rota.offered": _("offered a date of the rota"),
    "rota.taken": _("took a date of the rota"),
    "rota.declined": _("declined a date of the rota"),
    "rota.withdrawn": _("took back the offer of a date of the rota"),
    "rota.given_back": _("gave back a date of the rota"),
    "rota.seconding": _("noted what a partner’s convention gives"),
    "rota.imported": _("took in a table of shifts"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the rota of each house, the desk’s standing, the shifts of each partner."""
    found = [link for house in houses_of(staff) for link in _of_house(staff, house)]
    return found + [
        StaffLink(_name(partner), _("Our shifts"), reverse("rota-staff:partner", args=(partner.slug,)), Task.PEOPLE)
        for partner in partners_of(staff)
    ]


def _name(partner: Partner) -> str:
    return say(partner.name, get_language() or "en").text


def _of_house(staff: Staff, house: House) -> list[StaffLink]:
    found = []
    if may_sit_at_desk(staff, house):
        found.append(
            StaffLink(house.name, _("Free or in a talk"), reverse("rota-staff:now", args=(house.slug,)), Task.VISITORS)
        )
    if may_keep_door(staff, house):
        found.append(
            StaffLink(house.name, _("Rota of the desks"), reverse("rota-staff:board", args=(house.slug,)), Task.PEOPLE)
        )
    if may_manage(staff, house):
        found.append(
            StaffLink(house.name, _("Hours of presence"), reverse("rota-staff:hours", args=(house.slug,)), Task.PEOPLE)
        )
    return found


def waiting(staff: Staff) -> list[Waiting]:
    """Return the dates offered to partners that ``staff`` writes for, and how many nobody has taken at houses they manage."""
    return [*_for_partners(staff), *_for_managers(staff)]


def _for_partners(staff: Staff) -> list[Waiting]:
    today, found = timezone.now().date(), []
    for partner in partners_of(staff):
        number = Swap.objects.for_partner(partner).filter(day__gte=today).distinct().count()
        if number:
            words = ngettext(
                "%(number)d date of the rota is offered", "%(number)d dates of the rota are offered", number
            )
            found.append(
                Waiting(words % {"number": number}, reverse("rota-staff:partner", args=(partner.slug,)), today)
            )
    return found


def _for_managers(staff: Staff) -> list[Waiting]:
    houses = {house.pk: house for house in houses_where(staff, may_manage)}
    if not houses:
        return []
    today = timezone.now().date()
    asked = Swap.objects.asked().filter(shift__desk__house__in=houses, day__gte=today).order_by("shift__desk__house")
    return [
        Waiting(
            ngettext(
                "%(house)s: %(number)d date of the rota is offered and not taken",
                "%(house)s: %(number)d dates of the rota are offered and not taken",
                number,
            )
            % {"number": number, "house": houses[house].name},
            reverse("rota-staff:board", args=(houses[house].slug,)),
            today,
        )
        for house, number in asked.values_list("shift__desk__house").annotate(number=Count("pk"))
    ]
