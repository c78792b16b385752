"""Filters that say things: a translated text with its language marked, names of languages and countries, dates by CLDR."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from babel.dates import format_date
from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.core.languages import country_name, language_name, locale_of
from parvis.core.said import Said, say

register = template.Library()


@register.filter
def said(value: Said | Mapping[str, str] | None) -> object:
    """Show a text in several languages: plain when it is in the page's language, else marked and said so."""
    text = value if isinstance(value, Said) else say(value, get_language() or "en")
    if not text.is_fallback or not text.language:
        return said_plain(text)
    note = _("shown in %(language)s") % {"language": language_name(text.language, get_language() or "en")}
    return format_html(
        '<span lang="{}" dir="{}">{}</span> <small class="fallback">({})</small>',
        text.language,
        text.direction,
        text.text,
        note,
    )


@register.filter
def said_plain(value: object) -> object:
    """Show a text in several languages with its language marked, without the note (titles, lists); plain words stay as they are."""
    if not isinstance(value, Said | Mapping | None):
        return value
    text = value if isinstance(value, Said) else say(value, get_language() or "en")
    if not text.is_fallback:
        return text.text
    if not text.language:
        return format_html("<bdi>{}</bdi>", text.text)
    return format_html('<span lang="{}" dir="{}">{}</span>', text.language, text.direction, text.text)


@register.filter
def language(code: str) -> str:
    """Name a language in the page's language."""
    return language_name(code, get_language() or "en")


@register.filter
def country(code: str) -> str:
    """Name a country in the page's language."""
    return country_name(code, get_language() or "en")


@register.filter(expects_localtime=True)
def day(date: datetime.date | None, width: str = "long") -> str:
    """Write a date by CLDR in the page's language; empty for none."""
    return format_date(date, width, locale_of(get_language() or "en")) if date else ""
