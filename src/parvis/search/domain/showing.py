"""Results as pages and machines show them: titles in the right language, what was met marked, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.answers.domain.badges import Badge
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.said import Said, say
from parvis.search.pipeline import Result
from parvis.search.schema import index_language
from parvis.search.words.fold import fold
from parvis.search.words.reading import Reading
from parvis.search.words.stems import keys

#: What results of each kind are called together.
KIND_NAMES: Mapping[str, Promise] = {
    "trade": _("Trades"),
    "qualification": _("Qualifications"),
    "offer": _("Offers"),
    "event": _("Events"),
    "house": pgettext_lazy("Cités des métiers", "Houses"),
    "desk": pgettext_lazy("counters where people advise", "Desks"),
    "page": _("Pages"),
    "skill": _("Skills"),
}

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 180


@dataclass(frozen=True)
class Shown:
    """One result on a page. ``matched`` names what was met when it is not in the title; ``found_in`` its language, when another.

    ``badge``: of an offer, the promise to answer notes about it.
    """

    kind: str
    key: str
    href: str
    title: Said
    marked: SafeString
    summary: Said
    pictogram: str
    sector: str
    found_in: str
    matched: str
    badge: Badge | None = None


def page_language(language: str) -> str:
    """Return the language a page can be shown in for ``language``."""
    return language if language in INTERFACE_LANGUAGES else "en"


def href(result: Result, language: str) -> str:
    """Return the address of the thing's page in ``language``, without the site's name."""
    return f"/{page_language(language)}/{result.document.path}"


def shown(result: Result, language: str, readings: Sequence[Reading], badge: Badge | None = None) -> Shown:
    """Return ``result`` ready for a page in ``language``, an offer with its ``badge``."""
    document = result.document
    title = say(document.titles, language)
    summary = say(document.summary, language) or say(document.body, language)
    if summary.is_fallback and language in document.titles:
        summary = Said("", language, language)
    text = summary.text if len(summary.text) <= _LONGEST else summary.text[:_LONGEST].rsplit(" ", 1)[0] + " …"
    asked = {one.language: frozenset(key for word in one.words for key in word.keys) for one in readings}
    other = result.language not in {index_language(language), index_language(title.language)}
    return Shown(
        kind=document.kind,
        key=document.id,
        href=href(result, language),
        title=title,
        marked=mark(title.text, title.language, asked.get(index_language(title.language), frozenset())),
        summary=Said(text, summary.language, summary.wanted),
        pictogram=document.pictogram,
        sector=document.sector,
        found_in=result.language if other and result.language in document.titles else "",
        matched=document.titles.get(result.language, "") if other else "",
        badge=badge,
    )


def mark(text: str, language: str, asked: frozenset[str]) -> SafeString:
    """Return ``text`` as HTML, safe, with the words asked for marked."""
    place = index_language(language)
    parts: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        word = found.group()
        if any(key in asked for key in keys(word.lower(), place)) and len(fold(word)) > 1:
            parts += [escape(text[end : found.start()]), f"<mark>{escape(word)}</mark>"]
            end = found.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308  every piece was escaped above  # nosec B308 B703


def result_data(result: Result, language: str) -> dict[str, object]:
    """Return ``result`` as the open data show it: kind, id, title, lang, url, isco, uri, score."""
    document = result.document
    title = say(document.titles, language)
    return {
        "kind": document.kind,
        "id": document.id,
        "title": title.text,
        "lang": title.language,
        "url": f"{settings.ORIGIN}{href(result, language)}",
        "isco": document.isco,
        "uri": document.uri,
        "score": round(result.score, 4),
    }
