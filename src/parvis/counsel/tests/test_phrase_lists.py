"""The words of code phrases: as many as are promised, told apart however they are typed, and none that hurts."""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from math import log2
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.counsel.domain import phrases
from parvis.counsel.domain.normal import normal

HERE = Path(__file__).parent
MARKED = {
    "fr": "àâçèéêëîïôùû",
    "en": "",
    "de": "",
    "it": "àèéìòù",
    "es": "áéíñóú",
    "pt": "áâãàçéêíóôõú",
    "nl": "",
    "ca": "àçèéíïòóúü",
}
OWN = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"}
#: Fingerprints of the lists as they are compared. The last word of a phrase is a check, taken from the list: when a word changes,
#: comes or goes, phrases that are out are read no more: those of visitors (90 days), of officers, of the sheet in a safe.
IN_USE = {
    "fr": "63a5c4fea9e40ea1",
    "en": "417f5fb57209502f",
    "de": "8883426b532e2b9e",
    "it": "6ba966faf00068d6",
    "es": "4e220a91aff9b5a5",
    "pt": "66fb6af87975736d",
    "nl": "f9919c76e3af5d6f",
    "ca": "50ea5a5edea22374",
    "ar": "f23d8f4d639ba509",
    "uk": "99d1515f27427a23",
}
in_each_language = pytest.mark.parametrize("language", INTERFACE_LANGUAGES)


@cache
def words_of(language: str) -> tuple[str, ...]:
    return tuple((HERE.parent / "phrases" / f"{language}.txt").read_text(encoding="utf-8").splitlines())


@cache
def unwanted_in(language: str) -> tuple[str, ...]:
    lines = (HERE / "unwanted" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(pattern for line in lines if not line.startswith("#") for pattern in line.split())


def is_unwanted(word: str, language: str) -> bool:
    compared = normal(word)
    return compared in unwanted_in(language) or compared.startswith(stems_in(language))


@cache
def stems_in(language: str) -> tuple[str, ...]:
    return tuple(pattern[:-1] for pattern in unwanted_in(language) if pattern.endswith("*"))


def beginnings(words: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of which the one begins the other: sorted, they stand side by side."""
    ordered = sorted(words)
    return [(one, other) for one, other in pairwise(ordered) if other.startswith(one)]


def one_slip_apart(words: Iterable[str]) -> set[tuple[str, ...]]:
    """Return pairs with one letter wrong, lost, added or two swapped: with at most one letter out, such a pair is alike."""
    shelves = defaultdict(set)
    for word in words:
        for shelf in {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}:
            shelves[shelf].add(word)
    pairs = {tuple(sorted((one, other))) for near in shelves.values() for one in near for other in near if one < other}
    return {pair for pair in pairs if OSA.distance(*pair) <= 1}


def cut(run: str, words: frozenset[str]) -> Iterator[list[str]]:
    """Yield every way to read ``run`` as words."""
    if not run:
        yield []
    for length in range(1, len(run) + 1):
        if run[:length] in words:
            for rest in cut(run[length:], words):
                yield [run[:length], *rest]


@in_each_language
def test_nine_words_are_ninety_bits(language: str) -> None:
    compared = {normal(word) for word in words_of(language)}
    assert len(words_of(language)) == len(compared) == 1024
    assert 9 * log2(len(compared)) >= 90


@in_each_language
def test_a_list_reads_well(language: str) -> None:
    text = "\n".join(words_of(language))
    letters = OWN.get(language) or "abcdefghijklmnopqrstuvwxyz" + MARKED[language]
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.lower()
    assert set(text) - {"\n"} <= set(letters)
    assert list(words_of(language)) == sorted(words_of(language), key=normal)


@in_each_language
def test_a_child_writes_them_down(language: str) -> None:
    shortest, longest = (2, 8) if language == "ar" else (3, 9)
    assert [word for word in words_of(language) if not shortest <= len(normal(word)) <= longest] == []
    assert sum(map(len, words_of(language))) / 1024 < 7


@in_each_language
def test_no_word_begins_another(language: str) -> None:
    assert beginnings(map(normal, words_of(language))) == []


@in_each_language
def test_a_slip_never_makes_another_word(language: str) -> None:
    assert one_slip_apart(map(normal, words_of(language))) == set()


@in_each_language
def test_no_word_hurts(language: str) -> None:
    assert [word for word in words_of(language) if is_unwanted(word, language)] == []


@in_each_language
def test_what_is_unwanted_is_found(language: str) -> None:
    patterns = unwanted_in(language)
    assert len(patterns) == len(set(patterns)) > 300
    assert [pattern for pattern in patterns if normal(pattern) + "*" * pattern.endswith("*") != pattern] == []
    assert all(is_unwanted(pattern.upper(), language) for pattern in patterns)
    assert is_unwanted(next(pattern for pattern in patterns if pattern.endswith("*")).replace("*", "xyz"), language)


@in_each_language
def test_phrases_that_are_out_stay_readable(language: str) -> None:
    compared = "\n".join(map(normal, words_of(language)))
    assert hashlib.sha256(compared.encode()).hexdigest()[:16] == IN_USE[language]


@in_each_language
def test_phrases_of_the_lists_are_read_however_they_are_typed(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "FOLDER", HERE.parent / "phrases")
    for page in INTERFACE_LANGUAGES:
        phrase = phrases.make_phrase(language)
        words = phrase.reveal()
        for typed in (" ".join(words), "".join(words), "-".join(map(normal, words)).upper(), "\n".join(words).title()):
            assert phrases.read_phrase(typed, page) == phrase


def test_every_language_of_the_interface_has_a_list_and_no_other() -> None:
    for folder in (HERE.parent / "phrases", HERE / "unwanted"):
        assert {path.stem for path in folder.glob("*.txt")} == set(INTERFACE_LANGUAGES)


@given(st.sampled_from(sorted(INTERFACE_LANGUAGES)), st.data())
@settings(deadline=None, max_examples=60)
def test_nine_words_are_read_back_without_spaces(language: str, data: st.DataObject) -> None:
    words = frozenset(map(normal, words_of(language)))
    phrase = data.draw(st.lists(st.sampled_from(words_of(language)), min_size=9, max_size=9))
    compared = [normal(word) for word in phrase]
    assert list(cut(normal("".join(phrase).upper()), words)) == [compared]


def test_the_measures_find_what_they_look_for() -> None:
    assert beginnings(["bar", "ear", "barley"]) == [("bar", "barley")]
    near = {"slip": {"slap", "slips", "sip", "silp", "slip"}, "milk": {"silk"}}
    for word, others in near.items():
        assert {other for other in others if one_slip_apart([word, other])} == others - {word}
    assert one_slip_apart(["slip", "slope", "lisp", "ship", "silk"]) == {("ship", "slip")}
