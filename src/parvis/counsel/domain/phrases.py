"""Phrases: words of a public list that are the only way to a thread, or to a desk's key.

Two lists are never mixed in one phrase. What is kept or calculated with is the normalised words, so that the language in which a
phrase is typed back need not be known. The last word is a check, so that a slip is told from a phrase that is not there.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz import process

from parvis.core.domain.keys import mark_under
from parvis.core.domain.unsaid import Unsaid
from parvis.core.languages import INTERFACE_LANGUAGES, fallback_order
from parvis.core.letters import plain
from parvis.core.refusal import Refusal
from parvis.counsel.domain.normal import normal

FOLDER = Path(__file__).resolve().parent.parent / "phrases"
#: Words of at least ten bits each: three find the row (30 bits), six open it (60 bits), one is the check.
LOCATING, SECRET, CHECK = 3, 6, 1
LENGTH = LOCATING + SECRET + CHECK
#: Words of an officer: six open (60 bits), one is the check.
OFFICERS = SECRET + CHECK
LEAST, MOST = 1 << 10, 1 << 12
#: What nobody types as ten words.
LONGEST_TYPED = 600
_APOSTROPHES = re.compile("['’ʼ‘`´′\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LETTERS = re.compile(r"[^\W\d_]+")


class Misspelt(Refusal):
    """A word stands in no list: what was typed can be shown again to be mended. What stands in a list may be somebody’s phrase."""


class Phrase(Unsaid):
    """Words that open something. ``reveal`` is for the one page or paper of whoever it belongs to."""

    __slots__ = ("__words", "language")

    def __init__(self, words: Sequence[str], language: str) -> None:
        self.__words = tuple(words)
        self.language = language

    def reveal(self) -> tuple[str, ...]:
        """Return the words as people read them."""
        return self.__words

    def bare(self) -> tuple[str, ...]:
        """Return the words that count, normalised, without the check."""
        return tuple(normal(word) for word in self.__words[:-CHECK])

    def locator(self) -> str:
        """Return what the table holds to find the thread: a keyed fingerprint of the words that locate."""
        return mark_under("parvis.counsel.locator", " ".join(self.bare()[:LOCATING]).encode())

    def secret(self) -> bytes:
        """Return what opens, for Argon2id: every word of it, also those that locate."""
        return " ".join(self.bare()).encode()

    def __eq__(self, other: object) -> bool:
        return hmac.compare_digest(self.secret(), other.secret()) if isinstance(other, Phrase) else NotImplemented

    def __hash__(self) -> int:
        return hash((Phrase, self.secret()))


@dataclass(frozen=True)
class WordList:
    """A list of one language: its words as people read them, by their normalised form."""

    language: str
    words: tuple[str, ...]
    by_normal: Mapping[str, int]

    @property
    def bits(self) -> float:
        """Return how many bits a word chosen from the list carries."""
        return math.log2(len(self.words))

    def check_word(self, normal_words: Sequence[str]) -> str:
        """Return the check of words: any one wrong word, and any two that changed places, are seen but for one time in a thousand."""
        digest = hashlib.sha256(" ".join(normal_words).encode()).digest()
        return self.words[int.from_bytes(digest[:16], "big") % len(self.words)]

    def split(self, letters: str) -> list[str] | None:
        """Return the words that run together in ``letters``; None when it is not made of whole words. No word begins another."""
        found, start = [], 0
        while start < len(letters):
            word = next((end for end in range(start + 2, start + 25) if letters[start:end] in self.by_normal), None)
            if word is None:
                return None
            found.append(letters[start:word])
            start = word
        return found


def _tokens(text: str) -> list[str]:
    """Return the runs of letters in ``text``, normalised: numbers, dashes and spaces only part them, apostrophes do not."""
    return [
        normal(token) for token in _LETTERS.findall(plain(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))))
    ]


def word_list(language: str) -> WordList | None:
    """Return the list of ``language``, None when there is none."""
    return _read(FOLDER, language)


@lru_cache(maxsize=64)
def _read(folder: Path, language: str) -> WordList | None:
    path = folder / f"{language}.txt"
    if language not in INTERFACE_LANGUAGES or not path.is_file():
        return None
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    words = tuple(unicodedata.normalize("NFC", line) for line in lines if line and not line.startswith("#"))
    by_normal = {normal(word): place for place, word in enumerate(words)}
    if not LEAST <= len(words) <= MOST or len(by_normal) != len(words):
        message = f"{path.name} has {len(by_normal)} different words; a list has {LEAST} to {MOST}"
        raise ValueError(message)
    return WordList(language, words, by_normal)


def list_for(language: str) -> WordList:
    """Return the list of ``language``, or the nearest there is."""
    found = next((each for name in fallback_order(language) if (each := word_list(name)) is not None), None)
    if found is None:
        raise Refusal(_("There are no word lists on this site."))
    return found


def make_phrase(language: str, length: int = LENGTH) -> Phrase:
    """Return a new phrase of ``length`` words of the language's list, the last one its check."""
    words = list_for(language)
    chosen = [secrets.choice(words.words) for _each in range(length - CHECK)]
    check = words.check_word([normal(word) for word in chosen])
    return Phrase([*chosen, check], words.language)


def read_phrase(typed: str, language: str, length: int = LENGTH) -> Phrase:
    """Return the phrase that somebody typed, in whichever list it is whole; refuse with what is wrong, said from the lists alone."""
    tokens = _tokens(typed[:LONGEST_TYPED])
    if not tokens:
        raise Refusal(_("Please type your words."))
    order = dict.fromkeys((language, *INTERFACE_LANGUAGES))
    lists = [each for name in order if (each := word_list(name)) is not None]
    readings = [(each, found) for each in lists if (found := _words_in(each, tokens)) is not None]
    whole = [(each, found) for each, found in readings if len(found) == length]
    for each, found in whole:
        phrase = Phrase([each.words[each.by_normal[word]] for word in found], each.language)
        if normal(each.check_word(phrase.bare())) == found[-1]:
            return phrase
    refusal = Refusal if readings or not lists else Misspelt
    raise refusal(_wrong(tokens, lists, readings, whole, length))


def _words_in(words: WordList, tokens: list[str]) -> list[str] | None:
    if all(token in words.by_normal for token in tokens):
        return tokens
    return words.split("".join(tokens))


def _wrong(
    tokens: list[str],
    lists: list[WordList],
    readings: list[tuple[WordList, list[str]]],
    whole: list[tuple[WordList, list[str]]],
    length: int,
) -> str:
    """Say what is wrong with what was typed. It depends on the public lists alone, never on what is kept here."""
    if whole:
        return _("One word is wrong, or two have changed places. Compare each word with your paper.")
    if readings:
        number = len(readings[0][1])
        return ngettext(
            "You typed %(number)d word. There must be %(length)d.",
            "You typed %(number)d words. There must be %(length)d.",
            number,
        ) % {"number": number, "length": length}
    if not lists:
        return _("There are no word lists on this site.")
    nearest = max(lists, key=lambda each: sum(token in each.by_normal for token in tokens))
    strange = [token for token in tokens if token not in nearest.by_normal]
    return " ".join(_not_there(token[:30], nearest) for token in strange[:length])


def _not_there(token: str, words: WordList) -> str:
    near = process.extract(token, list(words.by_normal), limit=2, score_cutoff=70)
    if not near:
        return _("“%(word)s” is not in our list.") % {"word": token}
    meant = " / ".join(words.words[words.by_normal[found]] for found, _score, _place in near)
    return _("“%(word)s” is not in our list. Did you mean: %(meant)s?") % {"word": token, "meant": meant}
