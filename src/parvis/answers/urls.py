"""Addresses of notes and answers."""

from __future__ import annotations

from django.urls import path

from parvis.answers.views import recruiter, writing, yours

app_name = "answers"
urlpatterns = [
    path("offers/<slug:code>/note/", writing.write, name="write"),
    path("notes/", yours.yours, name="yours"),
    path("reply/<slug:link>/", recruiter.answer, name="recruiter"),
    path("promise/<slug:link>/", recruiter.mailbox, name="mailbox"),
]
