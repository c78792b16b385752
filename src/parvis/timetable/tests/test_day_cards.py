"""Cards for tables without a network: no two tables call one person, and whatever they call is possible."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain

from hypothesis import given, settings

from parvis.timetable.domain.day.cards import fallback_card, fallback_cards
from parvis.timetable.domain.day.moves import next_moves
from parvis.timetable.domain.day.state import Meeting
from parvis.timetable.tests.day_worlds import worlds


def one_slot_later(world):
    """The world when its slot was called: what is called takes place, what is expected was said."""
    if world.slot + 1 == len(world.problem.slots):
        return world
    moves = next_moves(world.state, world.slot)
    begun = [Meeting(move.seeker, move.table, move.slot) for move in moves.now]
    return replace(world, state=replace(world.state, begun=begun, expected=moves.later), slot=world.slot + 1)


DAYS = worlds() | worlds().map(one_slot_later)
CHECK = settings(max_examples=200, deadline=None)


@CHECK
@given(DAYS)
def test_cards_never_call_one_person_twice(world):
    cards = fallback_cards(world.state, world.slot, 2)
    lines = [
        (table, slot, alias) for table, found in cards.items() for slot, aliases in found.items() for alias in aliases
    ]
    assert len(lines) == len(set(lines))
    calls = Counter((slot, alias) for _, slot, alias in lines)
    assert not [call for call, times in calls.items() if times > 1]
    promised = {(each.table, each.slot, each.seeker) for each in (*world.state.plan, *world.state.expected)}
    stand_ins = [line for line in lines if line not in promised]
    at = {alias: {table for table, _, who in stand_ins if who == alias} for _, _, alias in stand_ins}
    assert all(len(found) == 1 for found in at.values())


@CHECK
@given(DAYS)
def test_whatever_tables_do_with_their_cards_is_possible(world):
    cards = fallback_cards(world.state, world.slot, 2)
    promised = {(each.table, each.slot, each.seeker) for each in (*world.state.plan, *world.state.expected)}
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
@given(worlds().map(one_slot_later))
def test_who_is_expected_at_a_table_is_on_its_card(world):
    if world.state.expected:
        cards = fallback_card(world.state, world.slot)
        for each in world.state.expected:
            assert each.slot != world.slot or each.seeker in cards[each.table]


@CHECK
@given(DAYS)
def test_a_card_begins_with_the_planned(world):
    """Whoever is planned and may still come leads the line, before those who stand in."""
    cards = fallback_card(world.state, world.slot)
    promised = {(each.table, each.seeker) for each in world.state.plan if each.slot == world.slot}
    for table, aliases in cards.items():
        planned = [(table, alias) in promised for alias in aliases]
        assert planned == sorted(planned, reverse=True)
