"""Large files are read by a second process: the same comes of it, and a reader that is killed changes nothing."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.refusal import Refusal
from parvis.offers.domain import tidying
from parvis.offers.importers import _aside, offers
from parvis.offers.importers._files import TextFile
from parvis.offers.tests.sent import row, table


def here(path):
    """Return what this process reads."""
    return list(offers.Importer().readings(TextFile(path)))


def aside(*paths):
    """Return what the other process reads, the bytes it told and its notes."""
    steps, notes = [], []
    return list(_aside.read_aside(offers.Importer.__module__, list(paths), steps.append, notes)), sum(steps), notes


def test_the_other_process_reads_what_this_one_would(tmp_path):
    path = table(tmp_path / "a.csv", *(row(str(each), company=f"Essai {each}") for each in range(2500)), {"title": "x"})
    read, size, notes = aside(path)
    assert read == here(path)
    assert len(read) == 2501
    assert read[-1].reason
    assert size == path.stat().st_size
    assert notes == []


def test_several_files_are_one_delivery_and_their_notes_come_along(tmp_path):
    first = table(tmp_path / "a.csv", row("1"))
    second = tmp_path / "b.csv"
    second.write_bytes(table(tmp_path / "c.csv", row("2", title="Pâtissière")).read_text("utf-8").encode("cp1252"))
    read, _size, notes = aside(first, second)
    assert [one.reference for one in read] == ["1", "2"]
    assert "Windows-1252" in " ".join(notes)


def test_what_it_refuses_is_refused_here(tmp_path):
    with pytest.raises(Refusal, match="no file"):
        aside(tmp_path / "nowhere.csv")


def test_a_reader_that_is_killed_is_said(tmp_path):
    path = table(tmp_path / "a.csv", *(row(str(each)) for each in range(5000)))
    from multiprocessing import active_children

    readings = _aside.read_aside(offers.Importer.__module__, [path], lambda _steps: None, [])
    next(readings)
    os.kill(active_children()[0].pid, signal.SIGKILL)
    with pytest.raises(Refusal, match="stopped before its end"):
        list(readings)


def test_a_listener_that_leaves_takes_the_reader_with_it(tmp_path):
    path = table(tmp_path / "a.csv", *(row(str(each)) for each in range(5000)))
    from multiprocessing import active_children

    readings = _aside.read_aside(offers.Importer.__module__, [path], lambda _steps: None, [])
    next(readings)
    readings.close()
    assert not active_children()


def test_an_import_of_a_large_file_reads_it_aside(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("parvis.offers.importers._feed.read_aside", lambda *words: asked.append(words) or iter(()))
    monkeypatch.setattr("parvis.offers.importers._feed.LARGE", 10)
    list(offers.Importer()._read([Path("a.csv")], 11, lambda _steps: None, []))
    assert asked[0][0] == offers.Importer.__module__


PIECES = ["a", "-", " ", "\n", "- ", "•", "'", "\t", "\xa0", "é", "e\u0301", "¿"]


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_tidy_lines_at_once_are_as_line_by_line(text):
    lines = (each.strip() if tidying._is_tidy(each) else tidying.clean(each) for each in text.split("\n"))
    marked = (tidying._BULLET.sub("- ", each).rstrip() for each in lines)
    assert (
        tidying._joined(text) == tidying._EMPTY.sub("\n\n", "\n".join(kept for kept in marked if kept != "-")).strip()
    )
