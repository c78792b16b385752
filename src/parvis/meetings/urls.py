"""Public addresses of meeting days."""

from __future__ import annotations

from django.urls import path

from parvis.meetings.views import shown

app_name = "meetings"
urlpatterns = [
    path("meetings/<slug:code>/", shown.day, name="day"),
]
