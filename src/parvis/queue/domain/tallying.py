"""What is counted of a ticket: sums that cannot be joined. No two rows of one ticket share a half-day and what they say more.

By half-day: what became of tickets, all together; and waits by load alone. By month: the desks and the languages that were wanted.
"""

from __future__ import annotations

from django.db.models import F

from parvis.queue.enums import By, Step
from parvis.queue.models import Tally, Ticket, Wait
from parvis.queue.rules import band_of


def count_taken(ticket: Ticket) -> None:
    """Count a ticket that was just taken in its half-day, and what it wants in its month; call it while the line is locked."""
    _add(Tally, 1, _half_day(ticket) | {"by": By.ALL, "key": "", "step": Step.TAKEN})
    month = {"house_id": ticket.house_id, "day": ticket.day.replace(day=1), "half": "", "step": Step.TAKEN}
    wanted = {By.DESK: ticket.desk.key if ticket.desk else "", By.LANGUAGE: ticket.language}
    for by, key in wanted.items():
        _add(Tally, 1, month | {"by": by, "key": key})


def count_end(ticket: Ticket, step: Step, number: int = 1) -> None:
    """Add ``number`` to what became of the tickets of the half-day; who was passed on came to a table before and is counted."""
    if not ticket.is_passed_on:
        _add(Tally, number, _half_day(ticket) | {"by": By.ALL, "key": "", "step": step})


def count_wait(ticket: Ticket, number: int = 1) -> None:
    """Add the wait of ``ticket`` to its half-day's, by load, empty where no table could help; nothing when it was not measured."""
    if ticket.waited is None:
        return
    key = "" if ticket.load is None else str(band_of(ticket.load))
    _add(Wait, number, _half_day(ticket) | {"key": key, "step": ticket.waited})


def _half_day(ticket: Ticket) -> dict[str, object]:
    return {"house_id": ticket.house_id, "day": ticket.day, "half": ticket.half}


def _add(model: type[Tally | Wait], number: int, cell: dict[str, object]) -> None:
    rows = model._default_manager.filter(**cell)  # noqa: SLF001  one of two models
    changed = rows.filter(number__gte=-number).update(number=F("number") + number)
    if not changed and number > 0:
        model._default_manager.create(**cell, number=number)  # noqa: SLF001  one of two models
