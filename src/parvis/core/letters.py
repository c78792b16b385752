"""Letters as they are compared: without case, without what stands over or under them, and one for all its variants."""

from __future__ import annotations

import unicodedata

#: Letters that no decomposition of Unicode takes apart, and how they are typed where a keyboard lacks them.
_LATIN = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
#: Variants that are typed for one another: Arabic alif, ya, ta marbuta, hamza and the lengthening stroke; Ukrainian ґ.
_VARIANTS = {"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "ґ": "г"}
_PLAIN = str.maketrans(_LATIN | _VARIANTS)


def bare(text: str) -> str:
    """Return ``text`` casefolded (Unicode) and without combining marks, for sorting and finding names."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    for mark in filter(unicodedata.combining, set(parts)):  # few different ones: so a page of text is quickly done
        parts = parts.replace(mark, "")
    return parts


def plain(text: str) -> str:
    """Return ``text`` as what people type is compared: bare, ligatures taken apart, one letter for all its variants."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", bare(text)).translate(_PLAIN)
