"""Taking seats: one form, one code, once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.domain.once import Once
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.seats.domain.codes import code_from, door_print, locator, once_print
from parvis.seats.domain.counting import free_seats
from parvis.seats.domain.locking import locked
from parvis.seats.domain.occasions import begins, is_appointment, refuse_closed
from parvis.seats.domain.sealing import Contact, seal
from parvis.seats.domain.waiting import last_place, settle
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan
from parvis.seats.rules import may_sit

GROUP_MOST = 60


@dataclass(frozen=True)
class Asked:
    """What a form asks for. A group says its headcount in ``seats`` and must leave a contact."""

    seats: int
    contact: Contact | None = None
    is_group: bool = False


@dataclass(frozen=True)
class Taken:
    """What a form got: seats or a place in the line, and the code, which is nowhere else."""

    holding: Holding
    code: Code


def take(plan_number: int, asked: Asked, once: Once, now: datetime.datetime) -> Taken:
    """Take seats of a plan, or join its line when they are gone; refuse with a sentence.

    The same form (``once``) sent again gets the same answer and takes nothing more.
    """
    if asked.is_group and asked.contact is None:
        raise Refusal(
            _("Please leave a mail address or a telephone number, so that we can tell your group of a change.")
        )
    form, sealed = once_print(once.secret, plan_number), seal(asked.contact) if asked.contact else None
    with locked(plan_number) as plans:
        plan = plans.get(plan_number)
        if plan is None:
            raise Refusal(_("This date takes no seats."))
        code, before = _code_for(once, form, plan)
        if before is not None:
            return Taken(before, code)
        refuse_closed(plan, now)
        refuse_number(plan, asked.seats, is_group=asked.is_group)
        settle(plan, now)
        is_sitting = may_sit(asked.seats, free_seats(plan), is_line_empty=not _has_line(plan))
        if not is_sitting and is_appointment(plan):
            raise Refusal(_("This time is no longer free. Choose another one."))
        if not is_sitting and not plan.has_line:
            raise Refusal(_("Not enough seats are free, and this date has no waiting line."))
        holding = Holding.objects.create(
            plan=plan,
            locator=locator(code),
            door=door_print(code, plan_number),
            once=form,
            seats=asked.seats,
            is_group=asked.is_group,
            state=State.HELD if is_sitting else State.WAITING,
            place=None if is_sitting else last_place(plan) + 1,
            known_start=begins(plan),
            contact=sealed,
        )
    return Taken(holding, code)


def _has_line(plan: Plan) -> bool:
    return Holding.objects.filter(plan=plan, state=State.WAITING).exists()


def _code_for(once: Once, form: str, plan: Plan) -> tuple[Code, Holding | None]:
    """Return the code of this form and, when it was sent before, what it got then."""
    attempt = 0
    while True:
        code = code_from(once.secret, plan.pk, attempt)
        where = locator(code)
        found = list(Holding.objects.filter(Q(once=form) | Q(locator=where)).order_by("pk"))
        own = next((holding for holding in found if holding.once == form), None)
        if own is not None and own.locator == where:
            return code, own
        if own is None and not found:
            return code, None
        attempt += 1  # somebody else has these letters, or had them when this form was sent first


def refuse_number(plan: Plan, seats: int, *, is_group: bool) -> None:
    """Refuse a number of seats that one code of ``plan`` may not have."""
    if is_group and not plan.takes_groups:
        raise Refusal(_("This date takes no groups."))
    most = min(GROUP_MOST, plan.online) if is_group else plan.per_holding
    if not 1 <= seats <= most:
        raise Refusal(
            ngettext(
                "One code can have %(most)d seat here. Nothing was taken.",
                "One code can have 1 to %(most)d seats here. Nothing was taken.",
                most,
            )
            % {"most": most}
        )
