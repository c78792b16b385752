"""Names of languages ("arabe", "Deutsch"): people type them, and none is a slip of a trade's word."""

from __future__ import annotations

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
