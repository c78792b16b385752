"""When two records of different feeds are one offer.

They are looked for among offers of the same company, town and kind (``twin_key``). Two are one offer when nothing they say
contradicts (start, language) and

- their titles are the same words once marks of gender, contract and place are off, and their texts are at least ``AKIN`` percent
  alike, or one of them has no text to compare; or
- their titles are at least ``TITLES`` percent alike and their texts at least ``ALIKE`` percent.

Records of one feed are never merged: a sender who writes two means two. A group therefore holds at most one record of each feed.
An offer without a company or without a town is never a duplicate of anything.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from rapidfuzz import fuzz

from parvis.offers.domain.locating import plain_town
from parvis.offers.domain.titles import folded, title_parts

ALIKE, AKIN, TITLES = 90.0, 60.0, 75.0
SHORT = 80  # letters below which a text says too little to compare
COMPARED = 3000  # first letters of a text that are compared
_FORM = re.compile(
    r"\b(?:sa|sas|sasu|sarl|eurl|sci|snc|scop|gmbh|ag|kg|co kg|ohg|ug|ltd|limited|plc|inc|llc|spa|srl|sl|slu|bv|nv|asbl|vzw|lda)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of an offer."""

    title: str
    town: str
    description: str
    starts_on: datetime.date | None
    language: str


@lru_cache(maxsize=65536)
def company_words(company: str) -> str:
    """Return a company's name as it is compared: folded, without its legal form."""
    plain = folded(company)
    return " ".join(_FORM.sub(" ", plain).split()) or plain


def twin_key(company: str, country: str, town: str, kind: str, *, otherwise: str) -> int:
    """Return the number under which duplicates are looked for; ``otherwise`` (unique) where a company or town is not said."""
    who, where = company_words(company), folded(plain_town(town))
    told = f"{who}|{country}|{where}|{kind}" if who and where else otherwise
    return int.from_bytes(blake2b(told.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def are_one(one: Told, other: Told) -> bool:
    """Say whether two offers of one company, town and kind are the same offer."""
    if one.starts_on and other.starts_on and one.starts_on != other.starts_on:
        return False
    if one.language and other.language and one.language != other.language:
        return False
    first, second = title_words(one.title, one.town), title_words(other.title, other.town)
    if first != second and fuzz.token_sort_ratio(first, second) < TITLES:
        return False  # most are told apart here, before the texts are compared, which takes a hundred times as long
    likeness = _likeness(one.description, other.description)
    if first == second:
        return likeness is None or likeness >= AKIN
    return likeness is not None and likeness >= ALIKE


def _likeness(one: str, other: str) -> float | None:
    """Return how alike two texts are, 0…100, also where one is the beginning of the other; None where one is too short."""
    first, second = _letters(one), _letters(other)
    if min(len(first), len(second)) < SHORT:
        return None
    shortest = min(len(first), len(second), COMPARED)
    return fuzz.ratio(first[:shortest], second[:shortest])


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return folded.__wrapped__(text[: COMPARED + 200])


@lru_cache(maxsize=16384)
def title_words(title: str, town: str) -> str:
    """Return the words of a title that tell offers apart, sorted: neither its town nor marks of gender and contract."""
    place = set(folded(plain_town(town)).split())
    words = {word for part in title_parts(title) for word in part if not word.isdigit()}
    return " ".join(sorted(words - place or words))
