"""The programme for other sites: an Atom feed, a page to embed, and the oEmbed answer that says how."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.views.decorators.clickjacking import xframe_options_exempt

from parvis.agenda.domain.asking import read_asked, sessions_asked
from parvis.agenda.domain.choosing import heading_of
from parvis.agenda.domain.feeding import atom_of
from parvis.agenda.domain.showing import by_day, fetched, line_of
from parvis.core.etags import revised

EMBEDDED, FED = 20, 60
WIDTH, HEIGHT, LEAST = 480, 600, 200
_LIST_PAGES = {"agenda:events", "agenda:week", "agenda:month"}


@revised("agenda", "network", by_minute=True)
def atom(request: HttpRequest) -> HttpResponse:
    """Give what is to come, as asked, as an Atom feed: one entry a session."""
    asked, language = read_asked(request.GET.dict()), get_language() or "en"
    now = timezone.now()
    sessions = fetched(sessions_asked(asked, now).coming(now))[:FED]
    page = settings.ORIGIN + reverse("agenda:events") + _query(asked.query())
    feed = settings.ORIGIN + reverse("agenda:atom") + _query(asked.query())
    written = atom_of(sessions, heading_of(asked, language), page, feed, language)
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"], "connect-src": ["'none'"], "form-action": ["'none'"]})
@revised("agenda", "network", by_minute=True)
def embedded(request: HttpRequest) -> HttpResponse:
    """Show what is to come, as asked, on a page that any other site may frame: no script, no form, nothing kept."""
    asked, language = read_asked(request.GET.dict()), get_language() or "en"
    now = timezone.now()
    sessions = fetched(sessions_asked(asked, now).coming(now))[:EMBEDDED]
    days = by_day([line_of(session, language) for session in sessions], language)
    context = {"days": days, "heading": heading_of(asked, language), "query": _query(asked.query())}
    return render(request, "agenda/embedded.html", context)


def oembed(request: HttpRequest) -> HttpResponse:
    """Answer oEmbed 1.0 for an address of the programme: what to write to show it elsewhere."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "Only JSON is given."}, status=501)
    found = _asked_for(request.GET.get("url", "")[:1000])
    if found is None:
        return JsonResponse({"error": "This is no address of the programme here."}, status=404)
    language, query = found
    width, height = _size(request, "maxwidth", WIDTH), _size(request, "maxheight", HEIGHT)
    asked = read_asked(dict(parse_qsl(query)))
    with override(language):
        title = heading_of(asked, language)
        address = settings.ORIGIN + reverse("agenda:embedded") + _query(asked.query())
    told = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Parvis",
        "provider_url": f"{settings.ORIGIN}/",
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer"></iframe>',
            *(address, title, width, height),
        ),
    }
    return JsonResponse(told, headers={"Access-Control-Allow-Origin": "*"})


def _query(query: str) -> str:
    return "" if query == "?" else query


def _asked_for(address: str) -> tuple[str, str] | None:
    """Return the language and the query of an address of the programme on this site; None for any other."""
    try:
        parts, here = urlsplit(address), urlsplit(settings.ORIGIN)
        language = parts.path.strip("/").partition("/")[0]
        if (parts.scheme, parts.netloc) != (here.scheme, here.netloc) or language not in dict(settings.LANGUAGES):
            return None
        with override(language):
            found = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    return (language, parts.query) if found.view_name in _LIST_PAGES else None


def _size(request: HttpRequest, name: str, usual: int) -> int:
    said = request.GET.get(name, "")
    most = int(said) if said.isascii() and said.isdecimal() and len(said) <= 5 else usual
    return max(LEAST, min(usual, most))
