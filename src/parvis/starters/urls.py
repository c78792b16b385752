"""Addresses of the starters, under ``starters/``."""

from __future__ import annotations

from django.urls import path

from parvis.starters.views import activities, interests, pages

app_name = "starters"
urlpatterns = [
    path("", pages.door, name="door"),
    path("guide/", pages.guide, name="guide"),
    path("interests/<slug:key>/", interests.ask, name="interests"),
    path("interests/<slug:key>/result/", interests.show, name="interests_result"),
    path("activities/", activities.ask, name="activities"),
    path("activities/result/", activities.show, name="activities_result"),
]
