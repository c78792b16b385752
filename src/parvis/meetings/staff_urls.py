"""Addresses of meeting days for staff, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.meetings.views import own_names, papers, planning, tables, taking_in, team

app_name = "meetings-staff"
urlpatterns = [
    path("houses/<slug:house>/meetings/", team.days, name="days"),
    path("houses/<slug:house>/meetings/today/", team.today, name="today"),
    path("houses/<slug:house>/meetings/new/<slug:code>/", team.new, name="new"),
    path("houses/<slug:house>/meetings/<slug:code>/", team.day, name="day"),
    path("houses/<slug:house>/meetings/<slug:code>/act/", team.act, name="act"),
    path("houses/<slug:house>/meetings/<slug:code>/settings/", team.settings, name="settings"),
    path("houses/<slug:house>/meetings/<slug:code>/tables/new/", tables.new, name="new_table"),
    path("houses/<slug:house>/meetings/<slug:code>/tables/<slug:key>/", tables.table, name="table"),
    path("houses/<slug:house>/meetings/<slug:code>/tables/<slug:key>/remove/", tables.remove, name="remove_table"),
    path("houses/<slug:house>/meetings/<slug:code>/files/", taking_in.send, name="send"),
    path("houses/<slug:house>/meetings/<slug:code>/files/<str:name>", taking_in.template, name="template"),
    path("houses/<slug:house>/meetings/<slug:code>/plan/", planning.plan, name="plan"),
    path("houses/<slug:house>/meetings/<slug:code>/plan/<int:number>/publish/", planning.publish, name="publish"),
    path("houses/<slug:house>/meetings/<slug:code>/floor/", papers.floor, name="floor"),
    path("houses/<slug:house>/meetings/<slug:code>/cards/", papers.cards, name="cards"),
    path("partners/<slug:partner>/meetings/", tables.of_partner, name="partner"),
    path("partners/<slug:partner>/meetings/<slug:code>/<slug:key>/", tables.own_table, name="own_table"),
    path("partners/<slug:partner>/meetings/<slug:code>/<slug:key>/names/", own_names.own_names, name="own_names"),
]
