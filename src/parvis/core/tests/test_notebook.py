"""The notebook's string: what is written is read, what was ever printed stays readable, slips are seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.codes import ALPHABET
from parvis.core.domain.notebook import MAX_ITEMS, MAX_LENGTH, Fault, Item, Kind, Notebook, encode, read

codes = st.text(ALPHABET, min_size=6, max_size=12)
items = st.builds(Item, st.sampled_from(Kind), codes)
lists = st.lists(items, unique=True, max_size=MAX_ITEMS)

#: Printed on somebody's fridge: never change this, write a new version instead.
FROZEN = "av09-t3k9qfz-h8x2m4q-dq0w9e8r7t-s000000-pzzzzzz"
FROZEN_ITEMS = (
    Item(Kind.TRADE, "3k9qfz"),
    Item(Kind.HOUSE, "8x2m4q"),
    Item(Kind.DESK, "q0w9e8r7t"),
    Item(Kind.SKILL, "000000"),
    Item(Kind.PAGE, "zzzzzz"),
)


def test_version_a_is_read_for_ever() -> None:
    assert read(FROZEN) == Notebook(FROZEN_ITEMS)
    assert encode(FROZEN_ITEMS) == FROZEN


#: With next steps in it, as the slip writes them.
FROZEN_STEPS = encode((Item(Kind.NEXT_STEP, "cba410"), Item(Kind.NEXT_STEP, "hnd0068x2m4qq0w9e8r7t")))


def test_a_next_step_is_longer_than_a_thing_and_read_for_ever() -> None:
    assert FROZEN_STEPS[4:] == "-ncba410-nhnd0068x2m4qq0w9e8r7t"
    assert [str(item) for item in read(FROZEN_STEPS).items] == ["ncba410", "nhnd0068x2m4qq0w9e8r7t"]
    assert read("t" + "0" * 13).items == ()
    assert read("n" + "0" * 31).items == ()


def test_offers_and_qualifications_have_their_letters_before_their_rooms() -> None:
    kept = (Item(Kind("o"), "3k9qfz"), Item(Kind("q"), "8x2m4q"))
    assert read(encode(kept)) == Notebook(kept)
    assert read(encode(kept).replace("-o", "-0")).items == kept, "an o written by hand is often read as a nought"


@given(lists)
def test_what_is_written_is_read(things: list[Item]) -> None:
    assert read(encode(things)) == Notebook(tuple(things))


@given(lists)
def test_a_notebook_fits_into_an_address(things: list[Item]) -> None:
    assert len(encode(things)) <= MAX_LENGTH


@given(st.text(max_size=3000))
def test_nothing_typed_can_break_the_reader(typed: str) -> None:
    notebook = read(typed)
    assert len(notebook) <= MAX_ITEMS
    assert read(str(notebook)).items == notebook.items


@given(lists.filter(bool), st.data())
def test_a_changed_character_is_seen_or_changes_nothing(things: list[Item], data: st.DataObject) -> None:
    written = encode(things)
    place = data.draw(st.integers(0, len(written) - 1))
    sign = data.draw(st.sampled_from(ALPHABET + "-"))
    changed = written[:place] + sign + written[place + 1 :]
    notebook = read(changed)
    assert notebook.faults or notebook.items == tuple(things) or _checksums_agree(changed)


def _checksums_agree(changed: str) -> bool:
    """One slip in 32,768 makes a whole notebook of its own: then its head is the right one for what it holds."""
    return encode(read(changed).items)[:4] == changed[:4]


@pytest.mark.parametrize("cut", range(1, len(FROZEN)))
def test_a_string_cut_short_says_so_and_keeps_what_is_left(cut: int) -> None:
    notebook = read(FROZEN[:cut])
    assert notebook.faults == (Fault.DAMAGED,)
    kept = [str(item) for item in FROZEN_ITEMS if FROZEN[:cut].find(str(item)) > 0]
    assert [str(item) for item in notebook.items][: len(kept)] == kept


@pytest.mark.parametrize(
    "typed",
    [
        FROZEN.upper(),
        FROZEN.replace("-", " "),
        FROZEN.replace("-", " – "),
        f"  {FROZEN.replace('-', '.')}. ",
        FROZEN.replace("0", "o"),
        FROZEN.replace("000000", "OOoo00"),
        FROZEN.replace("av09", "av٠٩"),
        FROZEN.replace("t3k9", "ｔ３ｋ９"),
    ],
    ids=["capitals", "blanks", "dashes", "full stops", "o for 0", "capital O", "Arabic digit", "wide letters"],
)
def test_how_it_is_typed_does_not_matter(typed: str) -> None:
    assert read(typed) == Notebook(FROZEN_ITEMS)


def test_groups_without_a_head_are_read_and_said_to_be_damaged() -> None:
    assert read("t3k9qfz h8x2m4q") == Notebook(FROZEN_ITEMS[:2], (Fault.DAMAGED,))


def test_a_letter_of_a_coming_version_is_said() -> None:
    assert read("bv09-t3k9qfz") == Notebook(FROZEN_ITEMS[:1], (Fault.NEWER,))


def test_an_unknown_kind_is_left_out_and_said() -> None:
    assert read("av09-z3k9qfz") == Notebook((), (Fault.DAMAGED,))


def test_too_many_things_are_cut_and_said() -> None:
    many = [Item(Kind.TRADE, f"{number:06d}") for number in range(MAX_ITEMS + 5)]
    notebook = read(encode(many))
    assert notebook == Notebook(tuple(many[:MAX_ITEMS]), (Fault.TOO_LONG,))


def test_an_endless_string_is_cut_and_said() -> None:
    notebook = read(FROZEN + "-t3k9qfz" * 5000)
    assert notebook == Notebook(FROZEN_ITEMS, (Fault.TOO_LONG,))


@given(lists, items)
def test_adding_puts_last_once_and_removing_takes_it_back(things: list[Item], item: Item) -> None:
    notebook = Notebook(tuple(things))
    added = notebook.adding(item)
    assert added.adding(item).items == added.items
    if item not in things and not notebook.is_full:
        assert added.items[-1] == item
        assert added.removing(item).items == notebook.items
    assert item not in notebook.removing(item).items


@given(lists.filter(lambda things: len(things) > 1), st.data())
def test_moving_down_then_up_changes_nothing(things: list[Item], data: st.DataObject) -> None:
    notebook = Notebook(tuple(things))
    item = data.draw(st.sampled_from(things[:-1]))
    moved = notebook.moving(item, 1)
    assert sorted(map(str, moved.items)) == sorted(map(str, things))
    assert moved.items.index(item) == things.index(item) + 1
    assert moved.moving(item, -1).items == notebook.items


def test_the_ends_hold_and_a_stranger_moves_nothing() -> None:
    notebook = Notebook(FROZEN_ITEMS)
    assert notebook.moving(FROZEN_ITEMS[0], -1).items == FROZEN_ITEMS
    assert notebook.moving(FROZEN_ITEMS[-1], 1).items == FROZEN_ITEMS
    assert notebook.moving(Item(Kind.TRADE, "yyyyyy"), 1) == notebook
