"""Planned hours of partners, beside the hours that managers note: presence hours, the only figure there is of a partner."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.network.domain.hours import ONE_DAY
from parvis.network.domain.presence import MOST, note_presence
from parvis.network.models import House, Partner, Presence
from parvis.rota.domain.helping import helping
from parvis.rota.domain.intervals import minutes
from parvis.rota.domain.occurring import Occurrence, rota_of
from parvis.rota.domain.opening import hours_of
from parvis.rota.models import Seconding

_HOUR = 60


@dataclass(frozen=True)
class PartnerHours:
    """A partner's month at a house: hours planned in opening hours, hours noted, hours and people of its convention."""

    partner: Partner
    planned: int
    noted: int | None
    agreed: int | None
    people: int | None


def month_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of the month of ``day``."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def until(found: list[Occurrence], zone: ZoneInfo, first: datetime.date, last: datetime.date) -> list[Occurrence]:
    """Keep the dates that begin on the local days from ``first`` to ``last``."""
    return [each for each in found if first <= each.begins.astimezone(zone).date() <= last]


def planned_dates(house: House, first: datetime.date, last: datetime.date) -> list[Occurrence]:
    """Return the dates of the rota from ``first`` to ``last``, cut to opening hours; seven questions."""
    hours = hours_of(house)
    return until(helping(rota_of(house, first, last), hours, first, last), hours.schedule.zone, first, last)


def minutes_by_partner(dates: list[Occurrence]) -> dict[int, int]:
    """Return the minutes of each partner: each person counts."""
    found: dict[int, int] = {}
    for each in dates:
        if each.partner is not None:
            found[each.partner] = found.get(each.partner, 0) + each.people * minutes([each.interval])
    return found


def hours_of_month(house: House, month: datetime.date, today: datetime.date) -> list[PartnerHours]:
    """Return the month of each partner of ``house``; of a month that runs, what was planned until ``today``, of one to
    come all of it."""
    first, last = month_of(month)
    last = min(last, today) if first <= today else last
    planned = minutes_by_partner(planned_dates(house, first, last))
    noted = dict(Presence.objects.filter(house=house, month=first).order_by().values_list("partner", "hours"))
    agreed = {each.partner_id: each for each in Seconding.objects.filter(house=house).order_by("pk")}
    partners = Partner.objects.filter(Q(partnerships__house=house) | Q(pk__in=planned))
    return [
        PartnerHours(
            partner,
            round(planned.get(partner.pk, 0) / _HOUR),
            noted.get(partner.pk),
            agreed[partner.pk].hours if partner.pk in agreed else None,
            agreed[partner.pk].people if partner.pk in agreed else None,
        )
        for partner in partners.distinct().order_by("slug")
    ]


@transaction.atomic
def take_over(house: House, month: datetime.date, partners: set[str], today: datetime.date, *, by: Staff) -> int:
    """Note the planned hours of ``month`` as the presence of these ``partners`` (slugs); return how many. They stay what
    they are when the plan changes later."""
    first, _last = month_of(month)
    if first > today:
        raise Refusal(_("This month has not begun: nobody was there yet."))
    chosen = [each for each in hours_of_month(house, first, today) if each.partner.slug in partners]
    if not chosen:
        raise Refusal(_("Choose a partner at least."))
    for each in chosen:
        note_presence(house, each.partner, first, min(each.planned, MOST), by=by)
    return len(chosen)


@transaction.atomic
def note_seconding(house: House, partner: Partner, people: int | None, hours: int | None, *, by: Staff) -> None:
    """Note how many people a partner can seat at once, and how many hours a month its convention gives."""
    if not house.partnerships.filter(partner=partner).exists():
        raise Refusal(_("This partner has no tie to this house."))
    if people is None and hours is None:
        Seconding.objects.filter(house=house, partner=partner).delete()
    else:
        Seconding.objects.update_or_create(house=house, partner=partner, defaults={"people": people, "hours": hours})
    record(by, "rota.seconding", code=partner.slug, house=house.slug)


def month_before(month: datetime.date) -> datetime.date:
    """Return the first day of the month before."""
    return (month.replace(day=1) - ONE_DAY).replace(day=1)


def month_after(month: datetime.date) -> datetime.date:
    """Return the first day of the month after."""
    return month_of(month)[1] + ONE_DAY
