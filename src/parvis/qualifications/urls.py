"""Addresses of the qualifications room: qualifications, the roads to a trade, and the countries side by side."""

from __future__ import annotations

from django.urls import path

from parvis.qualifications.views import browse, paths

app_name = "qualifications"
urlpatterns = [
    path("qualifications/", browse.browse, name="browse"),
    path("qualifications/<slug:code>/", browse.qualification, name="qualification"),
    path("paths/", paths.choose, name="choose"),
    path("paths/<slug:code>/", paths.paths, name="paths"),
    path("paths/<slug:code>/countries/", paths.countries, name="countries"),
]
