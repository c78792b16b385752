"""What somebody can do with a code: look, change, move to another date, say yes, give back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.utils.translation import gettext as _

from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.seats.domain.codes import door_print, locator
from parvis.seats.domain.counting import free_seats
from parvis.seats.domain.locking import Busy, locked
from parvis.seats.domain.occasions import begins, is_appointment, is_off, refuse_closed, said_off_to_holder
from parvis.seats.domain.taking import refuse_number
from parvis.seats.domain.waiting import promote, settle, settle_first
from parvis.seats.enums import ALIVE, State
from parvis.seats.models import Holding, Plan
from parvis.seats.rules import may_sit


class Unknown(Refusal):
    """No seats are known under this code."""


@contextmanager
def held_under(code: Code, now: datetime.datetime, *others: int) -> Iterator[tuple[Holding, Mapping[int, Plan]]]:
    """Lock the plan of the seats under ``code`` (and the plans ``others``) and yield them, the line settled; Unknown when there are none."""
    where = locator(code)
    number = Holding.objects.filter(locator=where).values_list("plan", flat=True).first()
    if number is None:
        raise Unknown(
            _("We know no seats under this code. Compare each letter; codes are forgotten 7 days after the date.")
        )
    settle_first(number, now)
    with locked(number, *others) as plans:
        holding = Holding.objects.filter(locator=where).first()
        if holding is None or holding.plan_id not in plans:
            raise Busy(_("These seats were changed at this very moment. Please try again."))
        holding.plan = plans[holding.plan_id]
        yield holding, plans


def look(code: Code, now: datetime.datetime) -> Holding:
    """Return what is held under ``code`` as it stands at ``now``."""
    with held_under(code, now) as (holding, _plans):
        return holding


def change(code: Code, seats: int, now: datetime.datetime) -> Holding:
    """Have more or fewer seats under the same code. Fewer is always possible; more only while seats are free and nobody waits."""
    with held_under(code, now) as (holding, _plans):
        plan = holding.plan
        _refuse_over(holding, now)
        refuse_number(plan, seats, is_group=holding.is_group)
        more = seats - holding.seats
        if more > 0:
            _refuse_more(holding, more, now)
        holding.seats = seats
        holding.save(update_fields=["seats"])
        if more < 0:
            promote(plan, now)
            holding.refresh_from_db(fields=["state", "place", "offered_until"])
        return holding


def _refuse_more(holding: Holding, more: int, now: datetime.datetime) -> None:
    if holding.state == State.WAITING:
        raise Refusal(
            _(
                "Others wait behind you, so your number cannot grow. Give this code back and take a new one, or come with fewer."
            )
        )
    refuse_closed(holding.plan, now)
    waits = Holding.objects.filter(plan=holding.plan, state=State.WAITING).exists()
    if not may_sit(more, free_seats(holding.plan), is_line_empty=not waits):
        raise Refusal(_("Not so many seats are free, or others wait for them. You keep what you have."))


def move(code: Code, to: int, now: datetime.datetime) -> Holding:
    """Take as many seats of the plan ``to`` under the same code, and give the old ones back; refuse, and keep the old ones, when they are not free."""
    with held_under(code, now, to) as (holding, plans):
        old, new = holding.plan, plans.get(to)
        _refuse_over(holding, now)
        if new is None or new.session.event_id != old.session.event_id:
            raise Refusal(_("This date takes no seats."))
        if new.pk == old.pk:
            return holding
        refuse_closed(new, now)
        refuse_number(new, holding.seats, is_group=holding.is_group)
        settle(new, now)
        waits = Holding.objects.filter(plan=new, state=State.WAITING).exists()
        if not may_sit(holding.seats, free_seats(new), is_line_empty=not waits):
            raise Refusal(_("Not enough seats are free on that date. You keep what you have."))
        holding.plan, holding.door, holding.known_start = new, door_print(code, new.pk), begins(new)
        holding.state, holding.place, holding.offered_until = State.HELD, None, None
        holding.save()
        promote(old, now)
        return holding


def confirm(code: Code, now: datetime.datetime) -> Holding:
    """Say yes to seats that are offered; twice is as good as once."""
    with held_under(code, now) as (holding, _plans):
        if holding.state == State.HELD:
            return holding
        _refuse_over(holding, now)
        if holding.state == State.WAITING:
            raise Refusal(_("No seats are free for you yet. You keep your place in the line."))
        holding.state, holding.offered_until = State.HELD, None
        holding.save(update_fields=["state", "offered_until"])
        return holding


def release(code: Code, now: datetime.datetime) -> Holding:
    """Give the seats or the place in the line back; the contact is erased at once, and the next in line gets the seats."""
    with held_under(code, now) as (holding, _plans):
        if holding.state == State.RELEASED:
            return holding
        _refuse_over(holding, now)
        holding.state, holding.place, holding.offered_until, holding.contact = State.RELEASED, None, None, None
        holding.save()
        promote(holding.plan, now)
        return holding


def _refuse_over(holding: Holding, now: datetime.datetime) -> None:
    """Refuse when nothing can be done with the code any more."""
    if holding.state == State.USED:
        raise Refusal(_("This code was used at the door."))
    is_single = is_appointment(holding.plan)
    if holding.state not in ALIVE:
        if is_single:
            raise Refusal(_("This appointment was given back. Take another one if you like."))
        raise Refusal(_("These seats were given back. Take new ones if you like."))
    if is_off(holding.plan):
        raise Refusal(said_off_to_holder(holding.plan))
    if now >= begins(holding.plan):
        if is_single:
            raise Refusal(_("This appointment has begun. Come to the desk."))
        raise Refusal(_("This date has begun. Come to the door."))
