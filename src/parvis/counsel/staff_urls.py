"""Addresses of the desk's side of letters, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.accounts.domain.pages import asked_by_itself
from parvis.counsel.views import answering, desk, officers, own_words, sheet

app_name = "counsel-staff"
urlpatterns = [
    path("houses/<slug:house>/letters/", desk.letters, name="letters"),
    path("houses/<slug:house>/letters/officers/", officers.officers, name="officers"),
    path("houses/<slug:house>/letters/words/", own_words.words, name="words"),
    path("houses/<slug:house>/letters/threads/<slug:name>/", answering.thread, name="thread"),
    path("houses/<slug:house>/letters/threads/<slug:name>/news/", asked_by_itself(answering.news), name="news"),
    path("houses/<slug:house>/letters/threads/<slug:name>/sheet/", sheet.sheet, name="sheet"),
]
