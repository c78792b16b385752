"""No hidden cell can be worked out: tried against everybody who knows the rule and every small table there is."""

from collections import defaultdict
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.domain.few import FEW, Published, add_up, publish

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8)


def naive(counts, few=FEW):
    """Hide small cells alone, as a beginner would: the attack must break it."""
    cells = {key: number for key, number in counts.items() if number >= few}
    return Published(cells, sum(counts.values()) - sum(cells.values()))


def hurried(counts, few=FEW):
    """Hide one more cell where one alone would be hidden, and never look at the sum: ten and ten are twenty."""
    cells = {key: number for key, number in counts.items() if number >= few}
    small = [number for number in counts.values() if 0 < number < few]
    if len(small) == 1 and cells:
        del cells[min(cells, key=lambda key: (cells[key], key))]
    return Published(cells, sum(counts.values()) - sum(cells.values()))


def possible(rule, few, keys, largest):
    """Publish every table of ``keys`` cells up to ``largest``; yield what an attacker who knows the rule, the names of the cells
    and all that is shown is left with: (smallest shown cell, sum of the hidden, the numbers that a hidden one can be).

    Names play no part in the rule, so that tables that differ by an exchange of names are the same to both.
    """
    behind = defaultdict(set)
    for numbers in combinations_with_replacement(range(largest + 1), keys):
        told = rule({str(place): number for place, number in enumerate(numbers)}, few)
        shown = tuple(sorted(told.cells.values()))
        behind[shown, told.others].update(number for number in numbers if not shown or number < shown[0])
    for (shown, others), numbers in behind.items():
        if 0 < others <= largest:  # a bigger sum could be made of cells that were not tried
            yield shown[:1], others, numbers


@pytest.mark.parametrize(
    ("few", "keys", "largest"), [(3, 3, 20), (3, 5, 9), (4, 4, 14), (11, 2, 40), (11, 3, 34), (11, 4, 22)]
)
def test_nobody_who_knows_the_rule_learns_a_hidden_cell(few, keys, largest):
    tried = list(possible(publish, few, keys, largest))
    assert tried
    assert all(max(numbers) - min(numbers) >= few - 2 for _smallest, _others, numbers in tried)


@pytest.mark.parametrize("rule", [naive, hurried])
def test_the_attack_breaks_rules_that_look_right(rule):
    assert any(len(numbers) == 1 for _smallest, _others, numbers in possible(rule, 4, 3, 14))


@settings(deadline=None, max_examples=200)
@given(COUNTS)
def test_a_table_is_whole_and_says_nothing_small(counts):
    told = publish(counts)
    assert all(number >= FEW for number in told.cells.values())
    assert told.total == (sum(counts.values()) if sum(counts.values()) >= FEW else 0)
    assert told.others == 0 or told.others >= FEW
    assert all(counts[key] == number for key, number in told.cells.items())
    hidden = [number for key, number in counts.items() if key not in told.cells and number]
    assert not (told.others and len(hidden) < 2)
    assert not (hidden and told.cells) or max(hidden) < min(told.cells.values())


@settings(deadline=None, max_examples=100)
@given(COUNTS, st.permutations("abcdefgh"))
def test_names_play_no_part(counts, names):
    swapped = dict(zip("abcdefgh", names, strict=True))
    told = publish(counts)
    renamed = publish({swapped[key]: number for key, number in counts.items()})
    assert renamed == Published({swapped[key]: number for key, number in told.cells.items()}, told.others)


@pytest.mark.parametrize(
    ("counts", "cells", "others"),
    [
        ({}, {}, 0),
        ({"a": 10}, {}, 0),
        ({"a": 11}, {"a": 11}, 0),
        ({"a": 11, "b": 0}, {"a": 11}, 0),
        ({"a": 50, "b": 3}, {}, 53),
        ({"a": 50, "b": 30, "c": 3}, {"a": 50}, 33),
        ({"a": 50, "b": 30, "c": 6, "d": 6}, {"a": 50, "b": 30}, 12),
        ({"a": 50, "b": 11, "c": 10, "d": 10}, {"a": 50}, 31),
        ({"a": 50, "b": 11, "c": 10, "d": 10, "e": 0}, {"a": 50, "b": 11}, 20),
        ({"a": 50, "b": 30, "c": 30, "d": 1}, {"a": 50}, 61),
    ],
)
def test_examples(counts, cells, others):
    told = publish(counts)
    assert (told.cells, told.others) == (cells, others)


def test_tables_of_different_people_add_up_as_they_were_published():
    march, april = publish({"a": 50, "b": 30, "c": 3}), publish({"a": 20, "b": 12})
    assert add_up([march, april]) == Published({"a": 70, "b": 12}, 33)
