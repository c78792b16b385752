"""Opening and closing tables: whoever sits there says what they can help with, today."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.network.models import House
from parvis.queue.domain.line import locked
from parvis.queue.domain.taking import desks_of, languages_of
from parvis.queue.enums import IN_HAND, Mode
from parvis.queue.models import Table, Ticket

#: More tables than any house has.
MOST = 99


@dataclass(frozen=True)
class Offered:
    """What is said at a table: the sign over it, the desks (keys) and languages it helps with."""

    sign: str = ""
    desks: Sequence[str] = ()
    languages: Sequence[str] = ()


def open_table(house: House, offered: Offered, now: datetime.datetime) -> Table:
    """Open a table, the first free number; refuse what the house has not."""
    with locked(house, now) as line:
        if line.flow.mode == Mode.THEME:
            known = {desk.key for desk in desks_of(house, line.flow)}
            if known and not (offered.desks and set(offered.desks) <= known):
                raise Refusal(_("Please choose the questions that you answer at this table."))
            if not offered.languages:
                raise Refusal(_("Please choose the languages that you speak at this table."))
        taken = set(Table.objects.filter(house=house).values_list("number", flat=True))
        number = next((each for each in range(1, MOST + 1) if each not in taken), None)
        if number is None:
            raise Refusal(_("There are too many open tables. Close one first."))
        return Table.objects.create(
            house=house,
            number=number,
            sign=offered.sign,
            desks=list(offered.desks),
            languages=list(offered.languages),
            day=line.local.date(),
        )


def close_table(house: House, number: int, now: datetime.datetime) -> None:
    """Close a table; refuse while somebody is called to it or sits there."""
    with locked(house, now) as line:
        table = line.table(number)
        if Ticket.objects.filter(table=table, state__in=IN_HAND).exists():
            raise Refusal(_("Somebody is called to this table or sits there. Finish that first."))
        table.delete()


def offered_languages(house: House, tables: Sequence[Table]) -> list[str]:
    """Return the languages to choose from at a table of ``house``: its own, its desks', those already spoken, then all of the interface."""
    return languages_of(house, house.desks.all(), tables)
