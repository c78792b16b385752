"""Addresses of the door and of giving seats, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.seats.views import door, notices, planning

app_name = "seats-staff"
urlpatterns = [
    path("houses/<slug:house>/seats/", planning.plans, name="plans"),
    path("houses/<slug:house>/seats/<slug:code>/", planning.plan, name="plan"),
    path("houses/<slug:house>/notices/", notices.notices, name="notices"),
    path("houses/<slug:house>/door/", door.doors, name="doors"),
    path("houses/<slug:house>/door/<slug:code>/", door.door, name="door"),
    path("houses/<slug:house>/door/<slug:code>/marks/", door.marks, name="marks"),
]
