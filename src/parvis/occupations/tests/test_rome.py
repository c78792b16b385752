from __future__ import annotations

import pytest
from django.core.management import call_command

from parvis.core.models import ImportReport
from parvis.occupations.domain.sample import load_sample
from parvis.occupations.importers.rome.titles import Index, Match, Named, folded
from parvis.occupations.models import (
    InterestProfile,
    NearOccupation,
    Occupation,
    OccupationText,
    OccupationWords,
    Source,
    WorkCondition,
)
from parvis.occupations.tests.made import BAKER, OCC, occupations, state, table, take, zipped
from parvis.occupations.tests.spreadsheets import workbook

TABLES = {
    "referentiel_code_rome": table(("code_rome", "libelle_rome"), [("D1102", "x"), ("D9999", "y"), ("Z9", "bad")]),
    "referentiel_appellation": table(
        ("code_ogr", "libelle_appellation_long", "code_rome"),
        [
            ("1", "Boulanger / Boulangère", "D1102"),
            ("2", "Boulanger-tourtier / Boulangère-tourtière", "D1102"),
            ("3", "Fournier / Fournière de village", "D1102"),
            ("4", "Crieur / Crieuse de journaux", "D9999"),
            ("5", "Goûteur / Goûteuse de tartes", "D9999"),
            ("6", "Perdu", "X0000"),
        ],
    ),
    "referentiel_code_rome_riasec": table(
        ("code_rome", "riasec_majeur", "riasec_mineur"), [("D1102", "R", "C"), ("D9999", "S", "")]
    ),
    "referentiel_env_travail": table(
        ("code_ogr", "libelle_env_travail", "code_type_section_env_trav"),
        [("70", "Fournil d''hier", "1"), ("71", "La nuit", "3"), ("72", "?", "9")],
    ),
    "coherence_item": table(
        ("code_rome", "code_ogr"), [("D1102", "70"), ("D1102", "71"), ("D1102", "72"), ("D1102", "1")]
    ),
    "rubrique_mobilite": table(
        ("code_rome", "code_rome_cible", "code_type_mobilite"),
        [("D1102", "D9999", "1"), ("D9999", "D1102", "2"), ("D1102", "Q0000", "1")],
    ),
    "texte": table(
        ("code_rome", "libelle_texte", "libelle_type_texte"),
        [
            ("D1102", "Pétrit la pâte.", "definition"),
            ("D1102", "Se lève tôt.", "cond_exercice_activite"),
            ("D1102", "?", "acces"),
        ],
    ),
}


@pytest.fixture
def rome(tmp_path):
    """Return a folder as published, with a few made-up sheets."""
    folder = tmp_path / "rome"
    folder.mkdir()
    for name, content in TABLES.items():
        (folder / f"unix_{name}_v347_utf8.csv").write_bytes(content)
    rows = [
        ["about"],
        ["Code ROME", "ISCO08 14SI4", "Code ISCO08"],
        ["D1102", 7512.0, 7512.0],
        ["D9999", 9.0, 9520.0],
        ["D9999", 1.0, "none"],
    ]
    workbook(folder / "Correspondance_ROME_ISCO08.xlsx", "ROME to ISCO-08", rows)
    return folder


@pytest.fixture
def trades(db, tmp_path):
    """Take in a few trades, of which our seed knows one."""
    rows = occupations(
        (BAKER, "7512", "boulanger/boulangère", "", ""),
        ("pastry", "7512", "pâtissier/pâtissière", "", "ESCO décrit."),
        ("street", "9520", "crieur de journaux/crieuse de journaux", "", ""),
        ("taster", "9520", "goûteur/goûteuse", "", ""),
    )
    load_sample()
    take("esco", zipped(tmp_path, "1.2.0", "fr", {"occupations_fr.csv": rows}))


def test_what_rome_tells_lands_on_the_right_trades(trades, rome):
    report = take("rome", rome)
    baker = Occupation.objects.get(uri=BAKER)
    assert baker.rome_codes == ["D1102"]
    titles = OccupationWords.objects.get(occupation=baker, kind="job_title")
    assert titles.words == [
        "Boulanger",
        "Boulangère",
        "Boulanger-tourtier",
        "Boulangère-tourtière",
        "Fournier de village",
        "Fournière de village",
    ]
    profile = InterestProfile.objects.get(occupation=baker, source="rome")
    assert (profile.letters, profile.is_approximate) == ("RC", False)
    street = Occupation.objects.get(uri=f"{OCC}street")
    profile = InterestProfile.objects.get(occupation=street, source="rome")
    assert (profile.letters, profile.is_approximate) == ("S", True)
    moves = NearOccupation.objects.filter(source="rome")
    assert set(moves.values_list("occupation__uri", "other__uri", "nearness", "is_approximate")) == {
        (BAKER, f"{OCC}street", "near", True),
        (f"{OCC}street", BAKER, "far", True),
        (f"{OCC}taster", BAKER, "far", True),
    }
    conditions = dict(WorkCondition.objects.filter(occupation=baker).values_list("kind", "texts"))
    assert conditions == {"place": ["Fournil d’hier"], "condition": ["La nuit"], "exercise": ["Se lève tôt."]}
    text = OccupationText.objects.get(occupation=baker, language="fr")
    assert (text.description, text.description_source) == ("Pétrit la pâte.", "rome")
    assert OccupationText.objects.get(occupation__uri=f"{OCC}pastry", language="fr").description == "ESCO décrit."
    assert (report.version, Source.objects.get(key="rome").version) == ("3.47", "3.47")
    assert sorted(refusal["line"] for refusal in report.refusals) == [4, 4, 5, 7]


def test_a_second_time_writes_nothing(trades, rome):
    take("rome", rome)
    before = state()
    report = take("rome", rome)
    assert state() == before
    assert not any(counts["created"] + counts["changed"] + counts["retired"] for counts in report.counts.values())


def test_what_rome_no_longer_tells_goes(trades, rome):
    take("rome", rome)
    (rome / "unix_rubrique_mobilite_v347_utf8.csv").write_bytes(
        table(("code_rome", "code_rome_cible", "code_type_mobilite"), [])
    )
    report = take("rome", rome)
    assert not NearOccupation.objects.filter(source="rome").exists()
    assert report.counts["near and far careers"]["retired"] == 3
    assert NearOccupation.objects.filter(source="seed").exists()


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (lambda folder: (folder / "unix_texte_v347_utf8.csv").unlink(), "lacks unix_texte_v…_utf8.csv"),
        (lambda folder: (folder / "Correspondance_ROME_ISCO08.xlsx").unlink(), "lacks the table of correspondence"),
        (lambda folder: (folder / "Correspondance_ROME_ISCO08.xlsx").write_bytes(b"PK"), "not a whole zip file"),
        (
            lambda folder: workbook(folder / "Correspondance_ROME_ISCO08.xlsx", "Sheet", [["x"]]),
            "has no sheet «ROME to ISCO-08»",
        ),
        (
            lambda folder: workbook(folder / "Correspondance_ROME_ISCO08.xlsx", "ROME to ISCO-08", [["x"]]),
            "has no row with the headings",
        ),
        (lambda folder: (folder / "unix_texte_v347_utf8.csv").write_bytes(b"a,b\r\n1,2\r\n"), "has no column"),
    ],
)
def test_a_wrong_folder_is_told_and_changes_nothing(trades, rome, break_it, sentence):
    before = state()
    break_it(rome)
    with pytest.raises(SystemExit):
        call_command("import", "rome", str(rome))
    assert sentence in ImportReport.objects.filter(importer="rome").get().sentence
    assert state() == before


def test_without_trades_there_is_nothing_to_tie(db, rome):
    with pytest.raises(SystemExit):
        call_command("import", "rome", str(rome))
    assert "import ESCO or load the sample first" in ImportReport.objects.get().sentence


def _named(pk: int, isco: str, label: str, *names: str) -> Named:
    return Named(pk, isco, frozenset({folded(label)}), frozenset(map(folded, (label, *names))))


@pytest.mark.parametrize(
    ("title", "trade", "how"),
    [
        ("Boulanger / Boulangère", 1, Match.SAME),
        ("Mitron", 1, Match.SAME),
        ("Soudeur / Soudeuse", 3, Match.SAME),
        ("Conducteur / Conductrice de machine de cuisson du pain", 2, Match.ALIKE),
        ("Boulanger-traiteur / Boulangère-traiteuse", 1, Match.WITHIN),
        ("Aide-boulanger", None, Match.NONE),
        ("Formateur / Formatrice boulanger", None, Match.NONE),
        ("Fleuriste", None, Match.NONE),
    ],
)
def test_titles_find_their_trade(title, trade, how):
    index = Index.of(
        [
            _named(1, "7512", "boulanger", "mitron"),
            _named(2, "7512", "conducteur de machines de cuisson du pain"),
            _named(3, "7212", "soudeur"),
        ]
    )
    found, surely = index.match(title, {"7512"})
    assert (found and found.pk, surely) == (trade, how)
