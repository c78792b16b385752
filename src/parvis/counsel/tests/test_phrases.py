import copy
import math
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.counsel.domain import phrases
from parvis.counsel.domain.normal import normal
from parvis.counsel.domain.phrases import (
    LENGTH,
    LOCATING,
    OFFICERS,
    SECRET,
    Phrase,
    make_phrase,
    read_phrase,
    word_list,
)

SHIPPED = phrases.FOLDER
LANGUAGES = st.sampled_from(["en", "fr", "ar", "uk"])
BETWEEN = st.sampled_from([" ", "  ", "-", "\n", ", ", "\u00a0", " · ", "1. ", "\u200f "])


def bits(number):
    return number * math.log2(phrases.LEAST)


def test_a_phrase_has_ninety_bits_and_each_half_its_share():
    assert bits(LOCATING) >= 30
    assert bits(SECRET) >= 60
    assert bits(LOCATING + SECRET) >= 90
    for language in ("en", "fr", "ar", "uk", "de"):
        assert len(make_phrase(language).reveal()) == LENGTH
        assert len(make_phrase(language, OFFICERS).reveal()) == SECRET + 1
    drawn = {word for _ in range(400) for word in make_phrase("en").reveal()[:-1]}
    assert len(drawn) > 950, "every word of the list can be drawn"


@given(LANGUAGES, LANGUAGES, st.data())
def test_however_it_is_typed_on_whatever_page_it_is_the_same(spoken, page, data):
    phrase = make_phrase(spoken)
    typed = "".join(
        data.draw(st.sampled_from([word, word.upper(), normal(word), word.title()])) + data.draw(BETWEEN)
        for word in phrase.reveal()
    )
    assert read_phrase(typed, page) == phrase
    assert read_phrase("".join(phrase.reveal()), page) == phrase


@given(LANGUAGES, st.integers(0, LENGTH - 1), st.integers(0, 1023))
def test_a_wrong_word_is_seen(language, place, other):
    phrase = make_phrase(language)
    words = list(phrase.reveal())
    words[place] = word_list(language).words[other]
    if words == list(phrase.reveal()):
        return
    try:
        found = read_phrase(" ".join(words), language)
    except Refusal:
        return
    assert found != phrase  # once in a thousand times the check fits by chance


def is_refused(words):
    try:
        read_phrase(" ".join(words), "en")
    except Refusal as refused:
        return "changed places" in str(refused)
    return False


def test_words_that_changed_places_are_seen_nearly_always():
    unseen = 0
    for _ in range(60):
        words = list(make_phrase("en").reveal())
        words[1], words[5] = words[5], words[1]
        unseen += not is_refused(words)
    assert unseen < 3  # one in a thousand by chance, or the two words were the same


def test_a_word_that_is_not_in_the_list_is_pointed_out_with_what_is_near():
    words = list(make_phrase("en").reveal())
    words[3] = "babx"
    with pytest.raises(Refusal) as refused:
        read_phrase(" ".join(words), "en")
    assert "“babx” is not in our list" in str(refused.value)
    assert "Did you mean: bab" in str(refused.value)
    assert not any(word in str(refused.value) for word in words[4:])


@pytest.mark.parametrize("number", [1, 9, 11, 40])
def test_too_few_or_too_many_words_are_counted(number):
    words = (make_phrase("fr").reveal() * 4)[:number]
    with pytest.raises(Refusal, match=rf"You typed {number} word.* There must be 10"):
        read_phrase(" ".join(words), "fr")


@given(st.text(max_size=80))
def test_any_text_is_read_without_breaking(typed):
    with pytest.raises(Refusal):
        read_phrase(typed, "ar")


def test_a_phrase_does_not_tell_itself():
    phrase = make_phrase("en")
    for told in (repr(phrase), str(phrase), f"{phrase}", f"{phrase:>30}", repr([phrase]), repr({phrase: phrase})):
        assert not any(re.search(rf"\b{word}\b", told) for word in phrase.reveal())
    for keep in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            keep(phrase)


def test_the_locator_is_keyed_and_knows_the_first_words_alone(settings):
    phrase = make_phrase("en")
    first, other = phrase.reveal(), make_phrase("en").reveal()
    same = Phrase([*first[:LOCATING], *other[LOCATING:]], "en")
    assert phrase.locator() == same.locator()
    assert phrase.secret() != same.secret()
    before = phrase.locator()
    settings.SECRET_KEY = "another" * 10
    assert phrase.locator() != before


def test_a_list_that_is_too_short_or_says_a_word_twice_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(phrases, "FOLDER", tmp_path)
    assert word_list("en") is None
    with pytest.raises(Refusal, match="no word lists"):
        make_phrase("en")
    short = tmp_path / "short"
    short.mkdir()
    monkeypatch.setattr(phrases, "FOLDER", short)
    (short / "en.txt").write_text("\n".join(f"{chr(97 + n % 26)}{'x' * (n // 26)}" for n in range(1000)))
    with pytest.raises(ValueError, match="1000 different words"):
        word_list("en")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_lists_that_are_shipped_read_their_own_phrases_on_every_page(language, monkeypatch):
    monkeypatch.setattr(phrases, "FOLDER", SHIPPED)
    words = word_list(language)
    assert words.bits * (LOCATING + SECRET) >= 90
    for page in INTERFACE_LANGUAGES:
        phrase = make_phrase(language)
        assert phrase.language == language
        for typed in (" ".join(phrase.reveal()), "".join(phrase.reveal()), ", ".join(map(str.upper, phrase.reveal()))):
            assert read_phrase(typed, page) == phrase
