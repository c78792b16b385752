"""Calendars that a house follows: fetched again when asked, only what moved is read."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from parvis.agenda.domain.arriving import take_arrivals
from parvis.agenda.importers.icalendar.reading import SIZE, Setting, take_file
from parvis.agenda.models import Calendar
from parvis.core.domain.fetching import Bounds, Fetched, fetch
from parvis.core.domain.reports import Ack, acknowledged
from parvis.core.enums import ImportState
from parvis.core.models import ImportReport
from parvis.core.refusal import Refusal

_BOUNDS = Bounds(size=SIZE, seconds=30.0)


def refetch(calendar: Calendar) -> ImportReport | None:
    """Fetch ``calendar`` and take in what differs; None when its sender says that nothing moved, or cannot be asked.

    The network is asked outside any transaction; ``calendar.trouble`` tells what went wrong.
    """
    try:
        fetched = fetch(calendar.url, etag=calendar.etag, accept="text/calendar", bounds=_BOUNDS)
    except Refusal as refusal:
        _note(calendar, calendar.etag, str(refusal))
        return None
    if fetched.is_unchanged:
        _note(calendar, calendar.etag, "")
        return None
    report = _taken(calendar, fetched)
    has_failed = report.state == ImportState.FAILED
    _note(calendar, "" if has_failed else fetched.etag, report.sentence if has_failed else "")
    return report


def _taken(calendar: Calendar, fetched: Fetched) -> ImportReport:
    house = calendar.house
    setting = Setting(
        house=house.slug,
        kind=calendar.kind.key,
        language=calendar.language,
        zone=ZoneInfo(house.time_zone),
        source=f"calendar {calendar.name}",
        now=timezone.now(),
    )

    def work(ack: Ack) -> None:
        ack.files = [calendar.name]
        take_arrivals(ack, house, take_file(ack, fetched.body, calendar.name, setting))

    return acknowledged(Ack("calendar", version=calendar.name[:40]), work)


@transaction.atomic
def _note(calendar: Calendar, etag: str, trouble: str) -> None:
    calendar.etag, calendar.trouble, calendar.fetched_on = etag, trouble[:300], timezone.localdate()
    calendar.save(update_fields=["etag", "trouble", "fetched_on"])
