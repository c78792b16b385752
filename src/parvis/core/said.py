"""A text said in some language: what pages show when the wanted language may be missing, never in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from parvis.core.languages import fallback_order, is_right_to_left


@dataclass(frozen=True)
class Said:
    """A text, the language it is in (empty: nobody knows, as with a typed name), and the language that was wanted."""

    text: str
    language: str
    wanted: str

    @property
    def is_fallback(self) -> bool:
        """Say whether the text stands in another language than the wanted one; the page then says so."""
        return bool(self.text) and self.language != self.wanted

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``, for the ``dir`` attribute."""
        return "rtl" if is_right_to_left(self.language) else "ltr"

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def say(texts: Mapping[str, str] | None, wanted: str) -> Said:
    """Choose from ``texts`` (language → text) the one for ``wanted`` or its nearest fallback; empty when there is none."""
    available = {language: text for language, text in (texts or {}).items() if text}
    for language in (*fallback_order(wanted), *available):
        if language in available:
            return Said(available[language], language, wanted)
    return Said("", wanted, wanted)


def first_said(languages: Iterable[str], wanted: str) -> str | None:
    """Return which of ``languages`` to show to somebody who wants ``wanted``, None when there is none."""
    available = list(languages)
    return next((language for language in (*fallback_order(wanted), *available) if language in available), None)


def quoted(words: str) -> str:
    """Return ``words`` between the quotation marks of the active language."""
    return _("“%(words)s”") % {"words": words}


class TranslatedField(models.JSONField):
    """A short text in several languages, kept as ``{"fr": "…", "en": "…"}``; read it with ``say(field, language)``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
