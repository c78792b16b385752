"""The peers of part A, each over the same trades, each asked the plain way its manual shows, language by language."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import psycopg
import tantivy
from bench.search.relevance.judged import LANGUAGES
from psycopg import sql
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from parvis.search.words.fold import split

Trade = Mapping[str, Any]
Ask = Callable[[str, str], list[str]]

NAMES = {"en": "english", "fr": "french", "de": "german", "es": "spanish", "nl": "dutch", "pt": "portuguese"}


def text_of(trade: Trade, language: str, *, everyday: bool) -> str:
    """Return all that a trade says in a language: label, other names, description; with its everyday words or without."""
    parts = [trade["titles"].get(language, ""), *trade["names"].get(language, ()), trade["body"].get(language, "")]
    if everyday:
        parts += [*trade["words"].get(language, ()), trade["summary"].get(language, "")]
    return "\n".join(part for part in parts if part)


def bm25(trades: Sequence[Trade], *, everyday: bool) -> Ask:
    """Return tantivy's BM25: one field a language, its own tokenizer, stop-word-free, stemmed by its own stemmer."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    for language in LANGUAGES:
        builder.add_text_field(f"text_{language}", tokenizer_name=f"stem_{language}")
    schema = builder.build()
    index = tantivy.Index(schema)
    for language in LANGUAGES:
        analyzer = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.remove_long(40))
        index.register_tokenizer(f"stem_{language}", analyzer.filter(Filter.stemmer(NAMES[language])).build())
    writer = index.writer(50_000_000, 1)
    for number, trade in enumerate(trades):
        made = tantivy.Document()
        made.add_unsigned("number", number)
        for language in LANGUAGES:
            made.add_text(f"text_{language}", text_of(trade, language, everyday=everyday))
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(q: str, language: str) -> list[str]:
        words = split(q, language)
        if not words:
            return []
        query, _ = index.parse_query_lenient(" ".join(words), [f"text_{language}"])
        return [
            trades[searcher.doc(place).get_first("number")]["uri"] for _, place in searcher.search(query, limit=10).hits
        ]

    return ask


def full_text(trades: Sequence[Trade], address: str) -> Ask:
    """Return PostgreSQL's full text search: a configuration a language, any word met, ranked by ts_rank_cd."""
    connection = psycopg.connect(address, autocommit=True)
    connection.execute("DROP TABLE IF EXISTS trade")
    connection.execute("CREATE TABLE trade (uri text, language text, words tsvector)")
    for language in LANGUAGES:
        fill = sql.SQL("INSERT INTO trade VALUES (%s, %s, to_tsvector({}, %s))").format(sql.Literal(NAMES[language]))
        with connection.cursor() as cursor:
            cursor.executemany(
                fill, [(trade["uri"], language, text_of(trade, language, everyday=True)) for trade in trades]
            )
    connection.execute("CREATE INDEX ON trade USING gin (words)")
    connection.execute("ANALYZE trade")

    def ask(q: str, language: str) -> list[str]:
        either = " or ".join(split(q, language))
        found = connection.execute(
            "SELECT uri FROM trade, websearch_to_tsquery(%s::regconfig, %s) AS asked "
            "WHERE language = %s AND words @@ asked ORDER BY ts_rank_cd(words, asked, 1) DESC, uri LIMIT 10",
            (NAMES[language], either, language),
        )
        return [uri for (uri,) in found]

    return ask


def fts5(trades: Sequence[Trade]) -> Ask:
    """Return SQLite's FTS5: a table a language, accents folded, no stems, any word met, its own bm25."""
    connection = sqlite3.connect(":memory:")
    for language in LANGUAGES:
        connection.execute(
            f"CREATE VIRTUAL TABLE words_{language} USING fts5(text, tokenize='unicode61 remove_diacritics 2')"
        )
        rows = [(number, text_of(trade, language, everyday=True)) for number, trade in enumerate(trades)]
        connection.executemany(f"INSERT INTO words_{language} (rowid, text) VALUES (?, ?)", rows)

    def ask(q: str, language: str) -> list[str]:
        either = " OR ".join(f'"{word}"' for word in split(q, language))
        if not either:
            return []
        found = connection.execute(
            f"SELECT rowid FROM words_{language} WHERE words_{language} MATCH ? ORDER BY rank LIMIT 10", (either,)
        )
        return [trades[number]["uri"] for (number,) in found]

    return ask
