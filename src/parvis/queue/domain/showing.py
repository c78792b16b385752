"""The line as pages say it: a ticket, the calls in the hall, what a table and the reception see."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.dates import format_time
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.domain.names import Name, said_name
from parvis.core.languages import locale_of
from parvis.core.said import Said, say
from parvis.network.models import Desk, House
from parvis.queue.domain.choosing import Help, Waiter, before, load
from parvis.queue.domain.estimating import Range, Ranges
from parvis.queue.domain.line import help_of, tables_of, waiter_of, waiters_of
from parvis.queue.enums import State
from parvis.queue.models import Table, Ticket
from parvis.queue.rules import local_in


@dataclass(frozen=True)
class Named:
    """A ticket's name in the language of the page, and in a second one where that differs."""

    first: Said
    second: Said | None
    colour: str


@dataclass(frozen=True)
class Wait:
    """How many are before, what range is known, and whether an open table can help at all."""

    number: int
    said_number: str
    said: str
    is_known: bool
    can_be_helped: bool


@dataclass(frozen=True)
class Call:
    """A call on the screen of the hall."""

    named: Named
    where: str
    question: Said | None
    number: int


def named(ticket: Ticket, language: str, second: str = "") -> Named:
    """Return the name of ``ticket`` in ``language``, and in ``second`` where it is another word."""
    name = Name(ticket.word, ticket.colour)
    first, other = said_name(name, language), said_name(name, second or ticket.spoken)
    return Named(first, other if other.text != first.text else None, ticket.colour)


def said_range(found: Range | None) -> str:
    """Say a range in minutes; empty when there is none."""
    if found is None:
        return ""
    if found.high is None:
        return _("%(low)d minutes or more") % {"low": found.low}
    if found.low == 0:
        return _("up to %(high)d minutes") % {"high": found.high}
    return _("%(low)d to %(high)d minutes") % {"low": found.low, "high": found.high}


def said_before(number: int) -> str:
    """Say how many came before and wait for the same help."""
    if not number:
        return _("Nobody is before you.")
    return ngettext("%(number)d person is before you.", "%(number)d people are before you.", number) % {
        "number": number
    }


def wait_of(waiter: Waiter, waiting: Sequence[Waiter], tables: Sequence[Help], ranges: Ranges) -> Wait:
    """Return what can be said of the wait of ``waiter``, who may not have come yet."""
    number, pressing = before(waiter, waiting, tables), load(waiter, waiting, tables)
    said = said_range(ranges.at(pressing))
    return Wait(number, said_before(number), said, bool(said), pressing is not None)


def newcomer(desk: str, language: str, waiting: Sequence[Waiter]) -> Waiter:
    """Return somebody who would come now."""
    last = max((waiter.place for waiter in waiting), default=0)
    return Waiter(0, last + 1, desk, language)


def wait_of_ticket(ticket: Ticket, ranges: Ranges, today: datetime.date) -> Wait:
    """Return what can be said of the wait of ``ticket``; two questions."""
    tables = [help_of(table) for table in tables_of(ticket.house, today)]
    return wait_of(waiter_of(ticket), waiters_of(ticket.house, today), tables, ranges)


def sign_of(table: Table, desks: Iterable[Desk], language: str) -> str:
    """Return where to go: the sign over the table, else its question, else its number."""
    if table.sign:
        return table.sign
    own = [desk for desk in desks if desk.key in table.desks]
    if len(own) == 1:
        return say(own[0].question, language).text
    return _("Table %(number)d") % {"number": table.number}


def calls_of(house: House, language: str, today: datetime.date) -> list[Call]:
    """Return who is called now, the newest call first; three questions."""
    called = Ticket.objects.filter(house=house, state=State.CALLED, table__day=today)
    desks = list(Desk.objects.filter(house=house).order_by("order", "key"))
    return [
        Call(
            named(ticket, language),
            sign_of(ticket.table, desks, language) if ticket.table else "",
            say(ticket.desk.question, language) if ticket.desk else None,
            ticket.called or 0,
        )
        for ticket in called.select_related("desk", "table").order_by("-called")
    ]


def clock(moment: datetime.datetime, house: House, language: str) -> str:
    """Say a moment on the clock of ``house``: 14:35."""
    return format_time(local_in(house.time_zone, moment), "short", locale=locale_of(language))
