"""Taking a ticket: one form, one ticket."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from parvis.core.domain.names import Name, free_name
from parvis.core.domain.once import Once
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.network.domain.hours import is_open_at
from parvis.network.domain.schedules import schedule_of
from parvis.network.models import Desk, House
from parvis.queue.domain.choosing import load
from parvis.queue.domain.codes import TicketCode, code_of
from parvis.queue.domain.line import Line, half_here, help_of, locked, waiter_of, waiters_of
from parvis.queue.domain.tallying import count_taken
from parvis.queue.enums import ALIVE, Mode
from parvis.queue.models import Flow, Table, Ticket
from parvis.queue.rules import local_in, minute_of


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: a desk's key and a language, empty: any. ``spoken``: the language to show the ticket in."""

    desk: str = ""
    language: str = ""
    spoken: str = "en"


@dataclass(frozen=True)
class Taken:
    """A ticket, and its code, which is nowhere else."""

    ticket: Ticket
    code: TicketCode


def take_ticket(house: House, wanted: Wanted, once: Once, now: datetime.datetime, *, by_staff: bool = False) -> Taken:
    """Take a ticket; refuse with a sentence. The same form sent again gets the same ticket and takes no other.

    ``by_staff``: the reception gives it; then hours and the last ticket do not matter, people may be in the hall already.
    """
    code = code_of(once, house.pk)
    with locked(house, now) as line:
        known = Ticket.objects.filter(locator=code.locator()).first()
        if known is not None:
            return Taken(known, code)
        why = why_closed(house, line.flow, now, by_staff=by_staff)
        if why:
            raise Refusal(why)
        ticket = _new(line, wanted, code, now)
        count_taken(ticket)
    return Taken(ticket, code)


def why_closed(house: House, flow: Flow | None, now: datetime.datetime, *, by_staff: bool = False) -> str:
    """Return the sentence that says why no ticket is given now, empty when one is; fetch the house with its hours."""
    if flow is None or flow.mode == Mode.NOD:
        return _("This house gives no tickets: just come, somebody will see you.")
    if flow.closed_on == local_in(house.time_zone, now).date():
        return _("No more tickets are given today. Please come another day, or ask at the reception.")
    return "" if by_staff else _why_closed_to_visitors(house, flow, now)


def _why_closed_to_visitors(house: House, flow: Flow, now: datetime.datetime) -> str:
    if not flow.by_visitors:
        return _("Tickets are given at the reception of this house. Just go there.")
    schedule = schedule_of(house)
    if schedule.is_known and not is_open_at(schedule, now):
        return _("The house is closed at this moment. Tickets are given while it is open.")
    if flow.last_at is not None and local_in(house.time_zone, now).time() >= flow.last_at:
        return _("The last ticket of the day is given. Please come another day, or ask at the reception.")
    return ""


def desks_of(house: House, flow: Flow) -> list[Desk]:
    """Return the desks that tickets can be for, in the order of the house."""
    desks = Desk.objects.filter(house=house).order_by("order", "key")
    return [desk for desk in desks if not flow.desks or desk.key in flow.desks]


def languages_of(house: House, desks: Iterable[Desk], tables: Iterable[Table]) -> list[str]:
    """Return the languages in which somebody can be helped: those of the interface first in their order, then the others."""
    spoken = {
        *house.languages,
        *(language for desk in desks for language in desk.languages),
        *(language for table in tables for language in table.languages),
    }
    return [language for language in INTERFACE_LANGUAGES if language in spoken] + sorted(
        spoken - INTERFACE_LANGUAGES.keys()
    )


def _new(line: Line, wanted: Wanted, code: TicketCode, now: datetime.datetime) -> Ticket:
    house, desk, language = line.house, None, ""
    if line.flow.mode == Mode.THEME:
        desk, language = _desk(line, wanted.desk), wanted.language
        if language not in languages_of(house, desks_of(house, line.flow), line.tables()):
            raise Refusal(_("Please choose a language first. No ticket was taken."))
    name = _free_name(house)
    if name is None:
        raise Refusal(_("Very many people wait. There is no ticket left: please ask at the reception."))
    day, half = half_here(line)
    ticket = Ticket(
        house=house,
        desk=desk,
        language=language,
        spoken=wanted.spoken,
        day=day,
        half=half,
        place=line.next_in_order(),
        word=name.word,
        colour=name.colour,
        locator=code.locator(),
        since=minute_of(now),
    )
    tables = [help_of(table) for table in line.tables()]
    ticket.load = load(replace(waiter_of(ticket), number=0), waiters_of(house, day), tables)
    ticket.save()
    return ticket


def _free_name(house: House) -> Name | None:
    alive: set[Name] = set()
    earlier: set[Name] = set()
    for word, colour, state in Ticket.objects.filter(house=house).values_list("word", "colour", "state"):
        (alive if state in ALIVE else earlier).add(Name(word, colour))
    return free_name(alive, earlier)


def _desk(line: Line, key: str) -> Desk | None:
    if not key:
        return None
    found = next((desk for desk in desks_of(line.house, line.flow) if desk.key == key), None)
    if found is None:
        raise Refusal(_("This house has no such question. Please choose one of those shown. No ticket was taken."))
    return found
