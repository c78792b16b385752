"""A gentle look at a note before it is sent: mail addresses, telephone numbers, links, dates of birth, and what looks like a name.

It only warns, on a page that shows what it saw; the visitor decides. It knows words that introduce a name in the languages of the
interface, two words with capitals within a sentence, and a signature at the end. It misses names and takes others for one, and says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parvis.answers.enums import Seen

#: Findings shown of one note: more help nobody.
MOST = 8

_MAIL = re.compile(r"[\w.+'-]{1,64}(?:@|\s?[(\[]at[)\]]\s?)[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}", re.IGNORECASE)
_LINK = re.compile(r"https?://\S{3,200}|www\.\S{3,200}|(?<![\w@.])@[a-zA-Z][\w.]{2,30}|\bt\.me/\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/.,])(?:\+|00)?\(?\d(?:[\s.()/-]{0,2}\d){7,14}(?![\w/])")
_DATE = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")

#: Words before a name, by language; what follows them is shown as perhaps a name.
_INTRODUCED = (
    r"my name(?: is|'s|’s)",
    r"(?:i am|i'm|i’m) called",
    r"je m['’]appelle",
    r"mon (?:nom|prénom) (?:est|c['’]est)",
    r"ich hei(?:ß|ss)e",
    r"mein name ist",
    r"mi chiamo",
    r"il mio nome è",
    r"me llamo",
    r"mi nombre es",
    r"chamo-me",
    r"(?:o )?meu nome é",
    r"ik heet",
    r"mijn naam is",
    r"em dic",
    r"el meu nom és",
    r"اسمي",
    r"إسمي",
    r"أنا أدعى",
    r"мене звати",
    r"моє ім['’ʼ]я",
)
_AFTER = re.compile(rf"(?<!\w)(?:{'|'.join(_INTRODUCED)})\s+(\w[\w'’-]*(?:\s+\w[\w'’-]*)?)", re.IGNORECASE)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚА-ЯЁЂІЇЄҐ][^\W\d_]+"
_PAIR = re.compile(rf"(?<=[\w,;] )({_CAPITAL}(?:[ -]{_CAPITAL}){{1,2}})(?![\w])")
_SIGNED = re.compile(rf"\n\s*[-–—]?\s*({_CAPITAL}(?:[ -]{_CAPITAL}){{0,2}})\s*[.!]?\s*$")
_NO_NAMES_FILE = Path(__file__).resolve().parent.parent / "words" / "no_names.txt"
#: Where every noun has a capital, two of them are no sign of a name.
_NOUNS_WITH_CAPITALS = "de"


@dataclass(frozen=True, repr=False)
class Found:
    """Something seen in a note, and the words it was seen in."""

    kind: Seen
    words: str


def look_over(texts: Iterable[str], language: str) -> list[Found]:
    """Return what in ``texts`` could tell who wrote them, each once, in their order; ``language`` is that of the page."""
    found: dict[tuple[Seen, str], Found] = {}
    for text in texts:
        for each in _seen(_plain(text), language):
            found.setdefault((each.kind, each.words.casefold()), each)
    return list(found.values())[:MOST]


def _plain(text: str) -> str:
    """Return ``text`` with digits of every script as 0…9 and compatible letters as one."""
    told = unicodedata.normalize("NFKC", text.replace("\r\n", "\n"))
    return "".join(str(unicodedata.digit(sign, None) or 0) if sign.isdigit() else sign for sign in told)


def _seen(text: str, language: str) -> Iterator[Found]:
    for kind, pattern in ((Seen.MAIL, _MAIL), (Seen.LINK, _LINK), (Seen.BIRTH, _DATE), (Seen.PHONE, _PHONE)):
        for match in pattern.finditer(text):
            yield Found(kind, match[0].strip())
        text = pattern.sub(" … ", text)
    for match in _AFTER.finditer(text):
        yield Found(Seen.NAME, match[0].strip())
    if language != _NOUNS_WITH_CAPITALS:
        yield from _names(text, _PAIR)
    yield from _names(text, _SIGNED)


def _names(text: str, pattern: re.Pattern[str]) -> Iterator[Found]:
    for match in pattern.finditer(text):
        words = re.split(r"[ -]", match[1])
        if not any(word in _no_names() or word.isupper() for word in words):
            yield Found(Seen.NAME, match[1])


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    """Return words with a capital that are no part of a name."""
    lines = _NO_NAMES_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
