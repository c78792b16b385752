"""Joining a meeting day without a name: one form, one seeker, one code. From a phone, the kiosk, a slip typed in, or on the day itself."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.core.domain.once import Once
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.after.tallying import add
from parvis.meetings.domain.days import is_off
from parvis.meetings.domain.hall.turns import call_walk_in
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.seekers.aliases import free_alias, taken_aliases
from parvis.meetings.domain.seekers.codes import code_of, locator, once_print
from parvis.meetings.domain.seekers.stating import JOINABLE, Stated, check_stated, keys_of, new_seeker, write_wishes
from parvis.meetings.enums import DayState, Presence, Step
from parvis.meetings.models import MeetingDay, Seeker


@dataclass(frozen=True)
class Joined:
    """Who joined, and the code, which is nowhere else."""

    seeker: Seeker
    code: Code


def join(day: int, stated: Stated, once: Once, now: datetime.datetime, *, at_reception: bool = False) -> Joined:
    """Have somebody join the day with this primary key; refuse with a sentence, and then nobody has joined.

    The same form (``once``) sent again gets the same answer and joins nobody more. ``at_reception``: typed in by the team, who take
    people on the day itself too; whoever joins a day that is going on is here, and is called at once where a chair is free.
    """
    with locked(day, restates=False) as held:
        code, before = _code_for(once, held)
        if before is not None:
            return Joined(before, code)
        refuse_closed(held, now, at_reception=at_reception)
        tables = keys_of(held)
        check_stated(held, stated, tables)
        refuse_hopeless(stated, tables)
        seeker = new_seeker(held, free_alias(taken_aliases(held)), stated)
        seeker.locator, seeker.once = locator(code), once_print(once, held.pk)
        if held.state == DayState.RUNNING:
            seeker.presence = Presence.HERE
            add(held, Step.WALKED_IN)
        seeker.save()
        write_wishes([(seeker, stated)], tables)
        if held.state == DayState.RUNNING:
            call_walk_in(held, now)
    return Joined(seeker, code)


def _code_for(once: Once, day: MeetingDay) -> tuple[Code, Seeker | None]:
    """Return the code of this form and, when it was sent before, who joined by it."""
    form, attempt = once_print(once, day.pk), 0
    while True:
        code = code_of(once, day.pk, attempt)
        where = locator(code)
        found = list(Seeker.objects.filter(Q(once=form) | Q(locator=where)).select_related("day"))
        own = next((seeker for seeker in found if seeker.once == form), None)
        if own is not None and own.locator == where:
            return code, own
        if own is None and not found:
            return code, None
        attempt += 1  # somebody else has these letters, or had them when this form was sent first


def refuse_closed(day: MeetingDay, now: datetime.datetime, *, at_reception: bool = False) -> None:
    """Refuse with a sentence when nobody can join ``day`` at ``now``; needs ``session__event``."""
    if is_off(day):
        raise Refusal(_("This day is cancelled."))
    if day.state not in JOINABLE or day.session.ends <= now:
        raise Refusal(_("Nobody can join this day now."))
    has_begun = day.state == DayState.RUNNING or day.session.starts <= now
    if at_reception:
        if has_begun and not day.walk_ins:
            raise Refusal(_("This day takes nobody more once it has begun."))
        return
    if day.joins_open is not None and now < day.joins_open:
        raise Refusal(_("You cannot join yet. Come back to this page later."))
    if has_begun or (day.joins_close is not None and now >= day.joins_close):
        late = _("It is too late to join by this page.")
        raise Refusal(f"{late} {_('You can just come: ask at the reception.')}" if day.walk_ins else late)


def refuse_hopeless(stated: Stated, keys: Collection[str]) -> None:
    """Refuse what can lead to no meeting whatever tables there will be: every table refused, or none wished and no other wanted."""
    if keys and set(keys).issubset(stated.vetoes):
        raise Refusal(_("You want to meet none of the tables. Leave at least one."))
    if not stated.open and not stated.wishes:
        raise Refusal(_("Choose a table you wish to meet, or say that you meet other tables too."))


def is_joinable(day: MeetingDay, now: datetime.datetime) -> bool:
    """Say whether a visitor can join ``day`` by the page at ``now``; needs ``session__event``."""
    try:
        refuse_closed(day, now)
    except Refusal:
        return False
    return True
