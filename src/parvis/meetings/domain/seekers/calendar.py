"""A seeker's own meetings as a calendar (RFC 5545), for their own device: neither the name of the day nor the code is in it."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from parvis.agenda.domain.showing import place_of
from parvis.core.domain.keys import mark_under
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.meetings.domain.saying import say_organisation, say_sign, say_title
from parvis.meetings.domain.seekers.shown import own_meetings
from parvis.meetings.models import Meeting, Seeker
from parvis.meetings.rules import Slot

#: The reminder before each meeting.
AHEAD = datetime.timedelta(minutes=10)


def calendar_for(seeker: Seeker, language: str, now: datetime.datetime) -> bytes:
    """Return the meetings of ``seeker``, texts in the active ``language``; refuse when there are none. Needs ``day__session__event``.

    Each entry keeps its name when the file is taken again, and nobody can tell from it whose it is.
    """
    rows, day = own_meetings(seeker), seeker.day
    if not rows:
        raise Refusal(_("You have no meeting yet that a calendar could hold."))
    calendar = Calendar()
    calendar.add("prodid", "-//Parvis//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(say_title(day, language)))
    slots = day.slots()
    for row in rows:
        calendar.add_component(_entry(row, slots[row.slot], seeker, language, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(row: Meeting, slot: Slot, seeker: Seeker, language: str, now: datetime.datetime) -> Entry:
    session = seeker.day.session
    zone, sign = ZoneInfo(session.time_zone), say_sign(row.table)
    told = {"sign": sign, "organisation": str(say_organisation(row.table, language))}
    summary = _("Table %(sign)s: %(organisation)s") % told
    entry = Entry()
    name = mark_under("parvis.meetings.calendar", b"%d" % row.pk)
    entry.add("uid", f"{name}@{urlsplit(settings.ORIGIN).hostname or 'parvis'}")
    entry.add("dtstamp", now)
    entry.add("dtstart", slot.starts.astimezone(zone))
    entry.add("dtend", slot.ends.astimezone(zone))
    entry.add("sequence", seeker.day.version)
    entry.add("summary", summary)
    entry.add("description", str(say_title(seeker.day, language)))
    entry.add("location", place_of(session.event, str(say(session.room.name, language)) if session.room else ""))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -AHEAD)
    alarm.add("description", summary)
    entry.add_component(alarm)
    return entry
