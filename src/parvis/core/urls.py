"""Addresses without a language: the way in, robots, sitemaps, the manifest, the offline worker."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
