"""Addresses of the api room; the open data's own names stand under ``api:`` (ninja makes that namespace)."""

from __future__ import annotations

from django.urls import path

from parvis.api.views.open_data import api, described
from parvis.api.views.tables import qualifications_template

urlpatterns = [
    path("v1/", described, name="api-described"),
    path("v1/qualifications/template.csv", qualifications_template, name="qualifications-template"),
    path("v1/", api.urls),
]
