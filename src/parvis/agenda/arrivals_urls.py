"""Addresses of the page of what comes in, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.agenda.views import arrivals

app_name = "arrivals"
urlpatterns = [
    path("houses/<slug:house>/arrivals/", arrivals.arrivals, name="arrivals"),
    path("houses/<slug:house>/arrivals/calendars/<int:number>/leave/", arrivals.leave, name="leave"),
    path("houses/<slug:house>/arrivals/calendars/<int:number>/fetch/", arrivals.fetch, name="fetch"),
    path("houses/<slug:house>/arrivals/notices/<int:number>/event/", arrivals.make, name="make"),
    path("houses/<slug:house>/arrivals/notices/<int:number>/read/", arrivals.read, name="read"),
]
