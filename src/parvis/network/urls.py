"""Addresses of the network room."""

from __future__ import annotations

from django.urls import path, re_path

from parvis.network.views import houses, pages

app_name = "network"
urlpatterns = [
    path("", houses.houses, name="houses"),
    re_path(r"^country/(?P<code>[A-Za-z]{2})/$", houses.country, name="country"),
    path("<slug:house>/pages/<slug:slug>/", pages.page, name="page"),
]
