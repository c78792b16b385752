"""Addresses of the tables, the reception and how the line works, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.queue.views import reception, settings, tables

app_name = "queue-staff"
urlpatterns = [
    path("houses/<slug:house>/line/", tables.tables, name="tables"),
    path("houses/<slug:house>/line/tables/<int:number>/", tables.table, name="table"),
    path("houses/<slug:house>/line/reception/", reception.reception, name="reception"),
    path("houses/<slug:house>/line/settings/", settings.settings, name="settings"),
]
