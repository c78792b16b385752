"""Addresses of the exit card."""

from __future__ import annotations

from django.urls import path

from parvis.feedback.views import card

app_name = "feedback"
urlpatterns = [
    path("card/<slug:house>/", card.of_house, name="house"),
    path("card/<slug:house>/paper/", card.house_paper, name="house_paper"),
    path("events/<slug:code>/card/", card.of_event, name="event"),
    path("events/<slug:code>/card/paper/", card.event_paper, name="event_paper"),
]
