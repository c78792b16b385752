"""Addresses of the programme team, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.agenda.views import balance, furnishing, history, proposals, team, times

app_name = "programme"
PARTNER = "partners/<slug:partner>/proposals/"
HOUSE = "houses/<slug:house>/programme/"
urlpatterns = [
    path(HOUSE, team.programme, name="programme"),
    path(f"{HOUSE}new/", team.write, name="new"),
    path(f"{HOUSE}furnishing/", furnishing.furnishing, name="furnishing"),
    path(f"{HOUSE}furnishing/rooms/new/", furnishing.room, name="new-room"),
    path(f"{HOUSE}furnishing/rooms/<slug:code>/", furnishing.room, name="room"),
    path(f"{HOUSE}furnishing/kinds/new/", furnishing.kind, name="new-kind"),
    path(f"{HOUSE}furnishing/kinds/<slug:key>/", furnishing.kind, name="kind"),
    path(f"{HOUSE}sessions/<slug:session>/", times.move, name="session"),
    path(f"{HOUSE}sessions/<slug:session>/cancel/", times.cancel, name="cancel-session"),
    path(f"{HOUSE}balance/", balance.balance, name="balance"),
    path(f"{HOUSE}events/<slug:code>/review/", proposals.reviewed, name="review"),
    path(PARTNER, proposals.proposals, name="proposals"),
    path(f"{PARTNER}to/<slug:slug>/", proposals.new, name="propose"),
    path(f"{PARTNER}<slug:code>/", proposals.proposal, name="proposal"),
    path(f"{HOUSE}events/<slug:code>/", team.event, name="event"),
    path(f"{HOUSE}events/<slug:code>/versions/<int:number>/", history.version, name="version"),
    path(f"{HOUSE}events/<slug:code>/draft/", history.draft, name="draft"),
    path(f"{HOUSE}events/<slug:code>/write/", team.write, name="write"),
    path(f"{HOUSE}events/<slug:code>/preview/", team.preview, name="preview"),
    path(f"{HOUSE}events/<slug:code>/plan/", times.plan, name="plan"),
    path(f"{HOUSE}events/<slug:code>/publish/", team.publish, name="publish"),
    path(f"{HOUSE}events/<slug:code>/cancel/", team.cancel, name="cancel"),
]
