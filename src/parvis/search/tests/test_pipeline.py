from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.documents import Document
from parvis.search import meaning, writer
from parvis.search.engine import EngineGone, Filters
from parvis.search.engines.embedded import Embedded
from parvis.search.meaning import Meanings
from parvis.search.pipeline import Pipeline
from parvis.search.ranking import in_order


def first(pipeline: Pipeline, text: str, language: str, **filters: str) -> str:
    ranked = pipeline.ask(text, language, Filters(**filters))
    return ranked.results[0].document.id if ranked.results else ""


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("boulanger", "fr", "baker"),
        ("boulangère", "fr", "baker"),
        ("BOULANGERE", "fr", "baker"),
        ("boulangé", "fr", "baker"),
        ("bouulanger", "fr", "baker"),
        ("boul", "fr", "baker"),
        ("faire du pain", "fr", "baker"),
        ("réparer des vélos", "fr", "bicycle"),
        ("reparer un velo", "fr", "bicycle"),
        ("Fahrrad reparieren", "de", "bicycle"),
        ("Bäckerin", "de", "baker"),
        ("Dachdeker", "de", "roofer"),
        ("work with kids", "en", "carer"),
        ("Bäcker", "fr", "baker"),
        ("enfermera", "fr", "nurse"),
        ("Lyon", "fr", "lyon"),
        ("cookies", "en", "privacy"),
    ],
)
def test_everyday_words_find_the_right_thing(pipeline: Pipeline, text: str, language: str, right: str) -> None:
    assert first(pipeline, text, language) == right


def test_the_trade_comes_before_who_leads_it_unless_asked(pipeline: Pipeline) -> None:
    assert first(pipeline, "bakery", "en") == "baker"
    assert first(pipeline, "bakery manager", "en") == "bakery-manager"


@pytest.mark.parametrize(
    "text", ["apprenti boulanger", "boulanger en alternance", "stage boulanger", "Ausbildung Bäcker"]
)
@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_words_for_a_place_to_train_say_little_and_are_no_slip(pipeline: Pipeline, text: str, language: str) -> None:
    assert first(pipeline, text, language) == "baker"
    assert not any(reading.meant for reading in pipeline.readings(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("je veux réparer des vélos", "fr"),
        ("j’aimerais, je peux, je pourrais", "fr"),
        ("ma fille voudrait être boulangère", "fr"),
        ("maybe something outside, I hate school", "en"),
        ("ich könnte, ich würde, bitte, weil", "de"),
        ("puedo, quisiera, porque, algo, tengo", "es"),
        ("posso, vorrei, perché, forse, qualcosa", "it"),
        ("posso, tenho, porque, alguma coisa, talvez", "pt"),
        ("ik zou liever buiten, omdat, misschien", "nl"),
        ("puc, voldria, potser, alguna cosa", "ca"),
        ("я можу, мені треба, можливо", "uk"),
        ("أحتاج إلى المال، ربما", "ar"),
    ],
)
def test_words_that_hold_a_sentence_together_are_no_slip(pipeline: Pipeline, text: str, language: str) -> None:
    assert not pipeline.readings(text, language)[0].meant


def test_a_word_that_names_a_concept_is_no_slip(pipeline: Pipeline) -> None:
    assert not pipeline.readings("rafistoler", "fr")[0].meant


@pytest.mark.parametrize("language", ["fr", "de", "en", "es"])
@pytest.mark.parametrize("text", ["arabe", "Deutsch", "portugais", "Englisch", "Spanish", "italiano", "українська"])
def test_the_name_of_a_language_is_no_slip(text: str, language: str, slips: Pipeline) -> None:
    assert not any(reading.meant for reading in slips.readings(text, language))


@pytest.fixture
def slips(tmp_path: Path) -> Pipeline:
    """Trades whose words stand a letter or two from the names of languages."""
    words = {
        "fr": "arabi portugaix deutscher",
        "de": "Deutschi Englischer arab",
        "en": "Spanis Arabi italian",
        "es": "italianos arabi",
    }
    trades = [Document("trade", f"{language}", "", {language: text}) for language, text in words.items()]
    writer.write_generation(trades, tmp_path, {})
    return Pipeline(Embedded(tmp_path), Meanings(None))


def test_slips_of_those_trades_are_still_repaired(slips: Pipeline) -> None:
    assert slips.readings("portugaxi", "fr")[0].meant == "portugaix"


def test_the_name_of_a_language_beside_a_trade_hides_nothing(pipeline: Pipeline) -> None:
    assert first(pipeline, "boulanger arabe", "fr") == "baker"
    assert first(pipeline, "Bäcker Deutsch", "de") == "baker"


def test_filters_hold(pipeline: Pipeline) -> None:
    ranked = pipeline.ask("boulanger couvreur infirmier", "fr", Filters(sector="building"))
    assert {result.document.id for result in ranked.results} == {"roofer"}


def test_facets_count_what_is_found_and_leave_their_own_filter_out(pipeline: Pipeline) -> None:
    readings = pipeline.readings("boulanger", "fr")
    assert pipeline.engine.count(readings, Filters(), "kind") == {"trade": 2}
    assert pipeline.engine.count(readings, Filters(sector="building"), "sector") == {"food": 1}


def test_a_repaired_question_says_what_was_meant(pipeline: Pipeline) -> None:
    assert pipeline.readings("bouulanger", "fr")[0].meant == "boulanger"
    assert pipeline.readings("boulanger", "fr")[0].meant == ""


def test_equals_follow_the_order_given() -> None:
    scored = [(1.0, "a", "a"), (1.0004, "b", "b"), (2.0, "c", "c")]
    assert in_order(scored, str.encode) == ["c", "a", "b"]
    assert in_order(scored, lambda key: {"a": b"2", "b": b"1", "c": b"3"}[key]) == ["c", "b", "a"]


@given(st.text(max_size=200), st.sampled_from(["fr", "en", "ar", "uk"]))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_breaks_it(pipeline: Pipeline, text: str, language: str) -> None:
    pipeline.ask(text, language, Filters())


class Alike:
    """Meanings in which everything is equally like any question, and which note the languages they were asked in."""

    keys = ("trade:baker", "trade:nurse")

    def __init__(self, likeness: float) -> None:
        self._likeness = likeness
        self.asked: list[str] = []

    def likeness(self, _question: object, languages: Iterable[str], sort: str) -> meaning.Vectors:
        self.asked = list(languages)
        return np.full(len(self.keys), self._likeness if sort == meaning.NAMED else 0.0, np.float32)


def likened(folder: Path, monkeypatch: pytest.MonkeyPatch, likeness: float) -> tuple[Pipeline, Alike]:
    monkeypatch.setattr(meaning, "encode_question", lambda _text: np.zeros(meaning.SIZE, np.float32))
    meanings = Alike(likeness)
    return Pipeline(Embedded(folder), meanings), meanings


@pytest.mark.parametrize(("text", "likeness", "is_found"), [("qsdfgh", 0.75, False), ("qsdfgh", 0.9, True)])
def test_letters_without_sense_find_nothing(index_folder, monkeypatch, text, likeness, is_found) -> None:
    pipeline, _ = likened(index_folder, monkeypatch, likeness)
    ranked = pipeline.ask(text, "fr", Filters())
    assert bool(ranked.results) == is_found
    assert bool(ranked.total) == is_found


@pytest.mark.parametrize("text", ["infirmier", "bouulanger"])
def test_meaning_adds_to_known_and_repaired_words(index_folder, monkeypatch, text) -> None:
    pipeline, _ = likened(index_folder, monkeypatch, 0.5)
    assert {"baker", "nurse"} <= {result.document.id for result in pipeline.ask(text, "fr", Filters()).results}


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [("faire du pain", "fr", ["fr"]), ("réparer des vélos", "fr", ["fr", "en"]), ("nurse", "en", ["en"])],
)
def test_a_word_that_looks_english_and_means_another_thing_is_not_asked_in_english(
    index_folder, monkeypatch, text, language, asked
) -> None:
    pipeline, meanings = likened(index_folder, monkeypatch, 0.5)
    pipeline.ask(text, language, Filters())
    assert meanings.asked == asked


def test_no_index_is_said_as_such(tmp_path) -> None:
    with pytest.raises(EngineGone):
        Embedded(tmp_path)


def test_a_sure_slip_is_repaired_in_the_page_s_own_language_alone(pipeline: Pipeline) -> None:
    assert [one.language for one in pipeline.readings("accompagnnant", "fr")] == ["fr"]
    assert first(pipeline, "Dachdeker", "fr") == "roofer"
