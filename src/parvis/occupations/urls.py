"""Addresses of the occupations room, under ``trades/``; a trade's own page is portal's."""

from __future__ import annotations

from django.urls import path

from parvis.occupations.views import browse, compare, skill

app_name = "occupations"
urlpatterns = [
    path("", browse.browse, name="browse"),
    path("sector/<slug:key>/", browse.sector, name="sector"),
    path("interest/<slug:letter>/", browse.interest, name="interest"),
    path("isco/<slug:code>/", browse.isco, name="isco"),
    path("skill/<slug:code>/", skill.skill, name="skill"),
    path("compare/", compare.comparison, name="compare"),
]
