"""Addresses of the reception of a running day, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.meetings.views import reception

app_name = "meetings-hall-staff"
urlpatterns = [
    path("houses/<slug:house>/meetings/<slug:code>/reception/", reception.reception, name="reception"),
]
