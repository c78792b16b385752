from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from parvis.core.models import ImportChange, ImportReport
from parvis.core.tests.filling import fill
from parvis.occupations.domain.sample import load_sample as load_trades
from parvis.occupations.models import IscoGroupText
from parvis.occupations.tests.spreadsheets import workbook
from parvis.qualifications.domain.sample import load_sample
from parvis.qualifications.domain.template import COLUMNS
from parvis.qualifications.models import Entry, Jurisdiction, Opening, Qualification

pytestmark = pytest.mark.django_db

HEAD = (
    "Code Diplôme;Intitulé diplôme (DEPP);FicheRNCP;Niveau fiche RNCP;Abrégé de diplôme (RNCP);Dernière MaJ;"
    "Accès à l'apprentissage de la fiche RNCP (oui/non);Date d'échéance de la fiche RNCP;Fiche ACTIVE/INACTIVE\n"
)
KIT = HEAD + (
    "50022137;BOULANGER (CAP);RNCP1;niveau3;CAP;v1;oui;31/08/2090;ACTIVE\n"
    "50022138;ARTS DU BOIS OPTION A : TOURNEUR (CAP);RNCP2;niveau3;CAP;v1;non;31/08/2090;INACTIVE\n"
    "50022139;ARTS DU BOIS OPTION B : MARQUETEUR (CAP);RNCP2;niveau3;CAP;v1;non;31/08/2090;INACTIVE\n"
    "1;P\u00c2\u0082TISSERIE BTP;RNCP3;niveau4;NR;v1;oui;NR;ACTIVE\n"
)


def _take(what, *paths, end=0, dry=()):
    before = ImportReport.objects.count()
    if end:
        with pytest.raises(SystemExit):
            call_command("import", what, *map(str, paths), *dry)
    else:
        call_command("import", what, *map(str, paths), *dry)
    return ImportReport.objects.order_by("pk").last() if ImportReport.objects.count() > before else None


@pytest.fixture
def kit(tmp_path):
    def write(text=KIT, encoding="utf-8"):
        path = tmp_path / "kit.csv"
        path.write_bytes(text.encode(encoding, "replace"))
        return path

    return write


def _table(path, *rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    base = {"jurisdiction": "FR", "mode": "adult", "language": "fr", "source": "S"}
    writer.writerows({**base, **row} for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def test_one_sheet_of_the_register_is_one_qualification(kit):
    load_trades()
    report = _take("rncp", kit())
    assert report.counts["qualifications"]["created"] == 3
    baker = Qualification.objects.get(key="FR:rncp:1")
    assert (baker.titles, baker.eqf, baker.mode) == ({"fr": "CAP Boulanger"}, 3, "apprenticeship")
    opening = Opening.objects.get(qualification=baker)
    assert (opening.occupation.seed_key, opening.is_approximate) == ("baker", True)
    wood = Qualification.objects.get(key="FR:rncp:2")
    assert (wood.titles["fr"], wood.mode, wood.is_retired) == ("CAP Arts du bois", "school", True)
    assert Qualification.objects.get(key="FR:rncp:3").titles == {"fr": "Pâtisserie BTP"}


def test_the_kit_again_writes_nothing_and_what_left_is_retired(kit):
    load_trades()
    _take("rncp", kit())
    again = _take("rncp", kit())
    assert again.counts["qualifications"]["unchanged"] == 3
    assert not ImportChange.objects.filter(report=again).exists()
    less = _take("rncp", kit(KIT.replace("50022137;BOULANGER (CAP);RNCP1;", "5;CUISINE;RNCP9;")))
    assert less.counts["qualifications"]["retired"] == 1
    assert Qualification.objects.get(key="FR:rncp:1").is_retired


def test_the_kit_may_be_written_on_windows(kit):
    _take("rncp", kit(KIT.replace("\u0082", ""), "cp1252"))
    assert Qualification.objects.get(key="FR:rncp:3").titles["fr"] == "PÂtisserie btp".replace("PÂ", "Pâ").replace(
        "btp", "BTP"
    )


def test_what_the_sample_tells_of_a_sheet_stays(kit):
    load_trades()
    load_sample()
    report = _take("rncp", kit(KIT.replace("RNCP1;", "RNCP37535;")))
    assert "1 are told by a house or by the sample" in report.sentence
    assert not Qualification.objects.filter(key="FR:rncp:37535").exists()
    Qualification.objects.filter(key="FR:rncp:3").update(importer="qualifications", titles={"fr": "Ours"})
    _take("rncp", kit(KIT.replace("RNCP1;", "RNCP37535;")))
    assert Qualification.objects.get(key="FR:rncp:3").titles == {"fr": "Ours"}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("BOULANGER (CAP)", "", "no title"),
        ("RNCP1;", "NR;", "no sheet"),
        ("RNCP1;", "RS1;", "not a number of the RNCP"),
        ("RNCP1;niveau3", "RNCP1;niveau9", "not a level"),
        ("oui;31/08/2090", "oui;31/13/2090", "not a date"),
    ],
)
def test_a_bad_row_is_told_and_the_good_ones_land(kit, old, new, reason):
    report = _take("rncp", kit(KIT.replace(old, new, 1)))
    assert reason in report.refusals[0]["reason"]
    assert report.refusals[0]["line"] == 2
    assert Qualification.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;b\n1;2\n", "no column"),
        (HEAD, "No row of it could be taken"),
        (HEAD + '1;"BOULANGER', "breaks off"),
        (HEAD + "1;BOULANGER\n", "was cut or broken"),
        ("", "empty"),
    ],
)
def test_a_kit_that_is_none_changes_nothing(kit, text, said):
    report = _take("rncp", kit(text), end=1)
    assert (report.state, said in report.sentence) == ("failed", True)
    assert not Qualification.objects.exists()


FRAMEWORK = {
    "Id": "403-2-2",
    "Uri": "https://example.org/403-2-2",
    "Title": "Food: Baking",
    "FrameworkName": "Food",
    "PathwayName": "Baker",
    "Level": 3,
    "TypicalLength": {"From": 12, "To": 18, "Unit": "m"},
    "EffectiveFrom": "2013-02-01T00:00:00",
    "EffectiveTo": "2018-04-30T00:00:00",
}


def _frameworks(tmp_path, *told):
    path = tmp_path / "frameworks.json"
    path.write_text(json.dumps(told))
    return path


def test_a_framework_keeps_its_level_length_and_dates(tmp_path):
    load_trades()
    _take("england", _frameworks(tmp_path, FRAMEWORK, {**FRAMEWORK, "Id": "2", "TypicalLength": None, "Uri": "ftp:x"}))
    row = Qualification.objects.get(key="GB-ENG:framework:403-2-2")
    assert (row.eqf, row.national_level, row.months_min, row.months_max) == (4, "RQF 3", 12, 18)
    assert (str(row.valid_from), str(row.valid_to)) == ("2013-02-01", "2018-04-30")
    assert [one.occupation.seed_key for one in row.openings.all()] == ["baker"]
    other = Qualification.objects.get(key="GB-ENG:framework:2")
    assert (other.months_min, other.register_uri) == (None, "")
    assert Jurisdiction.objects.get(code="GB-ENG").part_of_id == "GB"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("nonsense", "not an object"),
        ({**FRAMEWORK, "Title": ""}, "no Id or no Title"),
        ({**FRAMEWORK, "Level": 12}, "not a level"),
        ({**FRAMEWORK, "EffectiveTo": "soon"}, "not readable"),
        ({**FRAMEWORK, "TypicalLength": {"From": 9, "To": 3, "Unit": "m"}}, "not readable"),
        ({**FRAMEWORK, "Id": "1"}, "stands twice"),
    ],
)
def test_a_bad_framework_is_told_and_the_good_ones_land(tmp_path, bad, reason):
    report = _take("england", _frameworks(tmp_path, {**FRAMEWORK, "Id": "1"}, bad))
    assert reason in report.refusals[0]["reason"]
    assert Qualification.objects.count() == 1


@pytest.mark.parametrize(("text", "said"), [("[{", "not whole JSON"), ("{}", "not a list"), ("[]", "No row of it")])
def test_frameworks_that_are_none_change_nothing(tmp_path, text, said):
    path = tmp_path / "frameworks.json"
    path.write_text(text)
    assert said in _take("england", path, end=1).sentence
    assert "no file" in _take("england", tmp_path / "none.json", end=1).sentence


def test_frameworks_of_another_size_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("parvis.qualifications.importers.england.SIZE", 3)
    assert "larger than" in _take("england", _frameworks(tmp_path, FRAMEWORK), end=1).sentence


def test_swiss_names_fill_what_has_none(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        'code,de,fr,it\n75120,Bäcker,Boulangers,Panettieri\n75000,"Handwerk, onA","Métiers, sip","Mestieri, s.a.i."\n'
        "31121,Bauführer,Conducteurs,Direttori\nx,a,b,c\n",
        encoding="utf-8",
    )
    report = _take("swiss", path)
    assert report.counts["names of groups"]["created"] == 6
    assert report.counts["rows"]["refused"] == 1
    assert IscoGroupText.objects.get(group="75", language="it").label == "Mestieri"
    IscoGroupText.objects.filter(group="7512", language="fr").update(label="Ours")
    assert _take("swiss", path).counts["names of groups"]["unchanged"] == 6
    path.write_text("code,de,fr,it\nx,a,b,c\n")
    assert "No row of it" in _take("swiss", path, end=1).sentence


def test_a_house_fills_in_the_table(tmp_path):
    load_trades()
    path = _table(
        tmp_path / "mine.csv",
        {"key": "FR:a", "title": "Un", "eqf": "3", "trades": "baker", "entry_kind": "standard", "entry_says": "Oui"},
        {"key": "FR:a", "language": "de", "title": "Eins", "entry": "1", "entry_says": "Ja"},
        {"key": "FR:b", "title": "Deux", "entry_kind": "bridge", "entry_needs": "FR:a", "entry_in_country": "yes"},
        {"key": "FR:a", "entry": "1"},
    )
    assert _take("qualifications", path).counts["qualifications"]["created"] == 2
    one = Qualification.objects.get(key="FR:a")
    assert (one.titles, one.importer, one.is_sample) == ({"fr": "Un", "de": "Eins"}, "qualifications", False)
    assert Entry.objects.get(qualification=one).says == {"fr": "Oui", "de": "Ja"}
    assert Entry.objects.get(qualification__key="FR:b").needs == one
    assert _take("qualifications", path).counts["qualifications"]["unchanged"] == 2


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"key": ""}, "key is empty"),
        ({"title": ""}, "title is empty"),
        ({"short": "x" * 61}, "more than 60"),
        ({"language": "f"}, "not a language"),
        ({"jurisdiction": "1"}, "not a country"),
        ({"mode": "magic"}, "not one of"),
        ({"eqf": "9"}, "from 1 to 8"),
        ({"eqf": "²"}, "from 1 to 8"),
        ({"valid_to": "soon"}, "not a day"),
        ({"months_min": "9", "months_max": "8"}, "more than months_max"),
        ({"register_uri": "javascript:alert(1)"}, "not a web address"),
        ({"title": "=1+1"}, "formula"),
        ({"trades": "nobody"}, "no trade here"),
        ({"entry_says": "Oui"}, "no entry_kind"),
        ({"entry_kind": "standard", "entry_in_country": "perhaps"}, "yes or no"),
        ({"entry_kind": "standard", "entry_needs": "FR:bad"}, "cannot need itself"),
        ({"entry_kind": "standard", "entry_needs": "FR:none"}, "nobody knows"),
    ],
)
def test_what_a_house_wrote_wrongly_is_told_and_the_rest_lands(tmp_path, bad, reason):
    path = _table(tmp_path / "mine.csv", {"key": "FR:ok", "title": "Un"}, {"key": "FR:bad", "title": "Deux", **bad})
    report = _take("qualifications", path)
    assert reason in report.refusals[0]["reason"]
    assert report.refusals[0]["line"] == 3
    assert list(Qualification.objects.values_list("key", flat=True)) == ["FR:ok"]


def test_what_needs_a_refused_row_and_all_rows_of_a_refused_one_stay_out(tmp_path):
    path = _table(
        tmp_path / "mine.csv",
        {"key": "FR:ok", "title": "Un"},
        {"key": "FR:bad", "title": "Deux"},
        {"key": "FR:bad", "entry_kind": "magic"},
        {"key": "FR:next", "title": "Trois", "entry_kind": "bridge", "entry_needs": "FR:bad"},
        {"key": "FR:after", "title": "Quatre", "entry_kind": "bridge", "entry_needs": "FR:next"},
    )
    report = _take("qualifications", path)
    assert report.counts["rows"]["refused"] == 4
    assert "line 4: entry_kind" in report.refusals[0]["reason"]
    assert list(Qualification.objects.values_list("key", flat=True)) == ["FR:ok"]


def test_a_workbook_is_read_too_and_a_broken_one_is_not(tmp_path):
    head = ["key", "jurisdiction", "mode", "language", "title", "source", "eqf"]
    rows = [head, ["FR:x", "FR", "school", "fr", "Un", "S", 4], ["", "", "", "", "", "", ""]]
    assert _take("qualifications", workbook(tmp_path / "mine.xlsx", "a", rows)).state == "done"
    assert Qualification.objects.get().eqf == 4
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    assert "damaged or was cut short" in _take("qualifications", tmp_path / "bad.xlsx", end=1).sentence
    assert "no file" in _take("qualifications", tmp_path / "none.xlsx", end=1).sentence


def test_a_table_without_a_good_row_changes_nothing(tmp_path):
    path = _table(tmp_path / "mine.csv", {"key": "FR:bad", "title": ""})
    assert "title is empty" in _take("qualifications", path, end=1).sentence
    assert "no row of your own" in _take("qualifications", _table(tmp_path / "mine.csv"), end=1).sentence


def test_what_is_exported_comes_back_as_it_was(tmp_path):
    load_trades()
    load_sample()
    call_command("export", "qualifications", str(tmp_path / "out.csv"))
    _take("qualifications", tmp_path / "out.csv")
    call_command("export", "qualifications", str(tmp_path / "again.csv"))
    assert (tmp_path / "again.csv").read_text() == (tmp_path / "out.csv").read_text()
    assert _take("qualifications", tmp_path / "again.csv").counts["qualifications"]["changed"] == 0


def test_the_empty_table_can_be_had_and_read(tmp_path):
    call_command("export", "qualifications-template", str(tmp_path / "empty.csv"))
    call_command("export", "qualifications-template", str(tmp_path / "empty.xlsx"), "--format", "xlsx")
    for name in ("empty.csv", "empty.xlsx"):
        report = _take("qualifications", tmp_path / name, end=1)
        assert "no row of your own" in report.sentence
    assert not Qualification.objects.exists()
    with pytest.raises(CommandError, match="Name the FILE"):
        call_command("export", "qualifications-template", "--format", "xlsx")


def _filled(content, rows):
    """Return a workbook with the headings and the example of ``content``, and ``rows`` as a person types them below."""
    (head, example) = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    columns = [str(cell) for cell in head]
    return [columns, list(example), *([row.get(name, "") for name in columns] for row in rows)]


def test_a_filled_spreadsheet_says_what_the_filled_csv_says(client, tmp_path, capsys):
    load_trades()
    row = {
        "key": "FR:mine", "jurisdiction": "FR", "mode": "adult", "language": "fr", "title": "À moi", "source": "S", "eqf": "3",
        "months_min": "24", "checked_on": "2026-11-26", "trades": "baker", "entry_kind": "standard", "entry_in_country": "yes",
    }  # fmt: skip
    typed = {**row, "eqf": 3, "months_min": 24.0, "checked_on": date(2026, 11, 26)}
    answer = client.get("/api/v1/qualifications/template.xlsx")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    fill(tmp_path / "mine.xlsx", _filled(answer.content, [typed]))
    report = _take("qualifications", tmp_path / "mine.xlsx")
    assert report.counts["qualifications"]["created"] == 1
    assert "passed over" in capsys.readouterr().out
    report = _take("qualifications", _table(tmp_path / "mine.csv", row))
    assert (report.counts["qualifications"]["unchanged"], report.counts["qualifications"].get("changed", 0)) == (1, 0)


def test_the_spreadsheet_explains_every_column(client):
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/api/v1/qualifications/template.xlsx").content))
    assert book.sheet_names == ["qualifications", "Explanations"]
    told = {row[0]: row for row in book.get_sheet_by_name("Explanations").to_python()}
    assert set(COLUMNS) <= set(told)
    assert all(told[name][2] for name in COLUMNS)
    assert told["mode"][1:] == ["yes", "how it is learnt", "apprenticeship, school, adult, recognition, mobility"]


def test_the_empty_table_can_be_downloaded_and_taken_in(client, tmp_path):
    answer = client.get("/api/v1/qualifications/template.csv")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    (tmp_path / "mine.csv").write_bytes(answer.content.replace(b"EXAMPLE:replace-me", b"FR:mine"))
    assert _take("qualifications", tmp_path / "mine.csv").state == "done"
    assert client.post("/api/v1/qualifications/template.csv").status_code == 405
