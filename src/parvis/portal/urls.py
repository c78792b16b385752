"""Addresses of the portal room: pages that mix rooms."""

from __future__ import annotations

from django.urls import path, re_path

from parvis.portal.views import (
    asking,
    charter,
    handouts,
    home,
    house,
    neutrality,
    notebook,
    notebook_pdf,
    offers,
    pages,
    trade,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("questions/<slug:key>/", home.ask, name="question"),
    path("neutrality/", neutrality.neutrality, name="neutrality"),
    path("privacy/", pages.privacy, name="privacy"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    re_path(r"^trades/(?P<code>(?!compare/)[-\w]+)/$", trade.typed, name="trade"),
    path("notebook/parvis.pdf", notebook_pdf.notebook_pdf, name="notebook_pdf"),
    path("notebook/<slug:key>.pdf", handouts.handout_pdf, name="handout_pdf"),
    path("notebook/<slug:key>/", handouts.handout, name="handout"),
    path("notebook/", notebook.notebook, name="notebook"),
    path("houses/<slug:slug>/", house.house, name="house"),
    path("houses/<slug:slug>/ask/", asking.at_house, name="ask_house"),
    path("ask/", asking.anywhere, name="ask"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<slug:code>/", offers.offer, name="offer"),
    path("charter/", charter.charter, name="charter"),
    path("easy/", pages.easy, name="easy"),
]
