"""Addresses of appointments."""

from __future__ import annotations

from django.urls import path

from parvis.appointments.views import choosing

app_name = "appointments"
urlpatterns = [path("houses/<slug:slug>/appointments/", choosing.choosing, name="choose")]
