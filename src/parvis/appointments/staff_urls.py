"""Addresses of giving appointments, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.appointments.views import giving

app_name = "appointments-staff"
urlpatterns = [
    path("houses/<slug:house>/appointments/", giving.slots, name="slots"),
    path("houses/<slug:house>/appointments/rooms/<int:number>/", giving.room, name="room"),
    path("houses/<slug:house>/appointments/<slug:day>/", giving.day, name="day"),
]
