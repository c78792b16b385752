"""Addresses of interview marks, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.marks.views import marks

app_name = "marks"
HOUSE = "houses/<slug:house>/marks/"
urlpatterns = [
    path(HOUSE, marks.page, name="page"),
    path(f"{HOUSE}notes/", marks.notes, name="notes"),
    path(f"{HOUSE}undo/", marks.undo, name="undo"),
    path(f"{HOUSE}setup/", marks.setup, name="setup"),
]
