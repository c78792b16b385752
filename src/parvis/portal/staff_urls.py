"""Addresses of staff pages that mix rooms, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.portal.views import desk_needs, house_preview, slip

app_name = "portal-staff"
urlpatterns = [
    path("houses/<slug:house>/content/preview/", house_preview.preview, name="preview"),
    path("houses/<slug:house>/desks/needs/", desk_needs.desk_needs, name="desk_needs"),
    path("houses/<slug:house>/slip/", slip.slip, name="slip"),
    path("houses/<slug:house>/slip/parvis.pdf", slip.slip_pdf, name="slip-pdf"),
]
