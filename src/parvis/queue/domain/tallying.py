"""What is counted of a ticket: sums by half-day, each by one thing."""

from __future__ import annotations

import datetime

from django.db.models import F

from parvis.queue.enums import By, Step
from parvis.queue.models import Tally, Ticket, Wait
from parvis.queue.rules import band_of


def count(ticket: Ticket, step: Step, number: int = 1) -> None:
    """Add ``number`` to what the half-day of ``ticket`` counts at ``step``; call it while the line is locked."""
    cells = {By.DESK: ticket.desk.key if ticket.desk else "", By.LANGUAGE: ticket.language}
    for by, key in cells.items():
        _add(Tally, ticket, number, by=by, key=key, step=step)


def count_wait(ticket: Ticket, number: int = 1) -> None:
    """Add the wait of ``ticket`` to its half-day's, by load, desk and language apart; nothing when it was not measured."""
    if ticket.waited is None:
        return
    cells = {By.DESK: ticket.desk.key if ticket.desk else "", By.LANGUAGE: ticket.language}
    if ticket.load is not None:
        cells[By.LOAD] = str(band_of(ticket.load))
    for by, key in cells.items():
        _add(Wait, ticket, number, by=by, key=key, step=ticket.waited)


def _add(model: type[Tally | Wait], ticket: Ticket, number: int, **cell: str | int) -> None:
    day: datetime.date = ticket.day
    found = {"house_id": ticket.house_id, "day": day, "half": ticket.half, **cell}
    rows = model._default_manager.filter(**found)  # noqa: SLF001  one of two models
    changed = rows.filter(number__gte=-number).update(number=F("number") + number)
    if not changed and number > 0:
        model._default_manager.create(**found, number=number)  # noqa: SLF001  one of two models
