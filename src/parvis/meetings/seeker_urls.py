"""Addresses of seekers."""

from __future__ import annotations

from django.urls import path

from parvis.meetings.views import seeker, seeker_own

app_name = "meetings-seeker"
urlpatterns = [
    path("meetings/<slug:code>/join/", seeker.joining, name="join"),
    path("meetings/<slug:code>/paper/", seeker.paper, name="paper"),
    path("my-meetings/", seeker_own.yours, name="yours"),
    path("my-meetings/calendar.ics", seeker_own.calendar, name="calendar"),
]
