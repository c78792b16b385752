"""Addresses of the line, for visitors and the hall."""

from __future__ import annotations

from django.urls import path

from parvis.queue.views import hall, take, ticket

app_name = "queue"
urlpatterns = [
    path("houses/<slug:house>/line/", take.line, name="line"),
    path("houses/<slug:house>/line/hall/", hall.hall, name="hall"),
    path("houses/<slug:house>/line/<slug:code>/", ticket.ticket, name="ticket"),
]
