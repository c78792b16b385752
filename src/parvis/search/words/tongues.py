"""Names of languages ("arabe", "Deutsch"): people type them, and none is a slip of a trade's word."""

from __future__ import annotations

import re
from functools import lru_cache

from parvis.core.languages import INTERFACE_LANGUAGES, locale_of
from parvis.search.words.fold import fold

#: Languages with a code of two letters (ISO 639-1): those that people speak of; names of fewer letters are never repaired.
_CODE, _SHORTEST = 2, 4


@lru_cache(maxsize=16)
def _names(language: str) -> frozenset[str]:
    """Return the folded names of languages in ``language`` that are one word."""
    if language not in INTERFACE_LANGUAGES:
        return frozenset()
    names = (name for code, name in locale_of(language).languages.items() if len(code) == _CODE)
    return frozenset(folded for name in names if (folded := fold(name)).isalpha() and len(folded) >= _SHORTEST)


def names_tongue(word: str, language: str) -> bool:
    """Say whether the folded ``word`` is the name of a language in ``language``."""
    return word in _names(language)


def names_tongue_somewhere(word: str) -> bool:
    """Say whether the folded ``word`` is the name of a language in any language of the interface."""
    return any(names_tongue(word, language) for language in INTERFACE_LANGUAGES)


#: A letter of the script a language is written in; Latin where none is named.
_LETTERS = {"ar": re.compile(r"[\u0600-\u06ff]"), "uk": re.compile(r"[\u0400-\u04ff]")}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def is_written_in(text: str, language: str) -> bool:
    """Say whether ``text`` holds a letter of the script that ``language`` is written in."""
    return _LETTERS.get(language, _LATIN).search(text) is not None
