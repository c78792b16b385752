"""Addresses of the rota for visitors, under /LANG/houses/."""

from __future__ import annotations

from django.urls import path

from parvis.rota.views import board

app_name = "rota"
urlpatterns = [
    path("<slug:slug>/now/", board.now, name="now"),
    path("<slug:slug>/now/cards/", board.cards, name="cards"),
    path("<slug:slug>/now/screen/", board.screen, name="screen"),
]
