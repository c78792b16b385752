from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from parvis.core.domain import journal
from parvis.core.domain.undo import undo_import
from parvis.core.models import ImportChange, ImportReport
from parvis.core.refusal import Refusal
from parvis.occupations.domain.sample import load_sample as load_trades
from parvis.qualifications.domain import keeping
from parvis.qualifications.domain.sample import load_sample
from parvis.qualifications.models import Jurisdiction, Qualification
from parvis.qualifications.tests.test_importers import _table, _take

pytestmark = pytest.mark.django_db


def _state():
    keys = list(Qualification.objects.order_by("key").values_list("key", flat=True))
    return keeping.stored_qualifications(keys), keeping.stored_jurisdictions()


def _mine(tmp_path, **row):
    return _table(tmp_path / "mine.csv", {"key": "NL:a", "jurisdiction": "NL", "title": "Een", "language": "nl", **row})


def test_an_import_is_undone_and_done_again(tmp_path):
    load_trades()
    load_sample()
    before = _state()
    rows = [{"key": "FR:cap-boulanger", "title": "Mien"}, {"key": "NL:a", "jurisdiction": "NL", "title": "Een"}]
    report = _take("qualifications", _table(tmp_path / "mine.csv", *rows))
    after = _state()
    assert after != before
    undone, changes = undo_import(report.pk)
    assert (undone.state, {change.thing for change in changes}) == ("done", {"jurisdictions", "qualifications"})
    assert _state() == before
    assert undo_import(undone.pk)[0].state == "done"
    assert _state() == after


def test_an_undo_is_refused_once_something_else_changed_the_rows(tmp_path, capsys):
    first = _take("qualifications", _mine(tmp_path))
    later = _take("qualifications", _mine(tmp_path, eqf="3"))
    after = _state()
    with pytest.raises(SystemExit):
        call_command("import", "--undo", str(first.pk))
    assert "undo the later import first" in capsys.readouterr().out
    assert _state() == after
    call_command("import", "--undo", str(later.pk))
    call_command("import", "--undo", str(first.pk))
    assert not Qualification.objects.exists()
    assert "undone already" in undo_import(first.pk)[0].sentence


def test_what_is_needed_elsewhere_cannot_go(tmp_path):
    first = _take("qualifications", _mine(tmp_path))
    row = {"key": "NL:b", "jurisdiction": "NL", "title": "Twee", "entry_kind": "bridge", "entry_needs": "NL:a"}
    _take("qualifications", _table(tmp_path / "b.csv", row))
    assert "«NL:b» is entered with it" in undo_import(first.pk)[0].sentence
    assert Qualification.objects.count() == 2
    with pytest.raises(Refusal, match="stands in it"):
        keeping.take_away(Jurisdiction, ["NL"])


def test_what_cannot_be_undone_says_why(tmp_path):
    assert "There is no import 99" in undo_import(99)[0].sentence
    failed = _take("qualifications", _mine(tmp_path, eqf="12"), end=1)
    assert "changed nothing" in undo_import(failed.pk)[0].sentence
    _take("qualifications", _mine(tmp_path))
    again = _take("qualifications", _mine(tmp_path))
    assert "cannot be undone" in undo_import(again.pk)[0].sentence
    ImportChange.objects.update(room="nowhere")
    first = ImportChange.objects.first().report_id
    assert "cannot be put back here" in undo_import(first)[0].sentence
    with pytest.raises(RuntimeError):
        _outside(first)


def _outside(number):
    from unittest import mock

    with mock.patch("parvis.core.domain.journal.transaction.get_connection") as connection:
        connection.return_value.in_atomic_block = False
        journal.put_back(number)


def test_rows_are_kept_for_ten_imports_and_half_a_year(tmp_path):
    reports = [_take("qualifications", _mine(tmp_path, eqf=str(1 + at % 8))) for at in range(12)]
    kept = set(ImportChange.objects.values_list("report_id", flat=True))
    assert kept == {report.pk for report in reports[2:]}
    ImportReport.objects.filter(pk=reports[-1].pk).update(started_at=timezone.now() - timedelta(days=181))
    journal.forget_old(timezone.now())
    assert reports[-1].pk not in set(ImportChange.objects.values_list("report_id", flat=True))


def test_a_dry_run_shows_each_difference_and_changes_nothing(tmp_path, capsys):
    _take("qualifications", _mine(tmp_path, eqf="3"))
    capsys.readouterr()
    before = _state()
    _take("qualifications", _mine(tmp_path, eqf="4"), dry=["--dry-run"])
    shown = capsys.readouterr().out
    assert "~ qualifications NL:a" in shown
    assert "eqf: 3 → 4" in shown
    assert _state() == before
    rows = [{"key": f"NL:{at}", "jurisdiction": "NL", "title": "T" * 200} for at in range(5)]
    _take("qualifications", _table(tmp_path / "n.csv", *rows), dry=["--dry-run", "--rows", "2"])
    shown = capsys.readouterr().out
    assert "+ qualifications NL:0" in shown
    assert "… and 3 more rows" in shown
    assert ImportReport.objects.count() == 1
