"""Every address there is, read from the URLconf: what a crawl or a drive must have met before it may say "all"."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from parvis.core.languages import INTERFACE_LANGUAGES


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).removeprefix("^" if prefix else "")
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from _walk(entry, route)


def routes() -> set[str]:
    """Return every route of the URLconf, ``<lang>`` standing for the language."""
    with translation.override("en"):
        return {_without_language(route) for route in _walk(get_resolver(), "")}


def _without_language(route: str) -> str:
    first, _, rest = route.partition("/")
    return f"<lang>/{rest}" if first in INTERFACE_LANGUAGES else route


def route_of(path: str) -> str | None:
    """Return the route that answers ``path`` (without a query), None when none does."""
    language = path.split("/", 2)[1] if path.count("/") > 1 else ""
    with translation.override(language if language in INTERFACE_LANGUAGES else "en"):
        try:
            return _without_language(resolve(path).route)
        except Resolver404:
            return None
