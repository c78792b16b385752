"""The published registers as they are, where a machine has them: PARVIS_TEST_DATA or ../shared/data beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.management import call_command

from parvis.core.domain.undo import undo_import
from parvis.core.models import ImportReport
from parvis.occupations.domain.sample import load_sample as load_trades
from parvis.qualifications.domain.sample import load_sample
from parvis.qualifications.models import Qualification

DATA = Path(os.environ.get("PARVIS_TEST_DATA") or Path(__file__).resolve().parents[5] / "shared" / "data")
FOLDER = DATA / "apprenticeship"
pytestmark = [
    pytest.mark.data,
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="no published data: set PARVIS_TEST_DATA to its folder"),
]


def _report(what, path):
    call_command("import", what, str(path))
    return ImportReport.objects.order_by("pk").last()


@pytest.mark.parametrize(
    ("what", "path", "created", "refused"),
    [
        ("rncp", "fr/Kit apprentissage et RNCP v3.0.csv", 3328, 75),
        ("england", "uk/frameworks_2.0.json", 776, 0),
    ],
)
def test_a_register_lands_a_second_time_changes_nothing_and_it_can_be_undone(what, path, created, refused):
    load_trades()
    load_sample()
    there = Qualification.objects.count()
    report = _report(what, FOLDER / path)
    assert report.counts["qualifications"]["created"] == created
    assert report.counts["rows"]["refused"] == refused
    again = _report(what, FOLDER / path)
    assert not any(counts["created"] + counts["changed"] + counts["retired"] for counts in again.counts.values())
    assert undo_import(report.pk)[0].state == "done"
    assert Qualification.objects.count() == there


def test_the_swiss_list_names_groups():
    report = _report("swiss", FOLDER / "ch" / "DV_CH_ISCO_19_TYP.csv")
    assert report.counts["rows"]["read"] == 664
    assert report.counts["names of groups"]["created"] == 1743
