"""What can be taken: free slots of a house for visitors, and free or taken in numbers for its staff."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.agenda.enums import SessionState, Where
from parvis.appointments.models import Offering
from parvis.core.languages import locale_of, speaks
from parvis.core.said import Said, say
from parvis.network.domain.saying import say_span
from parvis.network.models import Desk, House
from parvis.seats.enums import SITTING
from parvis.seats.models import Holding, Plan

WAYS = {Where.ROOM: _("at the house"), Where.ONLINE: _("by video")}


@dataclass(frozen=True)
class Slot:
    """A slot: its codes, its time on the house's clock, its desk and how people meet."""

    code: str
    event: str
    time: str
    desk: Said | None
    chair: int
    way: str
    is_online: bool
    languages: list[str]
    is_free: bool = True

    @property
    def pictogram(self) -> str:
        """Return what shows how people meet."""
        return "screen" if self.is_online else "desk"


@dataclass(frozen=True)
class Day:
    """The slots of a day."""

    date: datetime.date
    words: str
    slots: list[Slot]


@dataclass(frozen=True)
class DayCount:
    """How many slots of a day at a desk are free, and how many taken; nobody's name, because nobody has one."""

    date: datetime.date
    words: str
    desk: Said | None
    free: int
    taken: int


def takes_appointments(house: House, now: datetime.datetime) -> bool:
    """Say whether ``house`` has slots to come, free or not."""
    return _coming(house, now).exists()


def _coming(house: House, now: datetime.datetime) -> QuerySet[Plan]:
    rows = Plan.objects.filter(session__event__offering__desk__house=house, session__starts__gt=now)
    return rows.exclude(session__state=SessionState.CANCELLED)


def _taken() -> Exists:
    return Exists(Holding.objects.filter(plan=OuterRef("pk"), state__in=SITTING))


def offerings_to_come(house: House, now: datetime.datetime) -> list[Offering]:
    """Return what ``house`` offers with slots to come, free or not, in the order of its desks; one question."""
    rows = Offering.objects.filter(event__sessions__in=_coming(house, now).values("session"), desk__house=house)
    return list(rows.distinct().select_related("desk", "event").order_by("desk__order", "desk__key", "chair", "pk"))


def only(offerings: Iterable[Offering], desk: str = "", tongue: str = "") -> list[Offering]:
    """Keep those at ``desk`` (its key) and in ``tongue``; an empty word means any."""
    at_desk = (one for one in offerings if not desk or (one.desk is not None and one.desk.key == desk))
    return [one for one in at_desk if not tongue or speaks(one.event.languages, tongue)]


def tongues_of(offerings: Iterable[Offering]) -> list[str]:
    """Return the languages of ``offerings``, those of one language (``pt``, ``pt-BR``) once."""
    spoken: list[str] = []
    for code in (code for one in offerings for code in one.event.languages):
        if not speaks(spoken, code):
            spoken.append(code)
    return spoken


def free_plans(house: House, now: datetime.datetime, offerings: Iterable[Offering] | None = None) -> QuerySet[Plan]:
    """Return the free slots of ``house``, perhaps of these ``offerings`` alone, the next first."""
    rows = _coming(house, now).exclude(_taken()).select_related("session__event__offering__desk")
    if offerings is not None:
        rows = rows.filter(session__event__offering__in=list(offerings))
    return rows.order_by("session__starts", "pk")


def days_of(plans: list[Plan], language: str) -> list[Day]:
    """Return ``plans`` by day, said in ``language``."""
    days = groupby(plans, key=lambda plan: _local(plan).date())
    return [
        Day(day, format_date(day, "full", locale=locale_of(language)), [slot_of(plan, language) for plan in of_day])
        for day, of_day in days
    ]


def _local(plan: Plan) -> datetime.datetime:
    moment: datetime.datetime = plan.session.starts
    return moment.astimezone(ZoneInfo(plan.session.time_zone))


def slot_of(plan: Plan, language: str, *, is_free: bool = True) -> Slot:
    """Return a slot ready for a page."""
    session, event = plan.session, plan.session.event
    zone = ZoneInfo(session.time_zone)
    begins, ends = (each.astimezone(zone).time() for each in (session.starts, session.ends))
    desk = event.offering.desk
    return Slot(
        session.code,
        event.code,
        say_span(begins, ends, language),
        say(desk.question, language) if desk else None,
        event.offering.chair,
        str(WAYS[Where(event.where)]),
        event.where == Where.ONLINE,
        event.languages,
        is_free,
    )


def desks_of(offerings: Iterable[Offering]) -> list[Desk]:
    """Return the desks of ``offerings``, each once, in their order."""
    return list(dict.fromkeys(one.desk for one in offerings if one.desk is not None))


def day_counts(house: House, now: datetime.datetime, language: str) -> list[DayCount]:
    """Return how many slots to come are free and taken, by day and desk; two queries."""
    plans = _coming(house, now).annotate(is_taken=_taken()).select_related("session__event__offering__desk")
    counted: dict[tuple[datetime.date, int], list[int]] = {}
    desks: dict[int, Desk] = {}
    for plan in plans.order_by("session__starts", "pk"):
        desk = plan.session.event.offering.desk
        if desk is None:
            continue
        desks[desk.pk] = desk
        counts = counted.setdefault((_local(plan).date(), desk.pk), [0, 0])
        counts[bool(getattr(plan, "is_taken", False))] += 1
    locale = locale_of(language)
    return [
        DayCount(day, format_date(day, "full", locale=locale), say(desks[desk].question, language), free, taken)
        for (day, desk), (free, taken) in counted.items()
    ]


def slots_on(house: House, day: datetime.date, language: str) -> list[Slot]:
    """Return the slots of a local day at ``house`` that stand, for its staff: free or taken."""
    begins = datetime.datetime.combine(day, datetime.time.min, ZoneInfo(house.time_zone))
    rows = Plan.objects.filter(
        session__event__house=house,
        session__event__offering__isnull=False,
        session__starts__gte=begins,
        session__starts__lt=begins + datetime.timedelta(days=1),
    ).exclude(session__state=SessionState.CANCELLED)
    found = rows.annotate(is_taken=_taken()).select_related("session__event__offering__desk")
    return [
        slot_of(plan, language, is_free=not getattr(plan, "is_taken", False))
        for plan in found.order_by("session__starts", "session__event__offering__chair", "pk")
    ]


def video_rooms(house: House, now: datetime.datetime) -> list[Offering]:
    """Return the offerings by video of ``house`` with slots to come, so that their address can be changed."""
    coming = Count("event__sessions", filter=Q(event__sessions__ends__gt=now))
    rows = Offering.objects.filter(event__house=house, event__where=Where.ONLINE).annotate(coming=coming)
    return list(rows.filter(coming__gt=0).select_related("event", "desk").order_by("desk__order", "chair", "pk"))
