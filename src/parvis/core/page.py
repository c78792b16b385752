"""What every page knows: its language, the same page in the other languages, and whether it stands in a kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from parvis.core.languages import INTERFACE_LANGUAGES, is_right_to_left


@dataclass(frozen=True)
class Alternative:
    """The same page in another language."""

    language: str
    name: str
    url: str
    direction: str
    is_current: bool


@dataclass(frozen=True)
class Page:
    """The page being shown."""

    language: str
    path: str
    query: str
    is_kiosk: bool

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
    def home(self) -> str:
        """Return the home page's path in this language."""
        return f"/{self.language}/"

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
            yield Alternative(language, name, self.in_language(language), direction, language == self.language)


def page(request: HttpRequest) -> dict[str, object]:
    """Give templates ``page`` (context processor)."""
    language = get_language() or "en"
    parameters = [(name, value) for name, values in request.GET.lists() for value in values]
    return {
        "page": Page(language, request.path, urlencode(parameters), "kiosk" in request.GET),
        "kiosk_idle_minutes": settings.KIOSK_IDLE_MINUTES,
    }
