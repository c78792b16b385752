"""Making slots from a pattern, and taking them away: what a desk or a manager does."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.domain.apart import drop_apart, plan_apart, write_apart
from parvis.agenda.enums import Where
from parvis.agenda.models import Session
from parvis.appointments.models import Offering
from parvis.appointments.rules import Span, cut, first_overlap
from parvis.core.domain.revisions import raise_revision
from parvis.core.languages import locale_of
from parvis.core.refusal import Refusal
from parvis.network.domain.hours import ONE_DAY
from parvis.network.domain.schedules import schedule_of_desk
from parvis.network.models import Desk, House
from parvis.seats.domain.locking import locked
from parvis.seats.domain.planning import plan_single
from parvis.seats.models import Holding

ROOM = "appointments"
AHEAD = datetime.timedelta(weeks=16)
MOST = 200  #: slots at once


@dataclass(frozen=True)
class Pattern:
    """Which slots to make: of ``chair`` of ``desk``, each day of ``days`` from ``begins`` to ``ends`` on the house's clock.

    ``link`` is the house's own video room; empty: at the house.
    """

    desk: Desk
    chair: int
    languages: tuple[str, ...]
    days: tuple[datetime.date, ...]
    begins: datetime.time
    ends: datetime.time
    minutes: int
    pause: int = 0
    link: str = ""


@dataclass(frozen=True)
class Made:
    """How many slots were made, on how many of the days the desk is closed, and how many slots lie outside its hours."""

    slots: int
    closed_days: int
    closed_slots: int = 0


def make_slots(pattern: Pattern, by: Staff, now: datetime.datetime) -> Made:
    """Make the slots of ``pattern``; refuse, and make none, where one would overlap another of the same chair."""
    house = House.objects.with_hours().get(pk=pattern.desk.house_id)
    open_days = _open_days(house, pattern)
    spans = _spans(house, pattern, open_days)
    _refuse_odd(pattern, spans, now, len(open_days))
    wanted = len(spans)
    spans = _within_hours(house, pattern, spans)
    if not spans:
        raise Refusal(said_left_out(wanted))
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=pattern.desk.pk)  # two who make slots of one desk wait for each other
        _refuse_overlap(pattern, spans, house)
        offering = _offering_of(pattern, house)
        plan_single(plan_apart(offering.event, spans))
        raise_revision(ROOM)
        # No number and no chair in the log: what becomes of a chair's slots is in the tables, and would be its maker's.
        record(by, "appointments.made", code=pattern.desk.key, house=house.slug)
    return Made(len(spans), len(pattern.days) - len(open_days), wanted - len(spans))


def _open_days(house: House, pattern: Pattern) -> list[datetime.date]:
    """Return the days of ``pattern`` on which the desk opens; all of them where nobody said when it does."""
    schedule = schedule_of_desk(house, pattern.desk)
    return [day for day in pattern.days if not schedule.is_known or schedule.times_on(day)]


def _spans(house: House, pattern: Pattern, days: Iterable[datetime.date]) -> list[Span]:
    zone = ZoneInfo(house.time_zone)
    return [
        span
        for day in days
        for span in cut(
            datetime.datetime.combine(day, pattern.begins, zone),
            datetime.datetime.combine(day, pattern.ends, zone),
            pattern.minutes,
            pattern.pause,
        )
    ]


def _within_hours(house: House, pattern: Pattern, spans: list[Span]) -> list[Span]:
    """Keep the slots at the house that lie whole inside the desk's hours, where anybody said them; by video every one stays."""
    schedule = schedule_of_desk(house, pattern.desk)
    if pattern.link or not schedule.is_known:
        return spans
    hours = schedule.spans(min(pattern.days) - ONE_DAY, max(pattern.days))
    return [
        (begins, ends) for begins, ends in spans if any(one.opens <= begins and ends <= one.closes for one in hours)
    ]


def _refuse_odd(pattern: Pattern, spans: list[Span], now: datetime.datetime, open_days: int) -> None:
    if not pattern.languages:
        raise Refusal(_("Choose at least one language."))
    if pattern.link and urlsplit(pattern.link).scheme != "https":
        raise Refusal(_("The address of the video room must begin with https://."))
    if pattern.days and not open_days:
        raise Refusal(_("The desk is closed on these days. Nothing was made."))
    if not spans:
        raise Refusal(_("No slot fits between these times. Make it longer, or the slots shorter."))
    if len(spans) > MOST:
        raise Refusal(
            _("These are %(number)d slots; %(most)d can be made at once.") % {"number": len(spans), "most": MOST}
        )
    if spans[0][0] <= now:
        raise Refusal(_("The first slot has begun already. Begin later."))
    if spans[-1][1] > now + AHEAD:
        raise Refusal(_("Slots can be made 16 weeks ahead at most."))


def _refuse_overlap(pattern: Pattern, spans: list[Span], house: House) -> None:
    rows = Session.objects.filter(event__offering__desk=pattern.desk, event__offering__chair=pattern.chair)
    taken = rows.taking_place().between(spans[0][0], spans[-1][1]).values_list("starts", "ends")
    found = first_overlap(spans, taken)
    if found:
        local, locale = found[0].astimezone(ZoneInfo(house.time_zone)), locale_of(get_language() or "en")
        raise Refusal(
            _("%(day)s, %(time)s: this chair has a slot then already. Nothing was made. Choose another time or chair.")
            % {"day": format_date(local, "full", locale=locale), "time": format_time(local, "short", locale=locale)}
        )


def _offering_of(pattern: Pattern, house: House) -> Offering:
    """Return the offering that these slots belong to; a new one where way, languages or chair are new."""
    where = Where.ONLINE if pattern.link else Where.ROOM
    rows = Offering.objects.filter(desk=pattern.desk, chair=pattern.chair, event__where=where, event__url=pattern.link)
    for offering in rows.select_related("event__house").order_by("pk"):
        if offering.event.languages == list(pattern.languages):
            return offering
    event = write_apart(house, pattern.desk.question, pattern.languages, pattern.link)
    return Offering.objects.create(desk=pattern.desk, chair=pattern.chair, event=event)


def drop_slots(house: House, codes: Iterable[str], by: Staff, now: datetime.datetime) -> int:
    """Take slots of ``house`` away and return how many; one that somebody has a code for is cancelled, and whoever left a contact is told.

    Each is a transaction of its own under the lock of its seat, so that nobody can take one that is going.
    """
    typed = [code for code in codes if code.isascii() and code.isalnum()]  # PostgreSQL is asked for no NUL
    rows = Session.objects.filter(event__house=house, event__offering__isnull=False, code__in=typed, ends__gt=now)
    plans = list(rows.taking_place().order_by("starts").values_list("seat_plan", flat=True))
    for number in plans:
        with locked(number) as found:
            plan = found.get(number)
            if plan is not None:
                drop_apart(plan.session, is_known=Holding.objects.filter(plan=plan).exists(), now=now)
    if not plans:
        raise Refusal(_("Choose at least one slot that is not over."))
    with transaction.atomic():
        raise_revision(ROOM)
        record(by, "appointments.dropped", house=house.slug)
    return len(plans)


def change_link(house: House, number: int, link: str, by: Staff) -> None:
    """Give the slots of one offering of ``house`` another address of the video room; who has a code sees the new one."""
    if urlsplit(link).scheme != "https":
        raise Refusal(_("The address of the video room must begin with https://."))
    with transaction.atomic():
        offering = (
            Offering.objects.filter(pk=number, event__house=house, event__where=Where.ONLINE)
            .select_related("event")
            .first()
        )
        if offering is None:
            raise Refusal(_("These slots are not there any more."))
        offering.event.url = link
        offering.event.save(update_fields=["url"])
        record(by, "appointments.link", house=house.slug)


def said_number(number: int) -> str:
    """Say how many slots were made."""
    return ngettext("%(number)d slot was made.", "%(number)d slots were made.", number) % {"number": number}


def said_left_out(number: int) -> str:
    """Say how many slots were left out."""
    return _("Slots left out because the desk is closed then: %(number)d.") % {"number": number}
