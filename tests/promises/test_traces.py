"""The canary's nose, tried on toy files before it is trusted: every disguise planted is found, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

from .traces import CHUNK, Marked, disguises, dump, files, search

MARKED = Marked("toyfile")
WORD = MARKED.values["query in other letters"]


@pytest.mark.parametrize("name", sorted(MARKED.values))
def test_every_disguise_of_every_value_is_found(tmp_path: Path, name: str) -> None:
    value = MARKED.values[name]
    for text in disguises(value):
        (tmp_path / "toy").write_bytes(os.urandom(50) + text + os.urandom(50))
        assert search({name: value}, files(tmp_path)), text


@pytest.mark.parametrize(
    "plant",
    [
        lambda value: value.encode(),
        lambda value: value.encode("utf-16-be"),
        lambda value: b"\0" + value.encode("utf-16-le"),
        lambda value: base64.b64encode(b"a visitor: " + value.encode() + b" came"),
        lambda value: base64.b64encode(b"visitor: " + value.encode() + b" came"),
        lambda value: base64.b64encode(b"isitor: " + value.encode() + b" came"),
        lambda value: hashlib.sha256(value.encode()).hexdigest()[:16].encode(),
        lambda value: hashlib.md5(value.encode(), usedforsecurity=False).digest(),
        lambda value: repr(value.encode()).encode(),
        lambda value: ascii(value).encode(),
    ],
)
@pytest.mark.parametrize("name", ["address", "query word", "browser"])
def test_what_code_really_writes_is_found(tmp_path: Path, name: str, plant: object) -> None:
    (tmp_path / "toy").write_bytes(plant(MARKED.values[name]))  # type: ignore[operator]
    assert search(MARKED.values, files(tmp_path))


def test_clean_bytes_are_clean(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(os.urandom(1 << 20))
    (tmp_path / "words").write_text("boulanger / boulangère 127.0.0.1 Mozilla/5.0 zqword")
    assert search(MARKED.values, files(tmp_path)) == []


def test_nothing_hides_on_the_border_of_a_block(tmp_path: Path) -> None:
    half = WORD.encode()
    (tmp_path / "big").write_bytes(b"." * (CHUNK - len(half) // 2) + half + b"." * 10)
    assert search({"word": WORD}, files(tmp_path))


def test_a_file_named_after_a_visitor_is_found(tmp_path: Path) -> None:
    (tmp_path / MARKED.values["notebook code"]).touch()
    assert search(MARKED.values, list(files(tmp_path)))


def test_a_row_broken_over_pages_is_found_in_the_dump(tmp_path: Path) -> None:
    database = tmp_path / "toy.sqlite3"
    connection = sqlite3.connect(database)
    connection.execute("create table kept (text)")
    connection.execute("insert into kept values (?)", ("x" * 5000 + WORD + "y" * 5000,))
    connection.commit()
    connection.close()
    assert WORD in dump(database)
