"""Addresses of the figures, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.reporting.views import figures

app_name = "reporting"
HOUSE = "houses/<slug:house>/figures/"
urlpatterns = [
    path(HOUSE, figures.house, name="house"),
    path(f"{HOUSE}figures.csv", figures.house_file, {"kind": "csv"}, name="house-csv"),
    path(f"{HOUSE}figures.xlsx", figures.house_file, {"kind": "xlsx"}, name="house-xlsx"),
    path("figures/", figures.network, name="network"),
    path("figures/figures.csv", figures.network_file, {"kind": "csv"}, name="network-csv"),
    path("figures/figures.xlsx", figures.network_file, {"kind": "xlsx"}, name="network-xlsx"),
]
