"""The shape of the index: per language a field for all words and one for whole exact names; concepts stand for all languages."""

from __future__ import annotations

from functools import lru_cache

import tantivy

from parvis.core.languages import INTERFACE_LANGUAGES

#: Raised when what is written changes: an index of another version is built anew.
VERSION = 6

#: Languages with fields of their own; texts in any other go, unstemmed, to ``xx``.
OTHER = "xx"
LANGUAGES: tuple[str, ...] = (*INTERFACE_LANGUAGES, OTHER)

#: Field name prefixes: all words (each key as often as it weighs, see ``analysis``), whole exact names.
WORDS, EXACT = "w", "x"
CONCEPTS = "concepts"

#: Kinds that may be a million and go within days: shown when asked for, never among all the others, and they teach no words.
APART = ("offer",)

#: What of every kind can be filtered by and counted; and the field under which each document's own facets stand.
FACETS = ("kind", "sector", "country", "tongue")
OWN_FACETS = "facets"
#: Where a thing is, and the cells of the globe it stands in (search/cells.py).
LATITUDE, LONGITUDE, CELL = "latitude", "longitude", "cell"
#: Seconds since 1970 from which a thing is no longer shown, and from which it is; and a number that names a thing (a digest of its key).
UNTIL, SINCE, ORDINAL = "until", "since", "ordinal"


def index_language(language: str) -> str:
    """Return the language whose fields hold texts in ``language``."""
    return language if language in INTERFACE_LANGUAGES else OTHER


def facet_field(name: str) -> str:
    """Return the field of a facet: one of all kinds, or one of the documents' own."""
    return name if name in FACETS else f"{OWN_FACETS}.{name}"


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """Return the schema; every text comes already cut into index keys, so the engine only splits at spaces."""
    builder = tantivy.SchemaBuilder()
    for name in ("key", *FACETS, "isco", "code"):
        builder.add_text_field(
            name, stored=name == "key", fast=name in FACETS, tokenizer_name="raw", index_option="basic"
        )
    for language in LANGUAGES:
        builder.add_text_field(f"{WORDS}_{language}", tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(f"{EXACT}_{language}", tokenizer_name="raw", index_option="basic")
    builder.add_text_field(CONCEPTS, tokenizer_name="whitespace", index_option="freq")
    builder.add_json_field(OWN_FACETS, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_float_field(LATITUDE, fast=True)
    builder.add_float_field(LONGITUDE, fast=True)
    builder.add_integer_field(CELL, indexed=True)
    builder.add_integer_field(ORDINAL, fast=True, indexed=True)
    builder.add_integer_field(UNTIL, fast=True, indexed=True)
    builder.add_integer_field(SINCE, fast=True, indexed=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def ended(now: float) -> tantivy.Query:
    """Return the query that things past their ``until`` meet at ``now``, in seconds since 1970."""
    return tantivy.Query.range_query(
        schema(), UNTIL, tantivy.FieldType.Integer, None, int(now), use_inverted_index=True
    )


def to_come(now: float) -> tantivy.Query:
    """Return the query that things before their ``since`` meet at ``now``, in seconds since 1970."""
    return tantivy.Query.range_query(
        schema(), SINCE, tantivy.FieldType.Integer, int(now) + 1, None, use_inverted_index=True
    )
