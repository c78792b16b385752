"""From a document to what the index holds of it: counted words first, then index keys field by field."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import tantivy

from parvis.core.documents import Document
from parvis.search.cells import cells_at
from parvis.search.schema import (
    APART,
    CELL,
    CONCEPTS,
    EXACT,
    LATITUDE,
    LONGITUDE,
    ORDINAL,
    OWN_FACETS,
    SINCE,
    UNTIL,
    WORDS,
    index_language,
)
from parvis.search.words.compounds import COMPOUNDING, take_apart
from parvis.search.words.fold import fold, split
from parvis.search.words.lexicon import lexicon
from parvis.search.words.stems import keys
from parvis.search.words.vocabulary import Vocabulary

#: How often a key is written by where it stands: one field then weighs names above text, and a word is one term to ask.
NAME, PHRASE, PART, BODY = 3, 3, 2, 1
#: Longest running text that is indexed, in characters; the rest tells nothing that helps to find.
LONGEST_BODY = 6000


#: A document of which nothing is said: what equals it is not stored.
_EMPTY = vars(Document("", "", "", {}))


@dataclass(frozen=True)
class Texts:
    """The words of a document in one language: each name (the title first), each everyday phrase, the running text."""

    language: str
    names: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[str, ...], ...]
    body: tuple[str, ...]


def texts_of(document: Document) -> Iterator[Texts]:
    """Yield the words of ``document``, language by language."""
    for language in dict.fromkeys(
        (*document.titles, *document.names, *document.words, *document.body, *document.summary)
    ):
        place = index_language(language)
        names = dict.fromkeys((*names_in(document, language),))
        body = f"{document.summary.get(language, '')} {document.body.get(language, '')}"[:LONGEST_BODY]
        yield Texts(
            place,
            tuple(tuple(split(name, place)) for name in names),
            tuple(tuple(split(phrase, place)) for phrase in document.words.get(language, ())),
            tuple(split(body, place)),
        )


def names_in(document: Document, language: str) -> Iterator[str]:
    """Yield what ``document`` is called in ``language``: each gender form of its title, then its other names."""
    for form in document.titles.get(language, "").split(" / "):
        if form:
            yield form
    yield from document.names.get(language, ())


def count(document: Document, vocabularies: Mapping[str, Vocabulary]) -> None:
    """Count the words of ``document`` into the vocabularies of its languages.

    Kinds apart teach no words: a day's offers must not change how a trade is found.
    """
    if document.kind in APART:
        return
    for texts in texts_of(document):
        named = [fold(word) for words in (*texts.names, *texts.phrases) for word in words]
        said = [*named, *(fold(word) for word in texts.body)]
        spoken = (*(word for words in (*texts.names, *texts.phrases) for word in words),)
        found = (key for word in spoken for key in keys(word, texts.language))
        vocabularies[texts.language].add(named, said, found)


def indexed(document: Document, vocabularies: Mapping[str, Vocabulary]) -> tantivy.Document:
    """Return ``document`` as the engine takes it."""
    made = tantivy.Document()
    key = f"{document.kind}:{document.id}"
    made.add_text("key", key)
    made.add_integer(ORDINAL, ordinal(key))
    for field in ("kind", "sector", "country", "isco", "code"):
        if value := getattr(document, field):
            made.add_text(field, value)
    for language in document.languages or tuple(document.titles):
        made.add_text("tongue", language)
    together: dict[str, list[str]] = defaultdict(list)
    for texts in texts_of(document):
        _spread(texts, vocabularies[texts.language], together)
        for name in dict.fromkeys(" ".join(map(fold, words)) for words in (*texts.names, *texts.phrases)):
            made.add_text(f"{EXACT}_{texts.language}", name)
    for field, words in together.items():
        if words:
            made.add_text(field, " ".join(words))
    _bound(document, made)
    made.add_bytes("shown", stored(document))
    return made


def _bound(document: Document, made: tantivy.Document) -> None:
    """Add what filters ask: where the thing is, its own facets, its beginning and its end."""
    if document.latitude is not None and document.longitude is not None:
        made.add_float(LATITUDE, document.latitude)
        made.add_float(LONGITUDE, document.longitude)
        for cell in cells_at(document.latitude, document.longitude):
            made.add_integer(CELL, cell)
    if document.facets:
        made.add_json(OWN_FACETS, {name: list(document.values(name)) for name in document.facets})
    if document.until is not None:
        made.add_integer(UNTIL, int(document.until.timestamp()))
    if document.since is not None:
        made.add_integer(SINCE, int(document.since.timestamp()))


def ordinal(key: str) -> int:
    """Return the number that names the thing of this key: 63 bits of a digest, which never meet by chance."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1


def stored(document: Document) -> bytes:
    """Return ``document`` as the index keeps it to be shown."""
    kept = {name: value for name, value in asdict(document).items() if value != _EMPTY[name]}
    if document.until is not None:
        kept["until"] = document.until.timestamp()
    if document.since is not None:
        kept["since"] = document.since.timestamp()
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _spread(texts: Texts, vocabulary: Vocabulary, together: dict[str, list[str]]) -> None:
    """Add the index keys, the parts of compounds and the concepts of ``texts`` to the fields they belong to, as often as they weigh."""
    language = texts.language
    tied = lexicon(language).concepts
    named = [word for words in texts.names for word in words]
    spoken = [word for words in texts.phrases for word in words]
    field = together[f"{WORDS}_{language}"]
    for words, weight in ((named, NAME), (spoken, PHRASE), (texts.body, BODY)):
        for word in words:
            own = keys(word, language)
            field.extend(own * weight)
            together[CONCEPTS].extend(tied(own) * weight)
    field.extend(_parts((*named, *spoken), language, vocabulary) * PART)


def _parts(words: Iterable[str], language: str, vocabulary: Vocabulary) -> list[str]:
    """Return the index keys of the parts of the compounds among ``words``."""
    if language not in COMPOUNDING:
        return []
    found: list[str] = []
    for word in words:
        for part in apart(fold(word), vocabulary):
            found.extend(keys(part, language))
    return found


def apart(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the parts of the folded ``word``, remembered with the vocabulary."""
    known = vocabulary.parted.get(word)
    if known is None:
        known = vocabulary.parted[word] = take_apart(word, vocabulary.language, vocabulary.named)
    return known


def document_from(shown: bytes) -> Document:
    """Return the document that ``stored`` wrote."""
    kept: dict[str, Any] = json.loads(shown)
    if "languages" in kept:
        kept["languages"] = tuple(kept["languages"])
    for name in ("until", "since"):
        if name in kept:
            kept[name] = datetime.fromtimestamp(kept[name], UTC)
    if "facets" in kept:
        kept["facets"] = {name: _values(value) for name, value in kept["facets"].items()}
    document = object.__new__(Document)
    vars(document).update(
        _EMPTY, **kept
    )  # what Document(**kept) does, in a fifth of the time: ten are shown, a hundred compared
    return document


def _values(value: str | list[str]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(value)
