"""Addresses of the occupations room."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "occupations"
urlpatterns: list[URLPattern] = []
