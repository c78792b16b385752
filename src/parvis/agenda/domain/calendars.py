"""Calendars out (RFC 5545): a session an entry, with a stable name, its changes told, and reminders on the visitor's device."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from parvis.agenda.domain.showing import place_of, state_of, text_of, title_of
from parvis.agenda.models import Session
from parvis.core.said import say

#: Reminders before it begins.
ALARMS = (datetime.timedelta(days=1), datetime.timedelta(hours=2))


def calendar_of(sessions: Iterable[Session], name: str, language: str, now: datetime.datetime) -> bytes:
    """Return a calendar of ``sessions`` (fetched), texts in ``language``."""
    calendar = Calendar()
    calendar.add("prodid", "-//Parvis//Programme//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for session in sessions:
        calendar.add_component(_entry(session, language, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(session: Session, language: str, now: datetime.datetime) -> Entry:
    event, zone = session.event, ZoneInfo(session.time_zone)
    title, state = str(title_of(event, language)), state_of(session)
    entry = Entry()
    entry.add("uid", f"{session.code}@{urlsplit(settings.ORIGIN).hostname or 'parvis'}")
    entry.add("dtstamp", now)
    entry.add("dtstart", session.starts.astimezone(zone))
    entry.add("dtend", session.ends.astimezone(zone))
    entry.add("sequence", session.sequence + event.version)
    entry.add("status", "CANCELLED" if state == "cancelled" else "CONFIRMED")
    said = {"cancelled": _("Cancelled: %s"), "moved": _("New time: %s")}.get(state, "%s")
    entry.add("summary", said % title)
    words = (say(session.note, language), text_of(event, "summary", language), text_of(event, "bring", language))
    entry.add("description", "\n".join(str(each) for each in words if each))
    entry.add("location", place_of(event, str(say(session.room.name, language)) if session.room else ""))
    entry.add("url", f"{settings.ORIGIN}/{language}/events/{event.code}/")
    entry.add("categories", [str(say(event.kind.name, language))])
    if state != "cancelled":
        for before in ALARMS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", -before)
            alarm.add("description", title)
            entry.add_component(alarm)
    return entry
