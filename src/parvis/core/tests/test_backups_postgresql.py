"""PostgreSQL's part of a backup, on the tests' own database: it comes back as it was, or what is there stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from parvis.core.domain.backups import folder, postgresql
from parvis.core.domain.revisions import raise_revision, revision_of
from parvis.core.refusal import Refusal

pytestmark = [
    pytest.mark.skipif(settings.SQLITE_FILE is not None, reason="the run on PostgreSQL does this one"),
    pytest.mark.django_db(transaction=True),
]


def raised(room: str) -> None:
    with transaction.atomic():
        raise_revision(room)


def copied(tmp_path: Path) -> tuple[Path, dict[str, int]]:
    dump = tmp_path / postgresql.NAME
    with postgresql.copied() as data:
        folder.write(dump, data.chunks)
        assert data.migrations["core"][0] == "0001_initial"
        return dump, dict(data.rows)


def test_a_database_comes_back_and_only_whole(tmp_path: Path) -> None:
    raised("before")
    dump, rows = copied(tmp_path)
    raised("after")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE core_later (id bigint REFERENCES core_importreport)")

    def fails() -> None:
        assert revision_of("after") == (0, 0), "the backup was not there when it was to be finished"
        raise Refusal

    (tmp_path / "torn").mkdir()
    cut = tmp_path / "torn" / postgresql.NAME
    cut.write_bytes(dump.read_bytes()[:-2000])
    with pytest.raises(Refusal, match="cannot be read"):
        postgresql.bring_back(cut, rows, lambda: None)
    assert revision_of("after") == (1, 0)
    with pytest.raises(Refusal):
        postgresql.bring_back(dump, rows, fails)
    assert not (tmp_path / postgresql.BEFORE).exists()
    assert revision_of("after") == (1, 0), "what was there did not come back"

    postgresql.bring_back(dump, rows, lambda: None)
    assert (revision_of("before"), revision_of("after")) == ((1, 0), (0, 0))
    assert "core_later" not in connection.introspection.table_names()


def test_what_cannot_come_back_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raised("before")
    dump, rows = copied(tmp_path)
    raised("after")
    load = postgresql._load

    def fails() -> None:
        monkeypatch.setattr(postgresql, "_program", lambda _name: "false")  # from now on nothing can be written
        message = "The disk is full."
        raise Refusal(message)

    with pytest.raises(Refusal, match=r"disk is full\. The database of before could not be put back"):
        postgresql.bring_back(dump, rows, fails)
    monkeypatch.undo()
    kept = tmp_path / postgresql.BEFORE
    assert revision_of("after") == (0, 0)
    load(kept, rows)
    assert revision_of("after") == (1, 0)


def test_tables_of_another_program_are_left_alone(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE library_book (title text)")
        cursor.execute("INSERT INTO library_book VALUES ('Ulysses')")
        try:
            dump, rows = copied(tmp_path)
            assert "library_book" not in rows
            postgresql.bring_back(dump, rows, lambda: None)
            with connection.cursor() as again:
                again.execute("SELECT title FROM library_book")
                assert again.fetchall() == [("Ulysses",)]
        finally:
            with connection.cursor() as last:
                last.execute("DROP TABLE library_book")


def test_missing_programs_are_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="postgresql-client"):
        copied(tmp_path)
