"""Giving a session seats, and changing how they may be taken: what the programme team does."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db.models import Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.models import Session
from parvis.core.refusal import Refusal
from parvis.seats.domain.locking import locked
from parvis.seats.domain.waiting import promote, settle
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan
from parvis.seats.rules import online_seats


@dataclass(frozen=True)
class Planned:
    """What the team says of a session's seats; the words are those of the table."""

    seats: int
    walk_in_share: int = 0
    opens: datetime.datetime | None = None
    closes: datetime.datetime | None = None
    confirm_hours: int = 24
    has_line: bool = True
    takes_groups: bool = True

    @property
    def online(self) -> int:
        """Return how many seats may be taken ahead."""
        return online_seats(self.seats, self.walk_in_share)


def plan_seats(session: Session, planned: Planned, by: Staff, now: datetime.datetime) -> Plan:
    """Give ``session`` seats, or change them; who waits gets what comes free. Nobody loses a seat by it: refused where somebody would."""
    _refuse_odd(session, planned, now)
    new, _is_new = Plan.objects.get_or_create(session=session, defaults=asdict(planned))
    with locked(new.pk) as plans:
        plan = plans.get(new.pk)
        if plan is None:
            raise Refusal(_("These seats were changed at this very moment. Please try again."))
        settle(plan, now)
        _refuse_taking_away(plan, planned)
        for name, value in asdict(planned).items():
            setattr(plan, name, value)
        plan.save(update_fields=list(asdict(planned)))
        promote(plan, now)
        record(by, "seats.planned", code=session.code, house=plan.session.event.house.slug)
    return plan


def plan_single(sessions: Iterable[Session]) -> None:
    """Give each of ``sessions``, new and apart from the programme, its one seat: one code, no line, no groups."""
    Plan.objects.bulk_create(
        Plan(session=session, seats=1, per_holding=1, has_line=False, takes_groups=False) for session in sessions
    )


def _refuse_odd(session: Session, planned: Planned, now: datetime.datetime) -> None:
    """Refuse what no session can have."""
    if session.ends <= now:
        raise Refusal(_("This date is over."))
    too_many = said_too_many(session, planned.seats)
    if too_many:
        raise Refusal(too_many)
    if planned.opens and planned.closes and planned.opens >= planned.closes:
        raise Refusal(_("Seats must open before they close."))
    if planned.opens and planned.opens >= session.starts:
        raise Refusal(_("Seats must open before the date begins."))


def said_too_many(session: Session, seats: int) -> str:
    """Say how many the room of ``session`` holds when ``seats`` are more: a date may have been moved there since. Empty when all fit."""
    most = session.room.capacity if session.room else None
    if most is None or seats <= most:
        return ""
    return ngettext("The room holds %(most)d person.", "The room holds %(most)d people.", most) % {"most": most}


def _refuse_taking_away(plan: Plan, planned: Planned) -> None:
    """Refuse fewer seats than people have already, or fewer than the biggest group in the line needs."""
    rows = Holding.objects.filter(plan=plan)
    taken = rows.sitting().aggregate(number=Sum("seats"))["number"] or 0
    waits = rows.filter(state=State.WAITING).aggregate(number=Max("seats"))["number"] or 0
    if taken > planned.online:
        raise Refusal(
            ngettext(
                "%(taken)d seat is taken already: it cannot be taken away.",
                "%(taken)d seats are taken already: they cannot be taken away.",
                taken,
            )
            % {"taken": taken}
        )
    if waits > planned.online:
        raise Refusal(_("A group of %(waits)d waits: with so few seats it would wait for ever.") % {"waits": waits})
