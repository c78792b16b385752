"""Addresses of the search room."""

from __future__ import annotations

from django.urls import path

from parvis.search.views import page

app_name = "search"
urlpatterns = [
    path("", page.page, name="page"),
    path("suggest/", page.suggest, name="suggest"),
]
