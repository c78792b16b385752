import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.meetings.domain.seekers import aliases
from parvis.meetings.domain.seekers.aliases import Alias, free_alias, read_alias, said_alias
from parvis.meetings.rules import facts_of, interpreted, interpreter, is_need, slots_of

START = datetime.datetime(2026, 12, 3, 13, 0, tzinfo=datetime.UTC)


def test_slots_follow_each_other_with_pauses_and_breaks():
    slots = slots_of(START, 4, 10, 2, [(1, 30)])
    assert [f"{slot.starts:%H:%M}-{slot.ends:%H:%M}" for slot in slots] == [
        "13:00-13:10",
        "13:12-13:22",
        "13:52-14:02",
        "14:04-14:14",
    ]
    assert [slot.number for slot in slots] == [0, 1, 2, 3]


@given(
    st.integers(1, 96), st.integers(1, 120), st.integers(0, 60), st.dictionaries(st.integers(0, 95), st.integers(0, 90))
)
def test_no_slots_overlap(number, minutes, pause, breaks):
    slots = slots_of(START, number, minutes, pause, breaks.items())
    assert len(slots) == number
    assert all(one.ends <= other.starts for one, other in itertools.pairwise(slots))


def test_facts_name_what_is_stated_and_nothing_else():
    assert facts_of({"level": 3, "contract": "", "rhythm": "block", "start": None, "zone": "Nord"}) == [
        "level:3",
        "rhythm:block",
        "zone:Nord",
    ]


@pytest.mark.parametrize("need", ["quiet", "step-free", "interpreter:ar", "interpreter:pt-br"])
def test_needs_are_from_a_list_or_an_interpreter(need):
    assert is_need(need)
    assert interpreter("pt-BR") == "interpreter:pt-br"
    assert interpreted(need) == need.partition(":")[2]


@pytest.mark.parametrize("text", ["", "Anna", "interpreter:", "interpreter:of dreams", "quiet "])
def test_nothing_else_is_a_need(text):
    assert not is_need(text)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_name_that_is_said_is_read_again(language):
    alias = Alias("heron", "blue", 42)
    said = said_alias(alias, language)
    assert said.text.endswith(" 42")
    assert read_alias(f"  {said.text.upper()} ", language) == alias
    assert read_alias(said.text.replace(" 42", " 9"), language) is None


@pytest.mark.parametrize(
    "typed", ["", "42", "blue heron", "Anna Muster 42", "blue heron 1٢", "blue heron 100", "x" * 900]
)
def test_what_is_no_name_of_ours_is_not_read(typed):
    assert read_alias(typed, "en") is None


def test_free_names_are_never_taken_ones_and_end_with_a_sentence(monkeypatch):
    taken = set()
    for _each in range(700):
        alias = free_alias(taken)
        assert alias not in taken
        taken.add(alias)
    monkeypatch.setattr(aliases, "_MOST", 700)
    with pytest.raises(Refusal):
        free_alias(taken)
