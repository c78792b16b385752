"""Cards for tables without a network: no two tables call one person, and whatever they call is possible."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from hypothesis import given, settings

from parvis.timetable.domain.day.cards import fallback_card, fallback_cards
from parvis.timetable.tests.day_worlds import worlds

CHECK = settings(max_examples=200, deadline=None)


@CHECK
@given(worlds())
def test_cards_never_call_one_person_twice(world):
    cards = fallback_cards(world.state, world.slot, 2)
    lines = [
        (table, slot, alias) for table, found in cards.items() for slot, aliases in found.items() for alias in aliases
    ]
    assert len(lines) == len(set(lines))
    calls = Counter((slot, alias) for _, slot, alias in lines)
    assert not [call for call, times in calls.items() if times > 1]
    promised = {(each.table, each.slot, each.seeker) for each in world.state.plan}
    stand_ins = [line for line in lines if line not in promised]
    at = {alias: {table for table, _, who in stand_ins if who == alias} for _, _, alias in stand_ins}
    assert all(len(found) == 1 for found in at.values())


@CHECK
@given(worlds())
def test_whatever_tables_do_with_their_cards_is_possible(world):
    cards = fallback_cards(world.state, world.slot, 2)
    promised = {(each.table, each.slot, each.seeker) for each in world.state.plan}
    for table, found in cards.items():
        for slot, aliases in found.items():
            for alias in aliases:
                if (table, slot, alias) not in promised:
                    assert world.may_sit(alias, table, slot) or not world.sits(table, slot)
                assert (alias, table) not in world.done()
    called = {(table, alias) for table, found in cards.items() for alias in chain(*found.values())}
    most = Counter(alias for _, alias in called)
    for alias, times in most.items():
        assert times + world.had(alias) <= world.seekers[alias].most


@CHECK
@given(worlds())
def test_a_card_begins_with_the_planned(world):
    """Whoever is planned and may still come leads the line, before those who stand in."""
    cards = fallback_card(world.state, world.slot)
    promised = {(each.table, each.seeker) for each in world.state.plan if each.slot == world.slot}
    for table, aliases in cards.items():
        planned = [(table, alias) in promised for alias in aliases]
        assert planned == sorted(planned, reverse=True)
