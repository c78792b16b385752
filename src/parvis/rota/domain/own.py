"""A partner's own dates of the next weeks at every house, and the dates that others offer it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from parvis.core.said import Said, say
from parvis.network.domain.hours import ONE_DAY
from parvis.network.models import House, Partner
from parvis.rota.domain.helping import AHEAD
from parvis.rota.domain.occurring import Occurrence, occurrences, rota_of
from parvis.rota.domain.saying import named, say_day, say_hours
from parvis.rota.enums import SwapState
from parvis.rota.models import Shift, Swap


@dataclass(frozen=True)
class Own:
    """A date of a partner. ``state``: empty, away, offered, taken (by another: ``other``), taking (another's date)."""

    shift: int
    day: datetime.date
    is_today: bool
    house: str
    desk: Said
    when: str
    languages: str
    people: int
    state: str
    swap: int
    other: Said | None
    others: tuple[tuple[str, Said], ...]


@dataclass(frozen=True)
class Offered:
    """A date that another partner offers; ``is_for_us``: to this partner alone."""

    swap: Swap
    house: str
    desk: Said
    when: str
    languages: str
    is_for_us: bool


def _houses(partner: Partner) -> list[House]:
    """Return the houses where ``partner`` has shifts or took a date."""
    own = Shift.objects.of(partner).values("desk__house")
    taken = Swap.objects.filter(taken_by=partner).values("shift__desk__house")
    houses = House.objects.filter(pk__in=own) | House.objects.filter(pk__in=taken)
    return list(houses.prefetch_related("partnerships__partner").order_by("name", "slug"))


def own_dates(partner: Partner, now: datetime.datetime, language: str) -> list[Own]:
    """Return the dates of ``partner`` in the next four weeks, earliest first, those that another took included."""
    found: list[tuple[datetime.datetime, Own]] = []
    for house in _houses(partner):
        today = now.astimezone(ZoneInfo(house.time_zone)).date()
        rota = rota_of(house, today, today + AHEAD * ONE_DAY)
        found += [
            (each.begins, _own(each, partner, house, today, language))
            for each in occurrences(rota, today, today + AHEAD * ONE_DAY, with_away=True)
            if each.ends > now and partner.pk in {each.partner, each.shift.partner_id}
        ]
    return [own for _begins, own in sorted(found, key=lambda one: (one[0], one[1].shift))]


def _own(date: Occurrence, partner: Partner, house: House, today: datetime.date, language: str) -> Own:
    state, other = _state(date, partner)
    others = {tie.partner.slug: tie.partner for tie in house.partnerships.all() if tie.partner_id != partner.pk}
    zone = ZoneInfo(house.time_zone)
    return Own(
        shift=date.shift.pk,
        day=date.day,
        is_today=date.day == today,
        house=house.name,
        desk=say(date.shift.desk.question, language),
        when=f"{say_day(date.day, language)}, {say_hours(date.interval, zone, language)}",
        languages=named(date.languages, language),
        people=date.people,
        state=state,
        swap=date.swap.pk if date.swap else 0,
        other=say(other.name, language) if other else None,
        others=tuple((slug, say(each.name, language)) for slug, each in sorted(others.items())),
    )


def _state(date: Occurrence, partner: Partner) -> tuple[str, Partner | None]:
    if date.is_away:
        return "away", None
    if date.swap is None:
        return "", None
    if date.swap.state == SwapState.ASKED:
        return "offered", date.swap.offered_to
    if date.partner == partner.pk:
        return "taking", date.shift.partner
    return "taken", date.swap.taken_by


def offered_to(partner: Partner, now: datetime.datetime, language: str) -> list[Offered]:
    """Return the dates ahead that others offer to ``partner``, those for it alone first."""
    yesterday = now.date() - ONE_DAY
    rows = Swap.objects.filter(pk__in=Swap.objects.for_partner(partner).filter(day__gte=yesterday).values("pk"))
    found = []
    for swap in rows.select_related("shift__desk__house").order_by("day", "pk"):
        house = swap.shift.desk.house
        rota = rota_of(house, swap.day, swap.day)
        date = next((each for each in occurrences(rota, swap.day, swap.day) if each.shift.pk == swap.shift_id), None)
        if date and date.ends > now:
            found.append(
                Offered(
                    swap=swap,
                    house=house.name,
                    desk=say(swap.shift.desk.question, language),
                    when=f"{say_day(swap.day, language)}, {say_hours(date.interval, ZoneInfo(house.time_zone), language)}",
                    languages=named(swap.shift.languages, language),
                    is_for_us=swap.offered_to_id == partner.pk,
                )
            )
    return sorted(found, key=lambda each: not each.is_for_us)
