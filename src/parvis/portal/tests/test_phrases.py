"""Phrases and next steps: whole in ten languages, coded and read back, nothing free in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.codes import ALPHABET
from parvis.core.domain.notebook import Item, Kind, Notebook, encode, read
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.network.models import Desk
from parvis.network.tests.made import house
from parvis.portal.domain.next_steps import read_step, write_step
from parvis.portal.domain.phrases import GROUPS, Half, phrase_named, phrases, said_phrase, said_when
from parvis.portal.domain.things import things_of

PLACES = ("8x2m4q", "q0w9e8r7t")


def test_each_phrase_is_said_in_ten_languages_with_no_gap_but_a_day() -> None:
    for phrase in phrases():
        assert phrase.group in GROUPS
        assert len(phrase.key) == 3
        assert set(phrase.key) <= set(ALPHABET)
        assert phrase.plain or phrase.when
        for texts, gap in ((phrase.plain, 0), (phrase.when, 1)):
            assert set(texts) in (set(), set(INTERFACE_LANGUAGES))
            for text in texts.values():
                assert text.count("{when}") == text.count("{") == gap
                assert not re.search(r"\d", text), "ages, amounts and terms differ per country"


def test_keys_are_given_once_and_kept_for_ever() -> None:
    keys = [phrase.key for phrase in phrases()]
    assert len(keys) == len(set(keys))
    assert keys[:12] == ["cba", "gdk", "ask", "apm", "brd", "brc", "brt", "brs", "cbn", "cwh", "agn", "ntk"]
    assert {"vst", "apy", "cmp", "frm", "trw", "wcv", "rec", "vae", "mny", "sgn", "ngc"} <= set(keys)
    assert {"hnd", "hdp", "hmy", "htr"} <= set(keys)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Come back on Thursday in the afternoon."),
        ("fr", "Revenez jeudi après-midi."),
        ("de", "Kommen Sie am Donnerstagnachmittag wieder."),
        ("nl", "Kom op donderdagmiddag terug."),
        ("ar", "العودة يوم الخميس بعد الظهر."),
    ],
)
def test_a_day_and_a_half_stand_in_the_sentence(language: str, said: str) -> None:
    phrase = phrase_named("cba")
    assert phrase is not None
    assert said_phrase(phrase, language, 4, Half.AFTERNOON).text == said


def test_days_and_halves_are_there_in_every_language() -> None:
    for language in INTERFACE_LANGUAGES:
        days = {said_when(language, day, half) for day in range(8) for half in Half if day or half}
        assert len(days) == 7 * 3 + 2


steps = st.builds(
    write_step,
    st.sampled_from([phrase.key for phrase in phrases()]),
    st.integers(1, 7),
    st.sampled_from(Half),
    st.just(PLACES),
)


@settings(deadline=None, max_examples=60)
@given(steps)
def test_a_step_is_read_as_it_was_written_and_survives_a_keyboard(step) -> None:
    assert read_step(step.item.code) == step
    assert read(encode([step.item])).items == (step.item,)
    assert read(encode([step.item]).upper().replace("-", " ").replace("0", "O")) == Notebook((step.item,))


@settings(deadline=None, max_examples=200)
@given(st.text(ALPHABET + "é", max_size=32))
def test_whatever_stands_in_a_code_it_is_a_step_or_none(code: str) -> None:
    step = read_step(code)
    assert step is None or step.item.code == code


@pytest.mark.parametrize(
    "code", ["cba800", "cba030", "cba006", "cwh000", "zzz000", "cba", "gdk000", "gdk0068x2m", "brd400"]
)
def test_a_code_that_no_desk_writes_is_none(code: str) -> None:
    assert read_step(code) is None


def test_what_is_missing_is_asked_for_and_what_has_no_gap_is_left_out() -> None:
    assert write_step("brd", 4, Half.MORNING, PLACES).item == Item(Kind.NEXT_STEP, "brd000")
    with pytest.raises(Refusal, match="day"):
        write_step("cwh", 0, Half.NONE, ("", ""))
    with pytest.raises(Refusal, match="desk or the house"):
        write_step("ask", 0, Half.NONE, (PLACES[0], ""))
    with pytest.raises(Refusal, match="same place"):
        write_step("hnd", 0, Half.NONE, (PLACES[0], PLACES[0]))
    with pytest.raises(Refusal, match="not there any more"):
        write_step("zzz", 0, Half.NONE, PLACES)


@pytest.mark.django_db
def test_a_hand_over_names_both_places_and_leads_to_the_second() -> None:
    first, second = house("lyon"), house("nice")
    desk = Desk.objects.get(house=second)
    item = write_step("hnd", 0, Half.NONE, (first.code, desk.code)).item
    (thing,) = things_of([item], "fr")
    assert thing.label.text.startswith("Du premier lieu au second")
    assert [fact for fact in thing.facts if "Quel métier pour moi ?" in fact]
    assert first.name in thing.facts[0]
    assert thing.path.startswith("/fr/houses/nice/")
    (gone,) = things_of([write_step("gdk", 0, Half.NONE, ("", "zzzzzz")).item], "en")
    assert gone.facts == ["zzzzzz"], "a place that is gone leaves its code"
    assert not gone.path


def test_a_step_of_a_newer_parvis_stays_listed_by_its_code() -> None:
    item = Item(Kind.NEXT_STEP, "zzz000")
    assert things_of([item], "en")[0].is_gone
