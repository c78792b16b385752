"""Addresses of what visitors said, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.feedback.views import staff

app_name = "feedback-staff"
urlpatterns = [
    path("houses/<slug:house>/cards/", staff.house, name="house"),
    path("partners/<slug:partner>/cards/", staff.partner, name="partner"),
]
