"""Addresses without a language: the way in, robots, sitemaps, the manifest, the offline worker."""

from __future__ import annotations

from django.urls import path

from parvis.core.views import entrance, machines, pictures

app_name = "core"
urlpatterns = [
    path("", entrance.entrance, name="entrance"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemaps"),
    path("sitemap-<slug:language>.xml", machines.sitemap, name="sitemap"),
    path("manifest-<slug:language>.webmanifest", machines.manifest, name="manifest"),
    path("sw.js", machines.worker, name="worker"),
    path("images/<slug:digest>-<int:width>.<slug:kind>", pictures.picture, name="picture"),
    path("<slug:language>/offline/", machines.offline, name="offline"),
]
