"""Addresses of promises to answer, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.answers.views import contracts

app_name = "answers-staff"
urlpatterns = [
    path("houses/<slug:house>/answers/", contracts.of_house, name="house"),
    path("partners/<slug:partner>/answers/", contracts.of_partner, name="partner"),
]
