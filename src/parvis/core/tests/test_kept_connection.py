"""SQLite's connection is kept between pages, but not to a file that is gone, nor after an error; its log is emptied."""

import sqlite3

import pytest
from django.conf import settings
from django.db import ConnectionHandler, OperationalError

from parvis.core.domain import write_log

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.SQLITE_FILE is None, reason="PostgreSQL has a server that looks after this"),
]


def make(path, word):
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE said (word TEXT)")
        made.execute("INSERT INTO said VALUES (?)", (word,))
    made.close()


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Return a connection as a worker's thread has it, to a database in a file."""
    path = tmp_path / "own.sqlite3"
    make(path, "first")
    monkeypatch.setattr(settings, "SQLITE_FILE", path)
    handler = ConnectionHandler({"default": {**settings.DATABASES["default"], "NAME": f"{path.as_uri()}?mode=rw"}})
    connection = handler["default"]
    connection.path = path
    yield connection
    connection.close()


def page(connection):
    """Ask once, as a request does: look at the connection before, and again after."""
    connection.close_if_unusable_or_obsolete()
    try:
        with connection.cursor() as cursor:
            return cursor.execute("SELECT word FROM said").fetchone()[0]
    finally:
        connection.close_if_unusable_or_obsolete()


def test_pages_share_one_connection(kept):
    assert page(kept) == "first"
    before = kept.connection
    assert page(kept) == "first"
    assert kept.connection is before is not None


def test_a_file_put_in_its_place_is_read_at_once(kept, tmp_path):
    assert page(kept) == "first"
    make(tmp_path / "new.sqlite3", "second")
    (tmp_path / "new.sqlite3").rename(kept.path)
    assert page(kept) == "second"


def test_a_file_that_is_gone_is_missed_and_found_again(kept, tmp_path):
    assert page(kept) == "first"
    kept.path.rename(tmp_path / "away")
    with pytest.raises(OperationalError):
        page(kept)
    (tmp_path / "away").rename(kept.path)
    assert page(kept) == "first"


def test_after_an_error_the_connection_is_a_new_one(kept):
    assert page(kept) == "first"
    before = kept.connection
    with pytest.raises(OperationalError), kept.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert page(kept) == "first"
    assert kept.connection is not before


def test_the_log_is_emptied_once_nobody_reads(kept, monkeypatch):
    monkeypatch.setattr(write_log, "connection", kept)
    log = kept.path.with_name("own.sqlite3-wal")
    with kept.cursor() as cursor:
        cursor.execute("UPDATE said SET word = 'changed'")
    assert b"changed" in log.read_bytes()
    with sqlite3.connect(kept.path) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT word FROM said").fetchone() == ("changed",)
        with kept.cursor() as cursor:
            cursor.execute("UPDATE said SET word = 'again'")
        write_log.empty_log()
        assert log.stat().st_size, "somebody reads: it is left for the next time, and nobody waits"
        reader.execute("COMMIT")
    reader.close()
    write_log.empty_log()
    assert not log.stat().st_size
    assert page(kept) == "again"
    with kept.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 5000
