"""Addresses of a running day, for visitors, the hall and the tables."""

from __future__ import annotations

from django.urls import path

from parvis.meetings.views import hall, names

app_name = "meetings-hall"
urlpatterns = [
    path("meetings/names/", names.names, name="names"),
    path("meetings/table/<slug:token>/", hall.table, name="table"),
    path("meetings/table/<slug:token>/notes/", hall.notes, name="notes"),
    path("meetings/<slug:code>/hall/", hall.hall, name="hall"),
    path("meetings/<slug:code>/name/", names.give_name, name="name"),
]
