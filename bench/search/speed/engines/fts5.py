"""SQLite FTS5: its own ranking (bm25), the rest of an offer in a plain table; it has no answer to a typo."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bench.search.speed.prepare import Asked, Prepared, rows

from parvis.core.globe import box, distance

TABLES = """
CREATE TABLE offer (number INTEGER PRIMARY KEY, sector TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize="unicode61 remove_diacritics 0", prefix='4 5 6');
"""
TOP = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10"
TOTAL = "SELECT count(*) FROM words WHERE words MATCH ?"
COUNTED = (
    "SELECT sector, count(*) FROM words JOIN offer ON offer.number = words.rowid WHERE words MATCH ? GROUP BY sector"
)
NEAR = "FROM words JOIN offer ON offer.number = words.rowid WHERE words MATCH ? AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND within(latitude, longitude, ?, ?) <= ?"


class Fts5:
    """FTS5 asked through Python's sqlite3."""

    WORKLOADS = ("prefix", "and", "facets", "radius")

    def __init__(self, folder: Path, _address: str) -> None:
        self.connection = sqlite3.connect(f"file:{folder / 'fts5.sqlite3'}?mode=ro", uri=True)
        self.connection.execute("PRAGMA mmap_size=2147483648")
        self.connection.create_function("within", 4, distance, deterministic=True)

    @staticmethod
    def build(folder: Path, _address: str) -> None:
        """Load the rows and merge the index into one."""
        with sqlite3.connect(folder / "fts5.sqlite3") as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
            for row in rows(folder):
                connection.execute(
                    "INSERT INTO offer VALUES (?, ?, ?, ?)", (row.number, row.sector, row.latitude, row.longitude)
                )
                connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row.number, row.text))
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.close()

    def ask(self, workload: str, prepared: Prepared) -> object:
        """Answer one question; return its total where it can be compared."""
        if workload == "prefix":
            return self._top(f"{prepared.typed} *")
        words = written(prepared.asked)
        if workload == "facets":
            return dict(self.connection.execute(COUNTED, (words,)).fetchall())
        near = prepared.question.near
        if near is None:
            return self._top(words)
        south, west, north, east = box(near.latitude, near.longitude, near.km)
        values = (words, south, north, west, east, near.latitude, near.longitude, near.km)
        self.connection.execute(f"SELECT number {NEAR} ORDER BY rank LIMIT 10", values).fetchall()
        return self.connection.execute(f"SELECT count(*) {NEAR}", values).fetchone()[0]

    def _top(self, words: str) -> int:
        self.connection.execute(TOP, (words,)).fetchall()
        total: int = self.connection.execute(TOTAL, (words,)).fetchone()[0]
        return total


def written(asked: Asked) -> str:
    """Return what is asked in FTS5's own language."""
    readings = (" AND ".join(f"({' OR '.join(tokens)})" for tokens in reading) for reading in asked)
    return " OR ".join(f"({reading})" for reading in readings)
