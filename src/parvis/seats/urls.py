"""Addresses of seats."""

from __future__ import annotations

from django.urls import path

from parvis.seats.views import take, yours

app_name = "seats"
urlpatterns = [
    path("events/<slug:code>/seats/", take.choose, name="choose"),
    path("seats/", yours.yours, name="yours"),
    path("seats/calendar.ics", yours.calendar, name="calendar"),
]
