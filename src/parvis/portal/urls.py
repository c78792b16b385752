"""Addresses of the portal room: pages that mix rooms."""

from __future__ import annotations

from django.urls import path

from parvis.portal.views import home, notebook, notebook_pdf, pages

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("questions/<slug:key>/", home.ask, name="question"),
    path("privacy/", pages.privacy, name="privacy"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("notebook/parvis.pdf", notebook_pdf.notebook_pdf, name="notebook_pdf"),
    path("notebook/", notebook.notebook, name="notebook"),
    path("easy/", pages.easy, name="easy"),
]
