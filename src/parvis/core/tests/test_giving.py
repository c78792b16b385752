"""What is given out again, and small facts of the core that every room leans on."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import transaction

from parvis.core.domain.exporters import exporters
from parvis.core.domain.revisions import raise_revision, revision_of
from parvis.core.languages import locale_of
from parvis.core.models import ImportReport, Revision
from parvis.core.navigation import doors


class _Lines:
    help = "Give out three lines."

    def lines(self):
        yield from ("one", "deux", "три")


def test_every_room_with_an_exporter_is_found_in_order_of_names():
    found = exporters()
    assert "network" in found
    assert list(found) == sorted(found)
    assert all(exporter.help for exporter in found.values())


def test_an_export_goes_to_the_terminal_or_whole_into_a_file(monkeypatch, tmp_path):
    monkeypatch.setattr("parvis.core.management.commands.export.exporters", lambda: {"lines": _Lines()})
    out = io.StringIO()
    call_command("export", "lines", stdout=out)
    assert out.getvalue().split() == ["one", "deux", "три"]
    told = io.StringIO()
    call_command("export", "lines", str(tmp_path / "made.txt"), stderr=told)
    assert (tmp_path / "made.txt").read_text(encoding="utf-8") == "one\ndeux\nтри\n"
    assert [path.name for path in tmp_path.iterdir()] == ["made.txt"]
    assert "made.txt is written" in told.getvalue()


def test_an_export_that_fails_leaves_the_old_file(monkeypatch, tmp_path):
    class Broken(_Lines):
        def lines(self):
            yield "one"
            raise OSError

    monkeypatch.setattr("parvis.core.management.commands.export.exporters", lambda: {"lines": Broken()})
    (tmp_path / "made.txt").write_text("before")
    with pytest.raises(OSError):
        call_command("export", "lines", str(tmp_path / "made.txt"))
    assert (tmp_path / "made.txt").read_text() == "before"


@pytest.mark.django_db(transaction=True)
def test_a_revision_is_raised_only_inside_a_transaction():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        raise_revision("room")
    with transaction.atomic():
        assert raise_revision("room") == 1
        assert raise_revision("room", removed=True) == 2
    assert revision_of("room") == (2, 2)
    assert revision_of("another") == (0, 0)


@pytest.mark.parametrize(("language", "locale"), [("fr", "fr"), ("en", "en_GB"), ("tlh", "en"), ("!", "en")])
def test_an_unknown_language_is_written_as_english(language, locale):
    assert str(locale_of(language)) == locale


def test_a_door_to_a_page_that_is_not_there_is_left_out():
    shown = list(doors((("network:houses", "Houses", "house"), ("nowhere:page", "None", "x")), "/en/houses/lyon/"))
    assert [(door.words, door.is_current) for door in shown] == [("Houses", True)]


def test_rows_say_what_they_are():
    report = ImportReport(importer="esco", started_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC), state="done")
    assert str(report) == "esco 2026-11-23 09:30 done"
    assert str(Revision(room="network", number=3)) == "network 3"
