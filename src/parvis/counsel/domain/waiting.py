"""What waits at the desks of an officer: threads by what is owed, oldest first. Nothing here needs a key, and nothing shows a text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from parvis.core.languages import language_name
from parvis.core.said import Said, say
from parvis.counsel.domain.opened import is_over
from parvis.counsel.domain.tallying import due_at, holidays_of
from parvis.counsel.enums import OWED, State
from parvis.counsel.models import Thread
from parvis.counsel.rules import WORKING_DAYS, working_day
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk

#: How many threads one list shows.
MOST = 200


@dataclass(frozen=True)
class Line:
    """A thread in the list of its desk."""

    thread: Thread
    desk: Said
    state: str
    language: str
    since: datetime.date
    days: str
    is_late: bool
    is_claimed: bool


def owed_at(desks: Iterable[Desk], now: datetime.datetime) -> QuerySet[Thread]:
    """Return the threads of ``desks`` that wait for an answer, the one that waits longest first."""
    last = Max("letters__written_on")
    claimed = Max("claim__until", filter=Q(claim__until__gt=now))
    threads = Thread.objects.filter(desk__in=list(desks)).owed().select_related("desk__house")
    return threads.annotate(last_on=last, claimed_until=claimed).order_by("opened_on", "last_on", "pk")


def lines(desks: Iterable[Desk], language: str, now: datetime.datetime) -> list[Line]:
    """Return what waits at ``desks``, the longest first."""
    found = [_line(thread, language, now) for thread in owed_at(desks, now)[:MOST] if not is_over(thread, now)]
    return sorted(found, key=lambda each: (each.since, each.thread.pk))


def answered(desks: Iterable[Desk], language: str, now: datetime.datetime) -> list[Line]:
    """Return the threads of ``desks`` that were answered, the newest first."""
    threads = Thread.objects.filter(desk__in=list(desks)).exclude(state__in=OWED).select_related("desk__house")
    read = threads.annotate(last_on=Max("letters__written_on"), claimed_until=F("claim__until"))
    newest = read.order_by("-last_on", "-pk")[:MOST]
    return [_line(thread, language, now) for thread in newest if not is_over(thread, now)]


def waits_since(thread: Thread, last_on: datetime.date) -> datetime.date:
    """Return since when an answer is owed: the first letter, or the newest when one was answered before."""
    return thread.opened_on if thread.first_answer_on is None else last_on


def _line(thread: Thread, language: str, now: datetime.datetime) -> Line:
    last: datetime.date = getattr(thread, "last_on", None) or thread.opened_on
    until: datetime.datetime | None = getattr(thread, "claimed_until", None)
    house, since = thread.desk.house, waits_since(thread, last)
    today, is_owed = today_at(house, now), thread.state in OWED
    return Line(
        thread,
        say(thread.desk.question, language),
        str(STATES[State(thread.state)]()),
        language_name(thread.language, language),
        since if is_owed else last,
        said_days(working_day(since, today, holidays_of(house))) if is_owed else "",
        is_late=is_owed and today > due_at(house, since),
        is_claimed=until is not None and until > now,
    )


def said_days(number: int) -> str:
    """Say which working day of those promised it is."""
    if number == 0:
        return _("came today, or on days off")
    if number > WORKING_DAYS:
        return _("late: day %(number)d of %(most)d") % {"number": number, "most": WORKING_DAYS}
    return _("today is day %(number)d of %(most)d") % {"number": number, "most": WORKING_DAYS}


#: Where a thread stands, in the words of the desk.
STATES = {
    State.NEW: lambda: _("New"),
    State.WAITING: lambda: _("The visitor wrote again"),
    State.ANSWERED: lambda: _("Answered: the visitor may write again"),
    State.CLOSED: lambda: _("Ended by the desk"),
}
