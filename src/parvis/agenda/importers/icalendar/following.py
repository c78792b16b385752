"""Calendars that a house follows: fetched again when asked, only what moved is read."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.domain.arriving import EVENTS, take_arrivals
from parvis.agenda.importers.icalendar.reading import SIZE, Setting, take_file
from parvis.agenda.models import Calendar
from parvis.core.domain.fetching import Bounds, Fetched, fetch
from parvis.core.domain.reports import Ack, acknowledged
from parvis.core.enums import ImportState
from parvis.core.models import ImportReport
from parvis.core.refusal import Refusal

_BOUNDS = Bounds(size=SIZE, seconds=30.0)
#: For a page that somebody waits for.
_WAITED_FOR = Bounds(size=SIZE, seconds=10.0)


def refetch(calendar: Calendar, bounds: Bounds = _BOUNDS) -> ImportReport | None:
    """Fetch ``calendar`` and take in what differs; None when its sender says that nothing moved, or cannot be asked.

    The network is asked outside any transaction; ``calendar.trouble`` tells what went wrong.
    """
    try:
        fetched = fetch(calendar.url, etag=calendar.etag, accept="text/calendar", bounds=bounds)
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


def fetch_now(calendar: Calendar, by: Staff) -> str:
    """Fetch ``calendar`` once, for somebody who waits for it, and say in a sentence what came of it."""
    report = refetch(calendar, _WAITED_FOR)
    record(by, "calendar.fetched", code=calendar.name, house=calendar.house.slug)
    if calendar.trouble:
        return calendar.trouble
    if report is None:
        return _("Its sender says that nothing has changed.")
    counted = report.counts.get(EVENTS, {})
    told = {name: counted.get(name, 0) for name in ("created", "changed", "unchanged")}
    refused = sum(each["refused"] for each in report.counts.values())
    return _(
        "It was read. New drafts: %(created)d. Changed: %(changed)d. As before: %(unchanged)d. Refused: %(refused)d."
    ) % {**told, "refused": refused}


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
