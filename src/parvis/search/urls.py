"""Addresses of the search room."""

from __future__ import annotations

from django.urls import path

from parvis.search.views import pages

app_name = "search"
urlpatterns = [
    path("", pages.page, name="page"),
    path("suggest/", pages.suggest, name="suggest"),
]
