from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.db import IntegrityError

from parvis.core.domain.importers import importers
from parvis.core.domain.reports import COUNTED, REFUSALS_KEPT, Ack, acknowledged, stage
from parvis.core.management.acknowledge import Bars, show_report
from parvis.core.models import ImportReport, Revision
from parvis.core.refusal import Refusal

pytestmark = pytest.mark.django_db


def _write(ack: Ack) -> None:
    ack.count("things", "read", 2)
    ack.count("things", "created")
    ack.refuse("things", "a.csv", 3, "it is odd")
    Revision.objects.create(room="made")


def test_a_report_is_kept_with_all_counts():
    report = acknowledged(Ack("x", version="1"), _write)
    kept = ImportReport.objects.get(pk=report.pk)
    assert kept.counts == {"things": {**dict.fromkeys(COUNTED, 0), "read": 2, "created": 1, "refused": 1}}
    assert kept.refusals == [{"file": "a.csv", "line": 3, "reason": "it is odd"}]
    assert kept.sentence == "2 read, 1 created, 0 changed, 0 unchanged, 0 retired, 1 refused."
    assert Revision.objects.filter(room="made").exists()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Refusal("No such thing."), "No such thing."),
        (IntegrityError("twice"), "The database refused: twice."),
        (KeyboardInterrupt(), "Interrupted."),
    ],
)
def test_whatever_goes_wrong_nothing_lands_and_a_sentence_is_kept(error, sentence):
    def work(ack: Ack) -> None:
        _write(ack)
        raise error

    report = acknowledged(Ack("x"), work)
    assert (report.state, report.sentence) == ("failed", sentence)
    assert ImportReport.objects.get().state == "failed"
    assert not Revision.objects.filter(room="made").exists()


def test_a_fault_of_ours_is_not_hidden():
    def work(_ack: Ack) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        acknowledged(Ack("x"), work)


def test_a_dry_run_is_taken_back_and_not_kept():
    report = acknowledged(Ack("x"), _write, dry_run=True)
    assert report.counts["things"]["created"] == 1
    assert not ImportReport.objects.exists()
    assert not Revision.objects.filter(room="made").exists()


def test_refusals_are_counted_all_and_kept_up_to_a_bound():
    ack = Ack("x")
    for line in range(REFUSALS_KEPT + 5):
        ack.refuse("things", "a.csv", line, "odd")
    assert ack.counts["things"]["refused"] == REFUSALS_KEPT + 5
    assert len(ack.refusals) == REFUSALS_KEPT


def test_the_report_shows_what_was_refused_and_how_many_more():
    ack = Ack("x")
    for line in range(20):
        ack.refuse("things", "a[b].csv", line, "odd")
    shown = io.StringIO()
    report = ImportReport(
        importer="x", started_at=datetime.now(UTC), state="done", counts=ack.counts, refusals=ack.refusals
    )
    show_report(report, OutputWrapper(shown))
    assert "refused: a[b].csv, line 0: odd" in shown.getvalue()
    assert "… and 8 more" in shown.getvalue()


def test_stages_tell_their_progress():
    class Heard:
        def __init__(self) -> None:
            self.told: list[object] = []

        def begin(self, title: str, total: int | None) -> None:
            self.told.append((title, total))

        def advance(self, steps: int) -> None:
            self.told.append(steps)

    heard = Heard()
    with stage(Ack("x", progress=heard), "reading", 3) as advance:
        advance(2)
    assert heard.told == [("reading", 3), 2]


def test_bars_are_silent_where_there_is_no_terminal():
    stream = io.StringIO()
    with Bars(OutputWrapper(stream)) as bars:
        bars.advance(1)
        bars.begin("one", 3)
        bars.advance(2)
        bars.begin("two", None)
    assert stream.getvalue().strip() == ""


def test_every_importer_says_what_it_takes():
    found = importers()
    assert {"esco", "onet", "rome"} <= set(found)
    assert all(importer.help for importer in found.values())


def test_the_command_without_a_kind_shows_what_can_be_imported(capsys):
    with pytest.raises(SystemExit) as end:
        call_command("import")
    assert end.value.code == 2
    assert "esco" in capsys.readouterr().out


def test_the_sample_of_every_room_is_loaded_once(capsys):
    call_command("sample")
    first = capsys.readouterr().out
    call_command("sample")
    second = capsys.readouterr().out
    assert "trades" in first
    assert "occupations: nothing new." in second


@pytest.mark.django_db
def test_a_reason_may_quote_what_no_database_keeps():
    def work(ack):
        ack.refuse("offers", "a.jsonl", 1, "«\x00\ud800» is no contract")

    report = acknowledged(Ack("anything"), work)
    report.refresh_from_db()
    assert report.refusals[0]["reason"] == "«\ufffd\ufffd» is no contract"
