"""Addresses of the api room; the open data's own names stand under ``api:`` (ninja makes that namespace)."""

from __future__ import annotations

from django.urls import path

from parvis.api.views.open_data import api, described
from parvis.api.views.tables import offers_csv, offers_xlsx, qualifications_csv, qualifications_xlsx

urlpatterns = [
    path("v1/", described, name="api-described"),
    path("v1/qualifications/template.csv", qualifications_csv, name="qualifications-template"),
    path("v1/qualifications/template.xlsx", qualifications_xlsx, name="qualifications-template-xlsx"),
    path("v1/offers/template.csv", offers_csv, name="offers-template"),
    path("v1/offers/template.xlsx", offers_xlsx, name="offers-template-xlsx"),
    path("v1/", api.urls),
]
