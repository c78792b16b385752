"""What every page knows: its language, the same page in the other languages, its doors, and whether it stands in a kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from parvis.core.domain.notebook import Notebook, read
from parvis.core.languages import INTERFACE_LANGUAGES, is_right_to_left
from parvis.core.navigation import ROOMS, SMALL_PRINT, Door, doors

#: What stays in the address while a visitor walks: the house's device, and the notebook in the hand.
KEPT = ("kiosk", "n")


@dataclass(frozen=True)
class Alternative:
    """The same page in another language."""

    language: str
    name: str
    url: str  #: path with the query, to walk on
    address: str  #: path alone, for machines
    direction: str
    is_current: bool


@dataclass(frozen=True)
class Page:
    """The page being shown."""

    language: str
    path: str
    query: str
    is_kiosk: bool
    notebook: Notebook

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``."""
        return "rtl" if is_right_to_left(self.language) else "ltr"

    @property
    def origin(self) -> str:
        """Return the site's public address, without a path."""
        return str(settings.ORIGIN)

    @property
    def has_language(self) -> bool:
        """Say whether the address starts with a language, so that the page exists in the others."""
        return self.path.split("/", 2)[1] in INTERFACE_LANGUAGES

    @property
    def canonical(self) -> str:
        """Return the page's one public address: without a query, so that no search or notebook becomes an address to list."""
        return self.origin + self.path

    @property
    def default(self) -> str:
        """Return the address that chooses the language by itself, for hreflang ``x-default``: only the entrance does."""
        return f"{self.origin}/" if self.is_home else self.origin + self.in_language("en").partition("?")[0]

    def rooms(self) -> Iterator[Door]:
        """Yield the rooms of the site, the one the visitor stands in marked."""
        return doors(ROOMS, self.path)

    def small_print(self) -> Iterator[Door]:
        """Yield the pages named at the foot; in a kiosk only those that know they stand in one (a language's pages)."""
        named = doors(SMALL_PRINT, self.path)
        return (door for door in named if not self.is_kiosk or door.url.startswith(self.home))

    @property
    def here(self) -> str:
        """Return this page's path and query without what is kept: where a link may lead back to."""
        own = [(name, value) for name, value in parse_qsl(self.query, keep_blank_values=True) if name not in KEPT]
        return self.path + (f"?{urlencode(own)}" if own else "")

    @property
    def home(self) -> str:
        """Return the home page's path in this language."""
        return f"/{self.language}/"

    @property
    def is_home(self) -> bool:
        """Say whether this is the home page."""
        return self.path == self.home

    def in_language(self, language: str) -> str:
        """Return the path and query of this page in ``language``; the home page when it has no language."""
        if not self.has_language:
            return f"/{language}/"
        rest = self.path.split("/", 2)[2]
        return f"/{language}/{rest}" + (f"?{self.query}" if self.query else "")

    def alternatives(self) -> Iterator[Alternative]:
        """Yield this page in each language of the interface, for the language choice and for hreflang."""
        for language, name in INTERFACE_LANGUAGES.items():
            direction = "rtl" if is_right_to_left(language) else "ltr"
            url = self.in_language(language)
            yield Alternative(language, name, url, url.partition("?")[0], direction, language == self.language)


def _parameters(request: HttpRequest) -> QueryDict:
    """Return the query's parameters, none when they cannot be read: an error page must still be shown."""
    try:
        return request.GET
    except SuspiciousOperation:
        return QueryDict()


def page(request: HttpRequest) -> dict[str, object]:
    """Give templates ``page`` (context processor)."""
    language = get_language() or "en"
    parameters = _parameters(request)
    every = [(name, value) for name, values in parameters.lists() for value in values]
    return {
        "page": Page(language, request.path, urlencode(every), "kiosk" in parameters, read(parameters.get("n", ""))),
        "kiosk_idle_minutes": settings.KIOSK_IDLE_MINUTES,
        "kiosk_idle_seconds": settings.KIOSK_IDLE_MINUTES * 60,
    }
