"""Addresses of written counselling, for visitors."""

from __future__ import annotations

from django.urls import path

from parvis.counsel.views import returning, writing

app_name = "counsel"
urlpatterns = [
    path("write/", writing.choose, name="choose"),
    path("write/sent/", writing.sent, name="sent"),
    path("write/return/", returning.thread, name="return"),
    path("write/return/news/", returning.news, name="news"),
    path("write/<slug:code>/", writing.write, name="write"),
]
