"""What browsers and search engines ask for by themselves: icon, robots, sitemaps, manifest, the offline worker and page."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from importlib import import_module

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control

from parvis.core.languages import INTERFACE_LANGUAGES, is_right_to_left

A_DAY = 86_400
#: What a page and its offline stand-in are drawn with; kept by the offline worker.
LOOKS = ("css/parvis.css", "fonts/atkinson-hyperlegible-next-latin-400-normal.woff2", "icons/parvis.svg")


def _known(language: str) -> str:
    if language not in INTERFACE_LANGUAGES:
        raise Http404
    return language


@cache_control(public=True, max_age=A_DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead the browsers that ask for it by heart to the icon."""
    del request
    return HttpResponseRedirect(static("icons/favicon.ico"))


@cache_control(public=True, max_age=A_DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """Let everybody read everything but searches and notebooks: what visitors ask is no address to list."""
    del request
    closed = [f"Disallow: /{language}/{room}/" for language in INTERFACE_LANGUAGES for room in ("search", "notebook")]
    lines = ["User-agent: *", *closed, "Disallow: /*?", "", f"Sitemap: {settings.ORIGIN}{reverse('core:sitemaps')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=A_DAY)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the sitemap of each language."""
    del request
    rows = "".join(
        f"<sitemap><loc>{settings.ORIGIN}{reverse('core:sitemap', args=(language,))}</loc></sitemap>"
        for language in INTERFACE_LANGUAGES
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return HttpResponse(f"{head}{rows}</sitemapindex>", content_type="application/xml")


def _addresses() -> Iterator[str]:
    """Yield the path, without language, of every page the rooms have to show; rooms are named in the settings."""
    for name in settings.SEARCH_SOURCES:
        yield from import_module(name).addresses()


def _entry(language: str, path: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{other}" href="{settings.ORIGIN}/{other}/{path}"/>'
        for other in INTERFACE_LANGUAGES
    )
    return f"<url><loc>{settings.ORIGIN}/{language}/{path}</loc>{links}</url>\n"


def _sitemap(language: str, paths: Iterable[str]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    remaining = iter(paths)
    while batch := list(itertools.islice(remaining, 200)):
        yield "".join(_entry(language, escape(path)) for path in batch)
    yield "</urlset>\n"


@cache_control(public=True, max_age=A_DAY)
def sitemap(request: HttpRequest, language: str) -> StreamingHttpResponse:
    """Stream every page in ``language``, each with its addresses in the other languages."""
    del request
    paths = _addresses()
    first = list(
        itertools.islice(paths, 1)
    )  # asked before the answer starts: a gone database is a 503, not half a file
    return StreamingHttpResponse(
        _sitemap(_known(language), itertools.chain(first, paths)), content_type="application/xml"
    )


@cache_control(public=True, max_age=A_DAY)
def manifest(request: HttpRequest, language: str) -> JsonResponse:
    """Describe the site to a phone that puts it on its screen, in ``language``."""
    del request
    with override(_known(language)):
        content = {
            "name": "Parvis",
            "short_name": "Parvis",
            "description": _("Trades, apprenticeship, training and work: look, ask and leave with a notebook."),
            "lang": language,
            "dir": "rtl" if is_right_to_left(language) else "ltr",
            "id": f"/{language}/",
            "start_url": f"/{language}/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#faf6ee",
            "theme_color": "#f1e9da",
            "icons": [
                {"src": static("icons/parvis.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": static("icons/parvis-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("icons/parvis-512.png"), "sizes": "512x512", "type": "image/png"},
                {
                    "src": static("icons/parvis-maskable-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "maskable",
                },
            ],
        }
    return JsonResponse(content, content_type="application/manifest+json")


@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Give the offline worker, with the list of what it keeps: the offline pages and their looks, nothing a visitor read."""
    kept = [reverse("core:offline", args=(language,)) for language in INTERFACE_LANGUAGES]
    kept += [static(name) for name in LOOKS]
    version = hashlib.sha256("\n".join(kept).encode()).hexdigest()[:12]
    return render(
        request,
        "parvis/worker.js",
        {"kept": kept, "version": version},
        content_type="text/javascript; charset=utf-8",
    )


@cache_control(public=True, max_age=A_DAY)
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """Show what to do without a network, in ``language``; the offline worker keeps this page."""
    with override(_known(language)):
        return render(request, "parvis/offline.html")
