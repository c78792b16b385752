"""Addresses of slips that the reception types in, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.meetings.views import seeker_staff

app_name = "meetings-seeker-staff"
urlpatterns = [
    path("houses/<slug:house>/meetings/<slug:code>/slips/", seeker_staff.slips, name="slips"),
]
