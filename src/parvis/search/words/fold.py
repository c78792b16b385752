"""Folding: one spelling for capitals, accents, ligatures, apostrophes and the ways a gender is added in writing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from parvis.core.letters import plain

#: No word of any language we hold is longer; what is longer is noise and is cut off.
LONGEST = 60

_GENDER_MARK = re.compile(
    r"(?<=\w{3})(?:[*:_·•/]-?|-)(?:in|innen|e|es|ne|nes|le|les|ère|ères|ere|euse|euses|rice|trice|trices|esse|a|as|os|o|ra|ras)\b"
    r"|(?<=\w{3})\((?:in|innen|e|es|ne|s|a|as|o|os|ère|euse|trice|er|m/w/d|m/f|h/f)\)"
    r"|\((?:m/w/d|m/v|h/f|f/h|m/f|f/m)\)|\b(?:h/f|f/h|m/w/d|m/v/x)\b",
    re.IGNORECASE,
)
_ELISION = re.compile(
    r"\b(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quelqu|dell|all|nell|sull|dall|un|quest)['’ʼ`´](?=\w)", re.IGNORECASE
)
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
#: What stands over or under a letter and has no letter of its own: vowel signs and the doubling of Arabic, stress marks.
_SIGN = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed]")
_WORD = re.compile(r"[^\W_]+")


def fold_typed(word: str) -> str:
    """Return ``word`` in lower case without accents or ligatures; Arabic vowel signs and letter variants go too.

    For what a visitor typed: nothing of it stays in memory.
    """
    return plain(word)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return what ``fold_typed`` does, and remember it: for the words of the index, which are public."""
    return fold_typed(word)


def split(text: str, language: str) -> list[str]:
    """Return the words of ``text`` in lower case with their accents, without elided articles and marks of gender."""
    text = _SIGN.sub("", unicodedata.normalize("NFKC", text).lower())
    text = _GENDER_MARK.sub("", text)
    if language in {"fr", "it", "ca"}:
        text = _ELISION.sub("", text)
    text = _INNER_APOSTROPHE.sub("" if language in {"en", "uk"} else " ", text)
    return [word[:LONGEST] for word in _WORD.findall(text)]


def fold_all(text: str, language: str) -> str:
    """Return ``text``, typed by a visitor, as one line of folded words."""
    return " ".join(fold_typed(word) for word in split(text, language))
