"""Addresses of the network's pages for staff, under /LANG/staff/."""

from __future__ import annotations

from django.urls import path

from parvis.network.views import house_pages, pictures, staff

app_name = "network-staff"
urlpatterns = [
    path("houses/<slug:house>/people/", staff.people, name="people"),
    path("houses/<slug:house>/people/<int:number>/end/", staff.end, name="end-post"),
    path("houses/<slug:house>/people/<int:number>/recover/", staff.recover, name="recover"),
    path("houses/<slug:house>/people/<int:number>/unlock/", staff.let_try, name="unlock"),
    path("houses/<slug:house>/recoveries/<int:number>/confirm/", staff.confirm, name="confirm-recovery"),
    path("houses/<slug:house>/log/", staff.log, name="log"),
    path("houses/<slug:house>/partners/", staff.partners, name="partners"),
    path("houses/<slug:house>/partners/<slug:slug>/", staff.partner, name="partner"),
    path("houses/<slug:house>/pages/", house_pages.pages, name="pages"),
    path("houses/<slug:house>/pages/new/", house_pages.write, name="new-page"),
    path("houses/<slug:house>/pages/<slug:slug>/", house_pages.page, name="page"),
    path("houses/<slug:house>/pages/<slug:slug>/write/", house_pages.write, name="write-page"),
    path("houses/<slug:house>/pages/<slug:slug>/preview/", house_pages.preview, name="preview-page"),
    path("houses/<slug:house>/pages/<slug:slug>/act/", house_pages.act, name="act-page"),
    path("houses/<slug:house>/pages/<slug:slug>/versions/<int:number>/", house_pages.version, name="page-version"),
    path("houses/<slug:house>/pictures/", pictures.pictures, name="pictures"),
    path("houses/<slug:house>/pictures/<slug:code>/", pictures.picture, name="picture"),
    path("houses/<slug:house>/pictures/<slug:code>/remove/", pictures.remove, name="remove-picture"),
    path("partners/<slug:partner>/presence/", staff.presence, name="presence"),
]
