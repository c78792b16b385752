"""The same words for every engine: what Parvis indexes of an offer and asks of a question, as plain tokens.

Parvis keeps a field a language; the peers keep one text, so a token carries its language in front ("frboulang"). All
letters and digits, so that no engine's own cutting changes it. Peers thus get Parvis's stems, synonyms and spelling
for nothing, and the totals must be equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import tantivy

from parvis.core.documents import Document
from parvis.search.analysis import indexed
from parvis.search.schema import CONCEPTS, WORDS
from parvis.search.words.lexicon import MARK
from parvis.search.words.reading import Reading
from parvis.search.words.vocabulary import Vocabulary

#: A question as any engine takes it: met by any reading, of which every word must be met, each by any of its tokens.
Asked = tuple[tuple[tuple[str, ...], ...], ...]


def token(key: str, language: str) -> str:
    """Return the plain token of an index key."""
    if key.startswith(MARK):
        language, key = "xx", key[len(MARK) :]
    return language + "".join(letter if letter.isalnum() else "0" for letter in key)


def text_of(document: tantivy.Document, language: str) -> str:
    """Return all tokens of what Parvis indexes of an offer, as one text."""
    fields = document.to_dict()
    kept: list[str] = []
    for field in (f"{WORDS}_{language}", CONCEPTS):
        for text in fields.get(field, ()):
            kept += [token(key, language) for key in text.split()]
    return " ".join(kept)


def analysed(document: Document, vocabularies: Mapping[str, Vocabulary]) -> str:
    """Return the tokens of an offer."""
    return text_of(indexed(document, vocabularies), document.languages[0])


def asked(readings: Sequence[Reading]) -> Asked:
    """Return what must be met, as the engine layer asks it: words that tell little are optional and left out."""
    return tuple(_reading(reading) for reading in readings if reading.words)


def _reading(reading: Reading) -> tuple[tuple[str, ...], ...]:
    heavy = max(word.weight for word in reading.words) * 0.3
    return tuple(_tokens(word.keys, reading.language) for word in reading.words if word.weight >= heavy)


def _tokens(keys: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token(key, language) for key in keys))
