from __future__ import annotations

import csv

import pytest
from django.core.management import call_command

from parvis.core.models import ImportReport
from parvis.occupations.importers.onet.files import NEWER
from parvis.occupations.importers.onet.ties import words_of
from parvis.occupations.models import InterestProfile, NearOccupation, Source
from parvis.occupations.tests.made import OCC, occupations, state, take, zipped
from parvis.occupations.tests.spreadsheets import workbook
from parvis.occupations.tests.test_homes import UNIT_GROUPS

NAMES = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")


def _scores(code: str, title: str, *values: float) -> list[list[str | float]]:
    return [[code, title, name, "OI", value] for name, value in zip(NAMES, values, strict=True)]


@pytest.fixture
def onet(tmp_path):
    """Return a folder as published, with made-up scores."""
    folder = tmp_path / "onet"
    folder.mkdir()
    (folder / "Read Me.txt").write_text("O*NET 29.2 Database\n")
    workbook(
        folder / "Interests.xlsx",
        "Interests",
        [
            ["O*NET-SOC Code", "Title", "Element Name", "Scale ID", "Data Value"],
            *_scores("51-3011.00", "Bakers", 7.0, 1.0, 1.0, 1.0, 1.0, 4.0),
            *_scores("51-3012.00", "Pastry Makers and Sweetmakers", 1.0, 1.0, 7.0, 1.0, 1.0, 1.0),
            *_scores("35-1011.00", "Cheese Tasters", 1.0, 4.6, 1.0, 1.0, 1.0, 1.0),
            ["51-3011.00", "Bakers", "First Interest High-Point", "IH", 1.0],
            ["51-3011.00", "Bakers", "Realistic", "OI", 9.0],
        ],
    )
    workbook(
        folder / "Related Occupations.xlsx",
        "Related",
        [
            ["O*NET-SOC Code", "Related O*NET-SOC Code", "Index"],
            ["51-3011.00", "51-3012.00", 2.0],
            ["51-3011.00", "35-1011.00", 1.0],
            ["51-3011.00", "99-9999.00", 3.0],
        ],
    )
    workbook(
        folder / "isco_us_soc2010_crosswalk.xlsx",
        "2010 SOC to ISCO-08",
        [
            ["Bureau"],
            ["2010 SOC Code", "ISCO-08 Code"],
            ["51-3011", "7512"],
            ["51-3012 ", "7512"],
            ["35-1011", 7515.0],
            ["19-2099", "211"],
        ],
    )
    return folder


@pytest.fixture
def trades(db, tmp_path):
    """Take in a few trades."""
    rows = occupations(
        ("a", "7512", "baker", "", ""),
        ("b", "7512", "sweetmaker", "", ""),
        ("c", "7512", "biscuit painter", "", ""),
        ("d", "7515", "cheese taster", "", ""),
        ("e", "2411", "accountant", "", ""),
    )
    take("esco", zipped(tmp_path, "1.2.0", "en", {"occupations_en.csv": rows}))


def test_scores_and_related_trades(trades, onet):
    report = take("onet", onet)
    told = {row.occupation.uri[-1]: row for row in InterestProfile.objects.select_related("occupation").order_by("pk")}
    assert (told["a"].letters, told["a"].scores["R"], told["a"].scores["C"]) == ("RC", 100, 50)
    assert told["b"].letters == "A"
    assert (told["c"].letters, told["c"].scores["A"]) == ("RA", 50)
    assert told["d"].scores == {"R": 0, "I": 60, "A": 0, "S": 0, "E": 0, "C": 0}
    assert set(told) == set("abcd")
    assert all(row.is_approximate for row in told.values())
    assert list(NearOccupation.objects.order_by("rank").values_list("occupation__uri", "other__uri", "rank")) == [
        (f"{OCC}a", f"{OCC}d", 1),
        (f"{OCC}a", f"{OCC}b", 2),
    ]
    assert [refusal["line"] for refusal in report.refusals] == [21, 6]
    assert "O*NET 29.2 Database" in Source.objects.get(key="onet").attribution


def test_a_second_time_writes_nothing(trades, onet):
    take("onet", onet)
    before = state()
    report = take("onet", onet)
    assert state() == before
    assert not any(counts["created"] + counts["changed"] + counts["retired"] for counts in report.counts.values())


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (lambda folder: (folder / "Interests.xlsx").unlink(), "lacks Interests.xlsx"),
        (lambda folder: (folder / "isco_us_soc2010_crosswalk.xlsx").unlink(), "lacks isco_us_soc2010_crosswalk.xls"),
        (lambda folder: (folder / "Interests.xlsx").write_bytes(b"no"), "is not a whole zip file"),
        (lambda folder: (folder / "isco_us_soc2010_crosswalk.xls").write_bytes(b"no"), "is not a whole spreadsheet"),
        (lambda folder: (folder / "Read Me.txt").unlink(), "say it with --version"),
    ],
)
def test_a_wrong_folder_is_told_and_changes_nothing(trades, onet, break_it, sentence):
    before = state()
    break_it(onet)
    with pytest.raises(SystemExit):
        call_command("import", "onet", str(onet))
    assert sentence in ImportReport.objects.filter(importer="onet").get().sentence
    assert state() == before


def test_codes_newer_than_the_crosswalk_are_tied_by_us():
    with NEWER.open(newline="") as file:
        rows = [(row["soc"], row["isco"]) for row in csv.DictReader(file)]
    assert len(set(rows)) == len(rows)
    assert {isco for _, isco in rows} <= set(UNIT_GROUPS)
    assert ("15-1252", "2512") in rows


def test_titles_in_the_plural_are_the_same_words():
    assert words_of("Bakers") == words_of("baker")
    assert words_of("Bakeries") == words_of("bakery")
    assert words_of("Glass Blowers") == words_of("glass blower")
