from __future__ import annotations

import fcntl

import pytest
from django.conf import settings
from django.core.management import call_command

from parvis.core.domain.revisions import revision_of
from parvis.core.models import ImportReport
from parvis.occupations.domain.sample import load_sample
from parvis.occupations.models import (
    Occupation,
    OccupationSkill,
    OccupationText,
    OccupationWords,
    Skill,
    SkillText,
    Source,
)
from parvis.occupations.tests.made import (
    BAKER,
    ISCED,
    OCC,
    SKILL,
    links,
    occupations,
    skills,
    state,
    table,
    take,
    zipped,
)

pytestmark = pytest.mark.django_db

OLD = {
    "ISCOGroups_en.csv": table(
        ("conceptUri", "code", "preferredLabel", "description"),
        [("http://data.europa.eu/esco/isco/C75", "75", "food and other crafts", "")],
    ),
    "skillGroups_en.csv": table(
        ("conceptUri", "preferredLabel", "code"),
        [(f"{SKILL}k", "knowledge", "K"), (f"{ISCED}07", "making", ""), (f"{ISCED}072", "food making", "")],
    ),
    "skills_en.csv": skills(("dough", "knowledge", "dough"), ("ovens", "skill/competence", "run ovens")),
    "occupations_en.csv": occupations(
        ("a", "7512", "baker", "bread maker\nbun maker", "Bakes bread."),
        ("b", "7512", "confectioner", "", "Old words."),
        ("gone", "7513", "churner", "", "Churns."),
    ),
    "digitalSkillsCollection_en.csv": table(("conceptUri",), [(f"{SKILL}ovens",)]),
    "conceptSchemes_en.csv": table(("x",), []),
}
RELATIONS = {
    "occupationSkillRelations.csv": links(
        ("a", "essential", "dough"), ("a", "optional", "ovens"), ("gone", "essential", "dough")
    ),
    "broaderRelationsSkillPillar.csv": table(
        ("conceptType", "conceptUri", "broaderType", "broaderUri"),
        [
            ("SkillGroup", f"{ISCED}07", "SkillGroup", f"{SKILL}k"),
            ("SkillGroup", f"{ISCED}072", "SkillGroup", f"{ISCED}07"),
            ("KnowledgeSkillCompetence", f"{SKILL}dough", "SkillGroup", f"{ISCED}072"),
            ("KnowledgeSkillCompetence", f"{SKILL}ovens", "KnowledgeSkillCompetence", f"{SKILL}dough"),
        ],
    ),
}
NEW = {
    "occupations_en.csv": occupations(
        ("a", "7512", "baker", "bread maker", "Bakes bread and rolls."),
        ("b", "7512", "sweets maker", "", ""),
        ("new", "7515", "cheese taster", "", ""),
        bom=True,
    )
}


@pytest.fixture
def archives(tmp_path):
    """Return the archives of an older version (tables, relations) and of a newer one."""
    return (
        zipped(tmp_path, "1.1.1", "en", OLD),
        zipped(tmp_path, "1.1.1", "", RELATIONS),
        zipped(tmp_path, "1.2.0", "en", NEW),
    )


def test_everything_lands(archives):
    report = take("esco", *archives[:2])
    baker = Occupation.objects.get(uri=f"{OCC}a")
    assert (baker.isco_id, baker.sector, baker.pictogram, baker.version) == ("7512", "food", "bread", "1.1.1")
    assert baker.isco.parent.parent.code == "75"
    assert baker.texts.get(language="en").description == "Bakes bread."
    assert baker.words.get(language="en", kind="alternative").words == ["bread maker", "bun maker"]
    assert set(baker.skill_links.values_list("skill__uri", "is_essential")) == {
        (f"{SKILL}dough", True),
        (f"{SKILL}ovens", False),
    }
    ovens = Skill.objects.get(uri=f"{SKILL}ovens")
    assert (ovens.group.code, ovens.top_group.code, ovens.is_digital, ovens.is_green) == ("072", "07", True, False)
    assert report.version == "1.1.1"
    assert "conceptSchemes_en.csv" in report.sentence
    source = Source.objects.get(key="esco")
    assert source.version == "1.1.1"
    assert "ESCO classification of the European Commission" in source.attribution


def test_counts_add_up(archives):
    for report in (take("esco", *archives), take("esco", *archives)):
        for thing, counts in report.counts.items():
            if thing not in {"trades", "everyday words"}:
                done = sum(counts[what] for what in ("created", "changed", "unchanged", "refused"))
                assert counts["read"] == done, thing


def test_a_second_time_writes_nothing(archives):
    take("esco", *archives)
    Source.objects.update(loaded_on="2020-01-01")
    before, revision = state(), revision_of("occupations")
    report = take("esco", *archives)
    assert state() == before
    assert revision_of("occupations") == revision
    assert not any(counts["created"] + counts["changed"] + counts["retired"] for counts in report.counts.values())
    assert str(Source.objects.get(key="esco").loaded_on) == "2020-01-01"


def test_a_newer_version_keeps_links_and_retires(archives):
    take("esco", *archives[:2])
    report = take("esco", archives[2])
    gone = Occupation.objects.get(uri=f"{OCC}gone")
    assert (gone.version, gone.retired_in) == ("1.1.1", "1.2.0")
    assert gone.skill_links.count() == 1
    assert report.counts["trades"]["retired"] == 1
    assert OccupationSkill.objects.filter(occupation__uri=f"{OCC}a").count() == 2
    assert not Occupation.objects.current().filter(pk=gone.pk).exists()
    b = OccupationText.objects.get(occupation__uri=f"{OCC}b", language="en")
    assert (b.label, b.description) == ("sweets maker", "Old words.")
    assert revision_of("occupations")[1] > 0


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (2, 1, 0, 1), (0, 2, 1), (0, 1, 2, 0, 1)])
def test_versions_in_any_order_end_the_same(archives, order):
    for at in order:
        take("esco", archives[at])
    told = state()
    for model in (OccupationSkill, OccupationWords, OccupationText, SkillText, Skill, Occupation):
        model.objects.all().delete()
    take("esco", *archives)
    assert state() == told


def test_the_seed_and_esco_in_either_order_end_the_same(tmp_path):
    rows = occupations((BAKER, "7512", "bread baker", "baker\nbun maker", "Bakes."), ("z", "7512", "other", "", ""))
    french = occupations((BAKER, "7512", "boulanger/boulangère", "mitron\nouvrier boulanger/ouvrière boulangère", ""))
    polish = occupations((BAKER, "7512", "piekarz", "", ""))
    tables = {"occupations_en.csv": rows, "occupations_fr.csv": french, "occupations_pl.csv": polish}
    archive = zipped(tmp_path, "1.2.0", "en", tables)
    load_sample()
    take("esco", archive)
    told = state()
    Occupation.objects.all().delete()
    take("esco", archive)
    load_sample()
    assert state() == told
    text = OccupationText.objects.get(occupation__uri=BAKER, language="en")
    assert (text.label, text.label_source, text.description) == ("baker", "seed", "Bakes.")
    words = OccupationWords.objects.get(occupation__uri=BAKER, language="en", kind="alternative")
    assert words.words == ["bread baker", "bun maker"]
    assert OccupationText.objects.get(occupation__uri=BAKER, language="pl").label_source == "esco"
    names = OccupationWords.objects.get(occupation__uri=BAKER, language="fr", kind="alternative").words
    assert names == ["boulanger", "boulangère", "mitron", "ouvrier boulanger", "ouvrière boulangère"]


def test_a_part_of_a_new_version_retires_nothing(tmp_path):
    many = [(f"t{number}", "7512", f"trade {number}", "", "") for number in range(60)]
    take("esco", zipped(tmp_path, "1.1.1", "en", {"occupations_en.csv": occupations(*many)}))
    report = take("esco", zipped(tmp_path, "1.2.0", "fr", {"occupations_fr.csv": occupations(*many[:30])}))
    assert not Occupation.objects.exclude(retired_in="").exists()
    assert "30 trades of older versions are not in the tables of 1.2.0" in report.sentence
    take("esco", zipped(tmp_path, "1.2.0", "en", {"occupations_en.csv": occupations(*many[:59])}))
    assert list(Occupation.objects.exclude(retired_in="").values_list("uri", flat=True)) == [f"{OCC}t59"]


def test_a_skill_that_a_newer_version_drops_is_retired_and_may_come_back(tmp_path):
    take("esco", zipped(tmp_path, "1.1.1", "en", OLD))
    kept = skills(("dough", "knowledge", "dough"))
    report = take("esco", zipped(tmp_path, "1.2.0", "en", {**OLD, "skills_en.csv": kept}))
    assert report.counts["skills"]["retired"] == 1
    assert list(Skill.objects.exclude(retired_in="").values_list("uri", "retired_in")) == [(f"{SKILL}ovens", "1.2.0")]
    take("esco", zipped(tmp_path, "1.3.0", "en", OLD))
    assert not Skill.objects.exclude(retired_in="").exists()


def test_a_trade_that_comes_back_is_no_longer_retired(archives, tmp_path):
    take("esco", *archives)
    again = occupations(
        ("a", "7512", "baker", "", ""),
        ("b", "7512", "b", "", ""),
        ("gone", "7513", "churner", "", ""),
        ("new", "7515", "n", "", ""),
    )
    take("esco", zipped(tmp_path, "1.3.0", "en", {"occupations_en.csv": again}))
    assert not Occupation.objects.exclude(retired_in="").exists()


def test_bad_rows_are_refused_each_with_its_place_and_the_good_ones_land(tmp_path):
    rows = occupations(
        ("a", "7512", "baker", "", ""),
        ("b", "7512", "", "", ""),
        ("c", "75", "too wide", "", ""),
        ("http://elsewhere.example/d", "7512", "stranger", "", ""),
        ("a", "7512", "baker again", "", ""),
        ("f", "7512", "long " * 60, "", ""),
    )
    report = take(
        "esco",
        zipped(tmp_path, "1.2.0", "en", {"occupations_en.csv": rows, "skills_en.csv": skills(("s", "magic", "x"))}),
    )
    told = [(refusal["line"], refusal["reason"]) for refusal in report.refusals]
    assert [line for line, _ in told] == [2, 4, 5, 6, 3, 7]
    reasons = " | ".join(reason for _, reason in told)
    for part in (
        "«magic»",
        "«75» is not an ISCO-08 unit group",
        "is not the URI",
        "stands already on line 2",
        "it has no label",
        "longer than 250",
    ):
        assert part in reasons
    assert report.refusals[1]["file"].endswith("occupations_en.csv")
    assert Occupation.objects.get().uri == f"{OCC}a"


def test_links_to_what_is_not_known_are_refused(archives, tmp_path):
    take("esco", archives[0])
    rows = links(
        ("a", "essential", "dough"), ("a", "needed", "ovens"), ("x", "essential", "dough"), ("a", "optional", "y")
    )
    report = take("esco", zipped(tmp_path, "1.1.1", "", {"occupationSkillRelations.csv": rows}))
    counts = report.counts["trades and their skills"]
    assert (counts["read"], counts["created"], counts["refused"]) == (4, 1, 3)


def test_labels_alone_name_skills_that_stand(archives, tmp_path):
    take("esco", archives[0])
    path = tmp_path / "skills_fr.csv"
    path.write_bytes(
        table(
            ("conceptUri", "preferredLabel", "altLabels"), [(f"{SKILL}dough", "la pâte", ""), (f"{SKILL}no", "x", "")]
        )
    )
    report = take("esco", path)
    assert SkillText.objects.get(skill__uri=f"{SKILL}dough", language="fr").label == "la pâte"
    assert Skill.objects.get(uri=f"{SKILL}dough").version == "1.1.1"
    assert report.counts["skills fr"]["refused"] == 1


def test_a_dry_run_shows_and_changes_nothing(archives, capsys):
    call_command("import", "esco", *map(str, archives), "--dry-run")
    assert "Dry run: nothing was changed" in capsys.readouterr().out
    assert not Occupation.objects.exists()
    assert not ImportReport.objects.exists()


def test_the_version_can_be_said(tmp_path):
    path = tmp_path / "occupations_en.csv"
    path.write_bytes(occupations(("a", "7512", "baker", "", "")))
    call_command("import", "esco", str(path), "--version", "1.2.0")
    assert Occupation.objects.get().version == "1.2.0"
    with pytest.raises(SystemExit):
        call_command("import", "esco", str(path), "--version", "new")


def test_a_second_import_at_the_same_time_is_refused(archives):
    with (settings.DATA / "import.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(SystemExit):
            call_command("import", "esco", *map(str, archives))
    assert "Another import is running" in ImportReport.objects.get().sentence
    assert not Occupation.objects.exists()


def test_the_list_shows_the_latest_reports(archives, capsys):
    take("esco", *archives)
    capsys.readouterr()
    call_command("import", "--list")
    assert "1.2.0" in capsys.readouterr().out


def test_everyday_words_apply_to_what_is_imported(tmp_path):
    from parvis.occupations.domain.seed_files import everyday_words, seed_trades

    ours = {trade.uri for trade in seed_trades().values()}
    uri = next(uri for uri in sorted(everyday_words()) if uri not in ours)
    take("esco", zipped(tmp_path, "1.2.0", "en", {"occupations_en.csv": occupations((uri, "7512", "x", "", ""))}))
    assert OccupationWords.objects.filter(occupation__uri=uri, kind="everyday").count() == len(everyday_words()[uri])


def test_versions_are_compared_as_numbers_when_a_list_is_taken_anew(tmp_path):
    """1.10 is newer than 1.9: its list of digital skills is the whole of them."""
    take("esco", zipped(tmp_path, "1.9.0", "en", OLD))
    none_digital = {
        **OLD,
        "digitalSkillsCollection_en.csv": table(("conceptUri",), []),
    }
    take("esco", zipped(tmp_path, "1.10.0", "en", none_digital))
    assert not Skill.objects.filter(is_digital=True).exists()
    take("esco", zipped(tmp_path, "1.9.0", "en", OLD))
    assert not Skill.objects.filter(is_digital=True, version="1.9.0").exists()
