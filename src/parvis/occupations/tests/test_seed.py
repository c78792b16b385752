from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.core.domain.revisions import revision_of
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.models import Revision
from parvis.occupations.domain.documents import KINDS, documents, letters_of, revision
from parvis.occupations.domain.homes import _table
from parvis.occupations.domain.sample import load_sample
from parvis.occupations.domain.seed_files import SEED, everyday_words, seed_trades
from parvis.occupations.enums import Interest, Sector
from parvis.occupations.models import (
    InterestProfile,
    NearOccupation,
    Occupation,
    OccupationText,
    OccupationWords,
    Sheet,
    Skill,
    SkillText,
)
from parvis.occupations.tests.made import state

PICTOGRAMS = {home.pictogram for home in _table().values()}


@pytest.mark.parametrize("key", seed_trades())
def test_an_authored_trade_is_whole(key):
    trade = seed_trades()[key]
    assert trade.uri.startswith("http://data.europa.eu/esco/occupation/")
    assert len(trade.isco) == 4
    assert trade.sector in Sector.values
    assert set(trade.interests) <= set(Interest.values)
    for texts in (trade.labels, trade.summaries, trade.words):
        assert set(texts) == set(INTERFACE_LANGUAGES)
        assert all(texts.values())
    for language in ("fr", "en"):
        assert set(trade.sheets[language]) == {"day", "likes", "hard", "try"}
    assert set(trade.near) <= set(seed_trades())


def test_there_are_enough_of_them_and_no_two_are_one():
    assert len(seed_trades()) >= 60
    assert len({trade.uri for trade in seed_trades().values()}) == len(seed_trades())


def test_word_lists_are_tidy():
    files = sorted((SEED / "words").glob("*.tsv"))
    assert {path.stem for path in files} <= set(INTERFACE_LANGUAGES)
    for uri, said in everyday_words().items():
        for language, phrases in said.items():
            assert all(phrases), (uri, language)
            assert len({phrase.casefold() for phrase in phrases}) == len(phrases)


@pytest.mark.django_db
def test_the_sample_is_loaded_once():
    counts = load_sample()
    assert counts["trades"] == len(seed_trades())
    assert Sheet.objects.filter(is_sample=False).count() == 0
    before, number = state(), revision_of("occupations")
    assert load_sample() == {}
    assert state() == before
    assert revision_of("occupations") == number


@pytest.mark.django_db
def test_what_a_house_changed_stays():
    load_sample()
    baker = Occupation.objects.get(seed_key="baker")
    OccupationText.objects.filter(occupation=baker, language="fr").update(label="le boulanger", summary="Ici, du pain.")
    OccupationWords.objects.filter(occupation=baker, language="fr").update(words=["pain d’ici"])
    Sheet.objects.filter(occupation=baker, language="fr").update(day="Chez nous.", is_sample=False)
    InterestProfile.objects.filter(occupation=baker).update(letters="AS")
    Occupation.objects.filter(pk=baker.pk).update(sector="craft", pictogram="star")
    NearOccupation.objects.filter(occupation=baker).delete()
    before = state()
    assert load_sample() == {}
    assert state() == before


@pytest.mark.django_db
def test_a_new_release_of_the_seed_reaches_what_nobody_changed(monkeypatch):
    load_sample()
    seeds = {trade.uri: trade for trade in seed_trades().values()}
    baker = next(trade for trade in seeds.values() if trade.key == "baker")
    newer = {**seed_trades(), "baker": type(baker)(**{**vars(baker), "summaries": {**baker.summaries, "fr": "Neuf."}})}
    monkeypatch.setattr("parvis.occupations.domain.seed.seed_trades", lambda: newer)
    assert load_sample() == {"texts": 1}
    assert OccupationText.objects.get(occupation__uri=baker.uri, language="fr").summary == "Neuf."


@pytest.mark.django_db
def test_documents_are_what_search_needs():
    load_sample()
    found = {document.id: document for document in documents()}
    assert {document.kind for document in found.values()} <= set(KINDS)
    baker = found[Occupation.objects.get(seed_key="baker").code]
    assert baker.path == f"trades/{baker.id}/"
    assert baker.titles["fr"] == "boulanger / boulangère"
    assert baker.names["fr"][:2] == ["boulanger", "boulangère"]
    assert "faire du pain" in baker.words["fr"]
    assert (baker.isco, baker.sector, baker.pictogram, baker.interests) == ("7512", "food", "bread", "RC")
    assert baker.is_everyday
    assert set(baker.languages) == set(INTERFACE_LANGUAGES)


@pytest.mark.django_db
def test_documents_follow_revisions_and_leave_out_the_retired():
    load_sample()
    latest, removed = revision()
    assert list(documents(latest)) == []
    assert removed == 0
    Revision.objects.filter(room="occupations").update(number=latest + 1)
    Occupation.objects.filter(seed_key="baker").update(revision=latest + 1)
    assert [document.titles["en"] for document in documents(latest)] == ["baker"]
    Occupation.objects.filter(seed_key="baker").update(retired_in="9.9.9")
    assert list(documents(latest)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_documents_are_read_in_a_constant_number_of_questions(number):
    for at in range(number):
        trade = Occupation.objects.create(uri=f"u:{at}", code=f"c{at}", revision=1)
        OccupationText.objects.create(occupation=trade, language="en", label=f"trade {at}", label_source="esco")
        skill = Skill.objects.create(uri=f"s:{at}", code=f"s{at}", kind="skill", revision=1)
        SkillText.objects.create(skill=skill, language="en", label=f"skill {at}", alternatives=["x"])
    with CaptureQueriesContext(
        connection,
    ) as questions:
        assert len(list(documents())) == 2 * number
    assert len(questions) == 9


def test_our_own_interests_are_trusted_first():
    rome = InterestProfile(source="rome", letters="IR", is_approximate=True)
    exact = InterestProfile(source="rome", letters="IC", is_approximate=False)
    seed = InterestProfile(source="seed", letters="RC", is_approximate=False)
    onet = InterestProfile(source="onet", letters="SE", is_approximate=True)
    assert letters_of([onet, rome, exact, seed]) == "RC"
    assert letters_of([onet, rome, exact]) == "IC"
    assert letters_of([onet, rome]) == "IR"
    assert letters_of([]) == ""
