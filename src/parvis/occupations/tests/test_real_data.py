"""The published data as it is, where a machine has it: PARVIS_TEST_DATA or ../shared/data beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from parvis.core.models import ImportReport
from parvis.occupations.domain.sample import load_sample
from parvis.occupations.models import (
    InterestProfile,
    NearOccupation,
    Occupation,
    OccupationSkill,
    OccupationText,
    OccupationWords,
    Skill,
)
from parvis.occupations.tests.made import state, take

FOLDER = Path(os.environ.get("PARVIS_TEST_DATA") or Path(__file__).resolve().parents[5] / "shared" / "data")
pytestmark = [
    pytest.mark.data,
    pytest.mark.django_db,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not (FOLDER / "esco").is_dir(), reason="no published data: set PARVIS_TEST_DATA to its folder"),
]


def test_all_published_data_lands_and_a_second_time_changes_nothing():
    load_sample()
    for what in ("esco", "rome", "onet"):
        take(what, FOLDER / what)
    assert Occupation.objects.current().exclude(version="").count() == 3039
    assert set(Occupation.objects.exclude(retired_in="").values_list("version", "retired_in")) == {("1.1.1", "1.2.0")}
    assert Skill.objects.count() == 13896
    assert OccupationSkill.objects.count() == 123788
    assert not Occupation.objects.filter(sector="").exists()
    assert OccupationWords.objects.filter(kind="job_title").count() > 1100
    assert InterestProfile.objects.filter(source="onet").count() > 2800
    assert NearOccupation.objects.filter(source="rome").count() > 6000
    assert not OccupationText.objects.filter(label__contains="¿").exists()
    assert not OccupationText.objects.filter(label__regex="[^ ]/[^ ]", language="nl").exists()
    before = state()
    for what in ("esco", "rome", "onet"):
        report = take(what, FOLDER / what)
        assert not any(counts["created"] + counts["changed"] + counts["retired"] for counts in report.counts.values())
    assert load_sample() == {}
    assert state() == before
    assert set(ImportReport.objects.values_list("state", flat=True)) == {"done"}
