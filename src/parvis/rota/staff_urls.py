"""Addresses of the rota for staff, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.rota.views import hours, now, partner, planning, shifts

app_name = "rota-staff"
urlpatterns = [
    path("houses/<slug:house>/rota/", planning.board, name="board"),
    path("houses/<slug:house>/rota/copy/", planning.copy, name="copy"),
    path("houses/<slug:house>/rota/now/", now.now, name="now"),
    path("houses/<slug:house>/rota/hours/", hours.hours, name="hours"),
    path("houses/<slug:house>/rota/hours/<slug:slug>/", hours.seconding, name="seconding"),
    path("houses/<slug:house>/rota/shifts/new/", shifts.new, name="new"),
    path("houses/<slug:house>/rota/shifts/<int:number>/<slug:day>/", shifts.date, name="date"),
    path("houses/<slug:house>/rota/shifts/<int:number>/<slug:day>/change/", shifts.change, name="change"),
    path("houses/<slug:house>/rota/shifts/<int:number>/<slug:day>/swap/", shifts.swap, name="swap"),
    path("partners/<slug:partner>/rota/", partner.shifts, name="partner"),
]
