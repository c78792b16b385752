import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.codes import ALPHABET
from parvis.core.domain.return_codes import Code, check_letter, read_code
from parvis.seats.domain.codes import code_from, door_print, locator, once_print

LETTERS = st.text(ALPHABET, min_size=11, max_size=11).map(lambda letters: letters + check_letter(letters))
NOISE = st.sampled_from(["", " ", "-", "  ", "\u00a0", "–", ".", "\u200f"])
LOOKALIKES = {"0": "0oOόº"[:3], "1": "1iIlL", "v": "vVuU"}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(LETTERS, st.data())
def test_however_it_is_typed_it_is_the_same_code(letters, data):
    typed = ""
    for letter in letters:
        typed += data.draw(st.sampled_from(LOOKALIKES.get(letter, letter + letter.upper()))) + data.draw(NOISE)
    assert read_code(typed) == Code(letters)
    assert read_code(letters.translate(ARABIC)) == Code(letters)
    assert read_code(f"https://parvis.example/ar/seats/#{Code(letters).reveal()}") == Code(letters)


@given(LETTERS, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_a_slip(letters, place, other):
    wrong = letters[:place] + other + letters[place + 1 :]
    assert (read_code(wrong) is None) == (wrong != letters)


@given(st.text(max_size=60))
def test_any_text_is_read_without_breaking(typed):
    assert read_code(typed) is None or isinstance(read_code(typed), Code)


def test_a_code_does_not_tell_itself():
    code = code_from(b"form", 1)
    letters = code.reveal().replace("-", "").lower()
    for told in (
        repr(code),
        str(code),
        f"{code}",
        f"{code:>30}",
        f"{code!r}",
        "".join(map(str, [code])),
        repr([code]),
        repr({code: code}),
    ):
        assert letters not in told.lower()
        assert code.reveal() not in told
    for keep in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            keep(code)
    with pytest.raises(TypeError):
        ["a"].__add__("b" + code)


def test_the_same_form_leads_to_the_same_code_and_no_other_does():
    assert code_from(b"form", 1) == code_from(b"form", 1)
    codes = {code_from(b"form", plan, attempt) for plan in range(40) for attempt in range(40)}
    assert len(codes) == 1600
    assert all(read_code(code.reveal()) == code for code in codes)


def test_fingerprints_are_strangers_to_each_other(settings):
    code = code_from(b"form", 1)
    prints = {locator(code), door_print(code, 1), door_print(code, 2), once_print(b"form", 1), once_print(b"form", 2)}
    assert len(prints) == 5
    settings.SECRET_KEY = "another" * 10
    assert not prints & {locator(code), door_print(code, 1), once_print(b"form", 1)}
