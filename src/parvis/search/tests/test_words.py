from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from parvis.search.words.compounds import take_apart
from parvis.search.words.fold import LONGEST, fold, fold_all, split
from parvis.search.words.lexicon import MARK, lexicon
from parvis.search.words.spelling import repairs, sound
from parvis.search.words.stems import keys
from parvis.search.words.vocabulary import Correct, Vocabulary


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(max_size=300), st.sampled_from(["fr", "de", "en", "ar", "uk", "xx"]))
def test_any_text_splits_into_bounded_words_without_spaces(text: str, language: str) -> None:
    for word in split(text, language):
        assert word
        assert len(word) <= LONGEST
        assert not any(character.isspace() for character in word)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "boulangère", "boulanger"),
        ("fr", "boulangere", "boulanger"),
        ("fr", "coiffeuse", "coiffeur"),
        ("fr", "actrice", "acteur"),
        ("fr", "vélos", "velo"),
        ("fr", "animaux", "animal"),
        ("de", "Bäckerin", "backen"),
        ("de", "Baecker", "Bäcker"),
        ("de", "Kauffrau", "Kaufmann"),
        ("de", "Köchin", "Koch"),
        ("es", "panadera", "panadería"),
        ("es", "conductora", "conductor"),
        ("pt", "enfermeira", "enfermeiro"),
        ("nl", "verkoopster", "verkopen"),
        ("nl", "kapster", "kapper"),
        ("it", "attrice", "attore"),
        ("ca", "fornera", "forner"),
        ("en", "children", "child"),
        ("uk", "пекарка", "пекарка"),
    ],
)
def test_kin_share_a_key(language: str, one: str, other: str) -> None:
    assert set(keys(one.lower(), language)) & set(keys(other.lower(), language))


def test_different_trades_keep_different_keys() -> None:
    assert not set(keys("kellner", "de")) & set(keys("keller", "de"))
    assert not set(keys("pâtissier", "fr")) & set(keys("boulanger", "fr"))


@pytest.mark.parametrize("written", ["boulanger·ère", "boulanger(e)", "boulanger"])
def test_marks_of_gender_are_taken_off(written: str) -> None:
    assert fold_all(written, "fr") == "boulanger"


def test_signs_over_and_under_letters_part_no_word() -> None:
    assert split("خبّاز / خبّازة", "ar") == split("خباز / خبازة", "ar")
    assert split("пе́кар", "uk") == ["пекар"]


def test_elided_articles_are_taken_off() -> None:
    assert split("l’hôtel d'été", "fr") == ["hôtel", "été"]


def test_compounds_come_apart_along_the_vocabulary() -> None:
    counts = {"fahrrad": 3, "mechaniker": 20, "rad": 1, "schule": 4, "lehrer": 9}
    assert take_apart("fahrradmechaniker", "de", counts) == ("fahrrad", "mechaniker")
    assert take_apart("schullehrer", "de", counts) == ("schule", "lehrer")
    assert take_apart("fahrradmechaniker", "fr", counts) == ()
    assert take_apart("xylophon", "de", counts) == ()


def vocabulary(*words: str, language: str = "fr") -> Vocabulary:
    made = Vocabulary(language)
    made.add(words, words, [key for word in words for key in keys(word, language)])
    return made


@pytest.mark.parametrize("typed", ["boulangre", "boulanjer", "bouulanger", "boualnger", "boulangé"])
def test_a_misspelt_word_finds_what_was_meant(typed: str) -> None:
    found = repairs(fold(typed), vocabulary("boulanger", "maçon", "coiffeur"))
    assert found
    assert found[0].word == "boulanger"


def test_short_words_and_numbers_are_left_as_typed() -> None:
    assert repairs("pan", vocabulary("pain")) == []
    assert repairs("12345", vocabulary("12346")) == []


def test_words_that_sound_alike_are_spelt_alike() -> None:
    assert sound("bato", "fr") == sound("bateau", "fr")
    assert sound("vaca", "es") == sound("baca", "es")


def test_a_vocabulary_survives_the_disk(tmp_path) -> None:
    made = vocabulary("boulanger", "maçon")
    made.write(tmp_path)
    read = Vocabulary.read(tmp_path, "fr")
    assert (read.named, read.said, read.keys, read.things) == (made.named, made.said, made.keys, made.things)
    assert Vocabulary.read(tmp_path, "de").things == 0


def test_prefixes_find_the_commonest_first() -> None:
    made = vocabulary("boulanger", "boucher")
    made.add(["boucher"], ["boucher"], [])
    assert made.starting("bou") == ["boucher", "boulanger"]


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "nl", "pt", "it", "ca", "ar", "uk"])
def test_every_lexicon_reads(language: str) -> None:
    read = lexicon(language)
    assert read.stop
    assert read.filler


def test_concepts_tie_words_across_languages() -> None:
    french = lexicon("fr").concepts(keys("vélo", "fr"))
    assert f"{MARK}bicycle" in french
    assert set(french) & set(lexicon("de").concepts(keys("fahrräder", "de")))


@given(st.text("abcde", min_size=1, max_size=9), st.text("abcde", min_size=1, max_size=9))
def test_words_ruled_out_by_their_letters_are_never_near(word: str, other: str) -> None:
    slips = OSA.distance(word, other)
    if slips <= 3:
        assert Correct([other]).near(word, slips) == [other]


def test_short_beginnings_are_kept_as_long_ones_are_found() -> None:
    words = [f"bou{letter}{'a' * place}" for place, letter in enumerate("abcdefghijkl")]
    made = vocabulary(*words)
    assert made.starting("bo") == made.starting("bou") == words[:8]
    assert made.starting("boub") == made.starting("bouba") == ["bouba"]
    assert made.starting("x") == made.starting("xx") == made.starting("xxxxx") == []
