"""Addresses of what a house publishes, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.network.views import content, content_parts

app_name = "content"
HOUSE = "houses/<slug:house>/content/"
urlpatterns = [
    path("network/houses/new/", content.found, name="found"),
    path(HOUSE, content.overview, name="overview"),
    path(f"{HOUSE}about/", content_parts.about, name="about"),
    path(f"{HOUSE}place/", content_parts.place, name="place"),
    path(f"{HOUSE}desks/", content_parts.desks, name="desks"),
    path(f"{HOUSE}desks/new/", content_parts.desk, name="new-desk"),
    path(f"{HOUSE}desks/<slug:key>/", content_parts.desk, name="desk"),
    path(f"{HOUSE}hours/", content_parts.hours, name="hours"),
    path(f"{HOUSE}hours/week/", content_parts.week, name="week"),
    path(f"{HOUSE}hours/days/", content_parts.days, name="days"),
    path(f"{HOUSE}texts/<slug:language>/", content_parts.texts, name="texts"),
    path(f"{HOUSE}hand-in/", content.hand_in, name="hand-in"),
    path(f"{HOUSE}take-back/", content.take_back, name="take-back"),
    path(f"{HOUSE}take-up/", content.take_up, name="take-up"),
    path(f"{HOUSE}set-aside/", content.set_aside, name="set-aside"),
    path(f"{HOUSE}send-back/", content.send_back, name="send-back"),
    path(f"{HOUSE}publish/", content.publish, name="publish"),
    path(f"{HOUSE}history/", content.history, name="history"),
    path(f"{HOUSE}history/<int:number>/", content.version, name="version"),
    path(f"{HOUSE}history/<int:number>/restore/", content.restore, name="restore"),
]
