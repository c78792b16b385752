"""Addresses of the agenda: the programme as list, week and month; events; calendars."""

from __future__ import annotations

from django.urls import path

from parvis.agenda.views import calendars, event, feeds, programme

app_name = "agenda"
urlpatterns = [
    path("", programme.events, name="events"),
    path("week/", programme.week, name="week"),
    path("month/", programme.month, name="month"),
    path("calendar.ics", calendars.programme, name="calendar"),
    path("feed.atom", feeds.atom, name="atom"),
    path("embedded/", feeds.embedded, name="embedded"),
    path("oembed.json", feeds.oembed, name="oembed"),
    path("<slug:code>/", event.event, name="event"),
    path("<slug:code>/calendar.ics", calendars.event, name="event_calendar"),
    path("<slug:code>/<slug:session>.ics", calendars.session, name="session_calendar"),
]
