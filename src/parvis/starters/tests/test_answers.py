"""The code of answers: what goes in comes out, whatever a hand does to it, and a slip is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.codes import ALPHABET
from parvis.core.refusal import Refusal
from parvis.starters.domain.activities import questions
from parvis.starters.domain.answers import Questions, answered, read_code, write_code
from parvis.starters.domain.statements import forms

EVERY = [forms()["pictures"].questions, forms()["statements"].questions, questions()]


@st.composite
def papers(draw):
    chosen = draw(st.sampled_from(EVERY))
    one = st.integers(0, chosen.choices - 1)
    return chosen, tuple(draw(st.lists(one, min_size=chosen.number, max_size=chosen.number)))


@given(papers())
def test_answers_come_out_as_they_went_in(paper):
    chosen, answers = paper
    assert read_code(chosen, write_code(chosen, answers)) == answers


@given(papers(), st.randoms())
def test_a_hand_may_write_it_its_own_way(paper, chance):
    chosen, answers = paper
    code = write_code(chosen, answers)
    typed = "".join(
        chance.choice((letter, letter.upper())) + chance.choice(("", " ", "-")) for letter in code.replace("0", "o")
    )
    assert read_code(chosen, typed.replace("1", "l")) == answers


@given(papers(), st.integers(0, 60), st.sampled_from(ALPHABET))
def test_a_slip_is_refused_or_read_as_nothing_else(paper, place, letter):
    chosen, answers = paper
    code = write_code(chosen, answers)
    if not code or code[place % len(code)] == letter:
        return
    slipped = code[: place % len(code)] + letter + code[place % len(code) + 1 :]
    try:
        read = read_code(chosen, slipped)
    except Refusal:
        return
    assert len(read) == chosen.number  # one slip of 1,024 passes the check; it still is answers, never an error


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(typed):
    for chosen in EVERY:
        try:
            answers = read_code(chosen, typed)
        except Refusal:
            continue
        assert len(answers) == chosen.number


def test_no_answer_needs_no_code():
    for chosen in EVERY:
        assert write_code(chosen, chosen.blank) == ""
        assert read_code(chosen, "") == chosen.blank


def test_a_code_of_other_questions_is_refused():
    code = write_code(EVERY[0], (1,) * EVERY[0].number)
    for other in EVERY[1:]:
        with pytest.raises(Refusal):
            read_code(other, code)


def test_a_number_too_large_is_refused():
    small, large = Questions("k", 3, 6), Questions("k", 3, 7)
    assert small.width == large.width
    with pytest.raises(Refusal):
        read_code(small, write_code(large, (6, 6, 6)))


def test_a_page_takes_in_its_own_answers_only():
    before = (1, 2, 3, 4)
    given_here = {"s1": "5", "s2": "9", "s3": "x", "s0": "5", "s99": "1"}
    assert answered(before, [1, 2], given_here, 6) == (1, 5, 0, 4)


def test_codes_are_short():
    assert [len(write_code(one, (1,) * one.number)) for one in EVERY] == [13, 28, 16]


def test_a_letter_of_no_code_is_refused():
    for chosen in EVERY:
        code = write_code(chosen, (1,) * chosen.number)
        with pytest.raises(Refusal):
            read_code(chosen, f"{code[:3]}é{code[4:]}")
