"""What a seeker can do with the code: look, state anew until the plan is published, leave, tell in the end what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import F
from django.utils.translation import gettext as _

from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.days import is_off
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.joining import refuse_hopeless
from parvis.meetings.domain.seekers.stating import Stated, check_stated, keys_of, state, write_wishes
from parvis.meetings.domain.tables.codes import claim
from parvis.meetings.enums import DayState, Outcome
from parvis.meetings.models import MeetingDay, OutcomeCount, Plan, Reveal, Seeker, Table
from parvis.meetings.rules import KEPT


class Unknown(Refusal):
    """Nobody is known under this code."""


def seeker_of(code: Code, now: datetime.datetime | None = None) -> Seeker:
    """Return who joined under ``code``, with ``day__session__event__house``; Unknown when nobody did or all is gone.

    ``now``: unknown as well from the moment on at which all has to be gone, purged or not; None: whoever is in the table.
    """
    rows = Seeker.objects.select_related("day__session__event__house").prefetch_related("day__session__event__texts")
    found = rows.filter(locator=locator(code)).first()
    if found is None or (now is not None and found.day.session.ends + KEPT <= now):
        raise _unknown()
    return found


def _unknown() -> Unknown:
    return Unknown(
        _(
            "We know nobody under this code. Compare each letter. Seven days after the day, or when you leave, all of it is forgotten."
        )
    )


@contextmanager
def _held(
    code: Code, now: datetime.datetime | None = None, *, restates: bool = False
) -> Iterator[tuple[MeetingDay, Seeker]]:
    """Lock the day of the seeker under ``code`` and yield both, read after the lock was had."""
    with locked(seeker_of(code, now).day_id, restates=restates) as day:
        seeker = Seeker.objects.filter(day=day, locator=locator(code)).first()
        if seeker is None:
            raise _unknown()
        seeker.day = day
        yield day, seeker


def can_change(day: MeetingDay, now: datetime.datetime) -> bool:
    """Say whether a seeker of ``day`` can still state anew: until the plan is published, and before the day begins."""
    return day.state == DayState.OPEN and now < day.session.starts and not is_off(day)


def change(code: Code, stated: Stated, now: datetime.datetime) -> Seeker:
    """State anew, in place of all that was stated; refused once the plan is published."""
    with _held(code, now, restates=True) as (day, seeker):
        if not can_change(day, now):
            raise Refusal(_("The plan is made: nothing can be changed any more. You can still leave."))
        tables = keys_of(day)
        check_stated(day, stated, tables)
        refuse_hopeless(stated, tables)
        state(seeker, stated)
        seeker.save()
        write_wishes([(seeker, stated)], tables)
    return seeker


def leave(code: Code) -> None:
    """Delete all about the seeker under ``code`` at once: wishes, meetings, names given to tables, what plans say of them."""
    with _held(code) as (day, seeker):
        for plan in Plan.objects.filter(day=day):
            meetings = [each for each in plan.meetings if each[0] != seeker.pk]
            unserved = [each for each in plan.unserved if each["seeker"] != str(seeker.pk)]
            if (meetings, unserved) != (plan.meetings, plan.unserved):
                plan.meetings, plan.unserved = meetings, unserved
                plan.save(update_fields=["meetings", "unserved"])
        tables = Table.objects.filter(day=day).values_list("pk", flat=True)
        Reveal.objects.filter(claim__in=[claim(code, table) for table in tables]).delete()
        seeker.delete()


def can_tell(seeker: Seeker, now: datetime.datetime) -> bool:
    """Say whether it is time to tell what came of the day, and it was not told yet; needs ``day__session``."""
    is_after = seeker.day.state == DayState.OVER or seeker.day.session.ends <= now
    return is_after and not seeker.has_told


def tell(code: Code, outcome: Outcome, now: datetime.datetime) -> None:
    """Count what came of the day, once. Who told is kept as one bit, what they told as a sum: nothing ties the two."""
    with _held(code, now) as (day, seeker):
        if seeker.has_told:
            raise Refusal(_("You have told already. It was counted once."))
        if not can_tell(seeker, now):
            raise Refusal(_("Tell this after the day, within seven days."))
        row, _is_new = OutcomeCount.objects.get_or_create(day=day, outcome=outcome)
        OutcomeCount.objects.filter(pk=row.pk).update(number=F("number") + 1)
        seeker.has_told = True
        seeker.save(update_fields=["has_told"])
