"""The authored data is whole: every language says every sentence, every tie leads somewhere."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.templatetags.parts import PICTOGRAMS
from parvis.occupations.domain.seed_files import seed_trades
from parvis.starters.domain.activities import activities, pages
from parvis.starters.domain.statements import forms
from parvis.starters.domain.words import spoken, word

DATA = Path(os.environ.get("PARVIS_TEST_DATA", Path(__file__).resolve().parents[5] / "shared" / "data"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data is not here")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_language_says_everything(language):
    said = spoken(language)
    assert set(said["statements"]) == {one.key for one in forms()["statements"].statements}
    assert set(said["activities"]) == {one.key for one in activities()}
    assert set(said["groups"]) == {one.group for one in activities()}
    texts = [text for texts in said.values() for text in texts.values()]
    assert all(text and text == text.strip() and not text.endswith(".") for text in texts)
    assert len(set(texts)) == len(texts)


def test_no_language_repeats_another():
    for key in spoken("en")["activities"]:
        assert len({spoken(language)["activities"][key] for language in INTERFACE_LANGUAGES}) >= 9


def test_a_language_without_words_falls_back_visibly():
    said = word("activities", "bake", "rm")
    assert said.text
    assert said.is_fallback


def test_places_are_whole_and_groups_make_pages_of_eight():
    assert [one.place for one in activities()] == list(range(len(activities())))
    assert len(activities()) >= 60
    assert {len(page) for page in pages()} == {8}


def test_every_tie_leads_somewhere():
    for one in activities():
        assert one.skills
        assert one.trades
        assert set(one.trades) <= set(seed_trades())
        assert (PICTOGRAMS / f"{one.pictogram}.svg").is_file(), one.pictogram
    for one in forms()["pictures"].statements:
        assert (PICTOGRAMS / f"{one.pictogram}.svg").is_file(), one.pictogram


@needs_data
@pytest.mark.data
def test_every_skill_is_one_of_esco_and_some_trade_uses_it():
    folder = DATA / "esco"

    def rows(archive, name):
        with zipfile.ZipFile(folder / archive) as opened:
            yield from csv.DictReader(io.TextIOWrapper(opened.open(name), "utf-8-sig"))

    there = {
        row["conceptUri"] for row in rows("ESCO dataset - v1.1.1 - classification - en - csv.zip", "skills_en.csv")
    }
    used = {
        row["skillUri"]
        for row in rows("ESCO dataset - v1.1.1 - classification -  - csv.zip", "occupationSkillRelations.csv")
    }
    wanted = {uri for one in activities() for uri in one.skills}
    assert wanted <= there & used


@needs_data
@pytest.mark.data
def test_the_english_statements_are_the_authors_own():
    told = json.loads((DATA / "riasec" / "riasec_markers_48_en.json").read_text(encoding="utf-8"))["items"]
    ours = spoken("en")["statements"]
    assert {f"{letter}{place}": text for letter, texts in told.items() for place, text in enumerate(texts, 1)} == ours
