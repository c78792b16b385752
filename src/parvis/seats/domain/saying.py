"""Seats in sentences: «12 of 20 seats are free», never «8/20»."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.agenda.models import Event, EventText
from parvis.core.languages import locale_of
from parvis.core.said import Said, say
from parvis.seats.domain.counting import Room, rooms
from parvis.seats.domain.occasions import begins, closes, is_appointment, is_off, said_off, said_off_to_holder
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan

_OF_APPOINTMENTS = {
    State.HELD: gettext_lazy("This appointment is kept for you."),
    State.RELEASED: gettext_lazy("You gave this appointment back."),
}


@dataclass(frozen=True)
class Choice:
    """A session whose seats can be asked for, as a visitor reads it."""

    code: str
    when: str
    free: str
    walk_in: str
    is_open: bool
    most: int


def choices(event: Event, now: datetime.datetime, language: str) -> list[Choice]:
    """Return the coming sessions of ``event`` that take seats, with how many are free; two queries."""
    plans = list(
        Plan.objects.filter(session__event=event, session__ends__gt=now)
        .select_related("session__event__house")
        .order_by("session__starts", "pk")
    )
    full = rooms(plans, now)
    return [_choice(plan, full[plan.pk], now, language) for plan in plans]


def _choice(plan: Plan, room: Room, now: datetime.datetime, language: str) -> Choice:
    is_open = not is_off(plan) and (plan.opens is None or plan.opens <= now) and now < closes(plan)
    may_wait = plan.has_line or room.has_room
    return Choice(
        plan.session.code,
        when(plan, language),
        _said_free_or_off(plan, room),
        said_walk_in(room),
        is_open and may_wait,
        plan.per_holding,
    )


def _said_free_or_off(plan: Plan, room: Room) -> str:
    if is_off(plan):
        return said_off(is_appointment=is_appointment(plan))
    return _said_time_free(room) if is_appointment(plan) else said_free(room, has_line=plan.has_line)


def when(plan: Plan, language: str) -> str:
    """Return when the session takes place, in the language and on the house's clock."""
    return said_time(plan.session.starts, plan.session.time_zone, language)


def said_time(moment: datetime.datetime, zone: str, language: str) -> str:
    """Return a moment on the clock of ``zone``: day and time by CLDR."""
    local, locale = moment.astimezone(ZoneInfo(zone)), locale_of(language)
    return f"{format_date(local, 'full', locale=locale)}, {format_time(local, 'short', locale=locale)}"


def said_free(room: Room, *, has_line: bool) -> str:
    """Return how many seats are free, as a sentence."""
    if room.has_room:
        return ngettext(
            "%(free)d of %(online)d seat is free.", "%(free)d of %(online)d seats are free.", room.online
        ) % {"free": room.free, "online": room.online}
    if not has_line:
        return _("No seat is free.")
    if room.waiting:
        return ngettext(
            "No seat is free at once; %(waiting)d code waits before you.",
            "No seat is free at once; %(waiting)d codes wait before you.",
            room.waiting,
        ) % {"waiting": room.waiting}
    return _("No seat is free; you would be the first in the line.")


def _said_time_free(room: Room) -> str:
    return _("Free.") if room.has_room else _("Taken.")


def said_walk_in(room: Room) -> str:
    """Return how many seats are kept for whoever walks in, empty when none are."""
    if not room.walk_in:
        return ""
    return ngettext(
        "%(kept)d seat is kept for people who just come.",
        "%(kept)d seats are kept for people who just come.",
        room.walk_in,
    ) % {"kept": room.walk_in}


def said_state(holding: Holding, language: str, now: datetime.datetime) -> str:
    """Return what a holder reads first."""
    seats = {"seats": holding.seats}
    if is_off(holding.plan):
        return said_off_to_holder(holding.plan)
    if is_appointment(holding.plan) and holding.state in _OF_APPOINTMENTS:
        return str(_OF_APPOINTMENTS[State(holding.state)])
    if holding.state == State.HELD:
        return ngettext("%(seats)d seat is kept for you.", "%(seats)d seats are kept for you.", holding.seats) % seats
    if holding.state == State.WAITING:
        place = {"place": place_in_line(holding), **seats}
        return (
            ngettext(
                "You wait for %(seats)d seat. Your place in the line: %(place)d.",
                "You wait for %(seats)d seats. Your place in the line: %(place)d.",
                holding.seats,
            )
            % place
        )
    if holding.state == State.OFFERED and holding.offered_until:
        return _said_offer(holding.plan, holding.offered_until, language, now)
    return str(State(holding.state).label)


def _said_offer(plan: Plan, until: datetime.datetime, language: str, now: datetime.datetime) -> str:
    if now >= begins(plan):
        return _("This date has begun. Come to the door.")
    said = said_time(until, plan.session.time_zone, language)
    return _("Seats are free for you. Say yes before: %(until)s. After that they go to the next in line.") % {
        "until": said
    }


def place_in_line(holding: Holding) -> int:
    """Return the place of somebody who waits: 1 is next."""
    ahead = Holding.objects.filter(plan=holding.plan, state=State.WAITING, place__lt=holding.place)
    return ahead.count() + 1


def title(event: Event, language: str) -> Said:
    """Return the event's name in ``language`` or its nearest fallback."""
    return said_title(EventText.objects.filter(event=event).order_by("pk"), language)


def said_title(texts: Iterable[EventText], language: str) -> Said:
    """Return the name among ``texts``."""
    return say({text.language: text.title for text in texts}, language)
