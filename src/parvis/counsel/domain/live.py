"""The live window: the same thread, faster, while a desk is open that its house lets answer at once."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.counsel.domain.desks import takes_letters
from parvis.counsel.domain.saying import said_time
from parvis.counsel.models import Claim, LiveDesk, Thread
from parvis.network.domain.schedules import schedule_of_desk
from parvis.network.models import Desk, House

ONE_DAY = datetime.timedelta(days=1)


def live_until(desk: Desk, now: datetime.datetime) -> datetime.datetime | None:
    """Return until when ``desk`` answers at once today, on the house's clock; None while it does not."""
    if not LiveDesk.objects.filter(desk=desk).exists() or not takes_letters(desk):
        return None
    house = House.objects.with_hours().get(pk=desk.house_id)
    schedule = schedule_of_desk(house, desk)
    today = now.astimezone(schedule.zone).date()
    spans = schedule.spans(today - ONE_DAY, today)
    return next((span.closes for span in spans if span.opens <= now < span.closes), None)


def said_live(desk: Desk, language: str, now: datetime.datetime) -> str:
    """Write until when ``desk`` answers at once; empty while it does not."""
    until = live_until(desk, now)
    return said_time(until, desk.house, language) if until else ""


def switch_live(desk: Desk, *, is_on: bool, by: Staff) -> None:
    """Let ``desk`` answer at once while it is open, or no longer."""
    with transaction.atomic():
        if is_on:
            LiveDesk.objects.get_or_create(desk=desk)
        else:
            LiveDesk.objects.filter(desk=desk).delete()
        record(by, "letters.live", code=desk.code, house=desk.house.slug)


def news_of(name: str, now: datetime.datetime) -> dict[str, object] | None:
    """Return what an open page asks for each few seconds: the version of the thread ``name``, and whether somebody at the desk is writing.

    None when it is gone. One question of few columns: hundreds of pages may be open.
    """
    is_writing = Exists(Claim.objects.filter(thread=OuterRef("pk"), until__gt=now))
    found = Thread.objects.filter(name=name).order_by().values_list("version", is_writing).first()
    return {"version": found[0], "writing": found[1]} if found else None
