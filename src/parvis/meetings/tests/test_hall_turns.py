import datetime

import pytest

from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall import acts as hall_acts
from parvis.meetings.domain.hall.acts import Change, mark_seeker, mark_table, say_meeting, set_apart, take_back
from parvis.meetings.domain.hall.notes import read_notes, take_notes
from parvis.meetings.domain.hall.state import slot_at
from parvis.meetings.domain.hall.turns import call_slot
from parvis.meetings.enums import STANDING, MeetingState, Presence
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table, Wish

from .made import STARTS, make_day, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def running(tables=2, seekers=3, **changes):
    day = make_day("running", **changes)
    return (
        day,
        [make_table(day, presence=Presence.HERE) for _each in range(tables)],
        [make_seeker(day, presence=Presence.HERE) for _each in range(seekers)],
    )


def at(slot):
    return STARTS + slot * 12 * MINUTE


def states(slot=None):
    rows = Meeting.objects.order_by("slot", "table__key", "place")
    return list((rows if slot is None else rows.filter(slot=slot)).values_list("state", flat=True))


def test_a_slot_is_called_three_minutes_before_it_when_the_one_before_is_over():
    day = make_day(breaks=[[1, 30]])
    seconds = datetime.timedelta(seconds=1)
    assert slot_at(day, STARTS - 3 * MINUTE - seconds) is None
    assert slot_at(day, STARTS - 3 * MINUTE) == 0
    assert slot_at(day, STARTS + 10 * MINUTE - seconds) == 0
    assert slot_at(day, STARTS + 10 * MINUTE) == 1
    assert slot_at(day, STARTS + 48 * MINUTE) == 1
    assert slot_at(day, STARTS + 49 * MINUTE) == 2
    last = day.slots()[-1].ends
    assert slot_at(day, last - seconds) == 5
    assert slot_at(day, last) is None


def test_promises_of_people_who_are_here_never_move_and_free_chairs_go_to_who_has_nobody():
    day, (first, second), (anna, ben, cleo) = running()
    planned = make_meeting(anna, first, promised=True)
    call_slot(day.pk, at(0))
    planned.refresh_from_db()
    assert planned.state == "called"
    others = Meeting.objects.filter(slot=0).exclude(pk=planned.pk)
    assert others.get().table == second
    assert others.get().seeker in {ben, cleo}
    waiting = Seeker.objects.exclude(meetings__slot=0).get()
    expected = Meeting.objects.get(seeker=waiting, slot=1)
    assert (expected.state, expected.promised) == ("planned", False)


def test_calling_a_slot_again_changes_nothing():
    day, (first, *_tables), (anna, *_others) = running(tables=3, seekers=7)
    make_meeting(anna, first, slot=2, promised=True)
    call_slot(day.pk, at(0))
    before = set(Meeting.objects.values_list("seeker", "table", "slot", "state", "promised"))
    call_slot(day.pk, at(0))
    assert set(Meeting.objects.values_list("seeker", "table", "slot", "state", "promised")) == before


def test_who_is_not_there_frees_the_chair_and_gets_it_back_when_they_come_in_time():
    day, (table,), (anna,) = running(tables=1, seekers=1)
    Seeker.objects.update(presence=Presence.EXPECTED)
    make_meeting(anna, table, promised=True)
    call_slot(day.pk, at(0))
    assert states() == ["missed"]
    change = mark_seeker(day.pk, anna.pk, Presence.HERE, at(0))
    assert states() == ["called"]
    assert change == Change("seeker", anna.pk, "expected:", "here:")
    assert not mark_seeker(day.pk, anna.pk, Presence.HERE, at(0)).is_one


def test_a_table_that_does_not_come_loses_its_meetings_and_regains_them():
    day, (first, second), (anna, ben) = running(seekers=2)
    make_meeting(anna, first, slot=1, promised=True)
    make_meeting(ben, second, slot=1, promised=True)
    call_slot(day.pk, at(0))
    change = mark_table(day.pk, first.pk, Presence.ABSENT, at(0))
    row = Meeting.objects.get(seeker=anna, table=first)
    assert row.state in {"lost", "called"}  # called where they were brought together at once
    take_back(day.pk, change, at(0))
    take_back(day.pk, change, at(0))
    assert Table.objects.get(pk=first.pk).presence == "here"
    standing = Meeting.objects.filter(state__in=STANDING)
    assert standing.filter(seeker=anna, table=first).count() == 1


def test_earlier_slots_are_settled_by_rule():
    day, (first, second), (anna, ben, _cleo) = running()
    make_meeting(anna, first, promised=True)
    make_meeting(ben, second, slot=1, promised=True)
    call_slot(day.pk, at(0))
    call_slot(day.pk, at(2))
    assert set(states(0)) == {"held"}
    assert Meeting.objects.get(seeker=ben, table=second).state == "held"
    assert MeetingDay.objects.get().reached == 2


def test_a_missed_call_calls_somebody_else_at_once_and_can_be_taken_back_while_the_chair_is_free():
    day, (table,), (anna, ben) = running(tables=1, seekers=2)
    called = make_meeting(anna, table, promised=True)
    call_slot(day.pk, at(0))
    change = say_meeting(day.pk, table.pk, called.pk, MeetingState.MISSED, at(0))
    assert Meeting.objects.get(state="called", slot=0).seeker == ben
    assert Seeker.objects.get(pk=anna.pk).since == 1
    with pytest.raises(Refusal, match="chair"):
        take_back(day.pk, change, at(0))
    Seeker.objects.filter(pk=ben.pk).update(presence="left")
    Meeting.objects.filter(seeker=ben).delete()
    take_back(day.pk, change, at(0))
    called.refresh_from_db()
    assert called.state == "called"


def test_who_is_missed_twice_is_taken_to_have_left():
    day, (first, second), (anna,) = running(seekers=1)
    rows = [make_meeting(anna, table, slot, promised=True) for slot, table in enumerate((first, second))]
    for slot, row in enumerate(rows):
        call_slot(day.pk, at(slot))
        say_meeting(day.pk, row.table_id, row.pk, MeetingState.MISSED, at(slot))
    anna.refresh_from_db()
    assert anna.presence == "left"


def test_held_places_wait_for_the_need_and_are_free_by_rule():
    day = make_day("running")
    held = [{"slot": 1, "need": "quiet", "places": 1}]
    table = make_table(day, presence="here", access=["quiet"], held=held, slots=[1])
    other = make_seeker(day, presence="here")
    needing = make_seeker(day, presence="here", needs=["quiet"])
    call_slot(day.pk, at(1))
    assert Meeting.objects.get(table=table).seeker == needing
    Meeting.objects.all().delete()
    Seeker.objects.filter(pk=needing.pk).update(presence="left")
    call_slot(day.pk, at(1))
    assert Meeting.objects.get(table=table).seeker == other


def test_vetoes_hold_for_walk_ins_too():
    day, (table,), (anna,) = running(tables=1, seekers=1)
    Wish.objects.create(seeker=anna, table=table, kind="veto")
    call_slot(day.pk, at(0))
    assert not Meeting.objects.exists()


def test_cards_are_written_for_the_next_slots_and_name_nobody_twice_in_one():
    day, tables, _people = running(tables=3, seekers=12)
    call_slot(day.pk, at(0))
    cards = {table.pk: table.card for table in Table.objects.all()}
    assert set(cards) == {table.pk for table in tables}
    for slot in (0, 1, 2):
        named = [
            seeker for card in cards.values() for at_slot, seekers in card if at_slot == slot for seeker in seekers
        ]
        assert named
        assert len(named) == len(set(named))


def test_a_table_without_a_network_keeps_those_on_its_card():
    day, (first, second), _people = running(seekers=8)
    call_slot(day.pk, at(0))
    set_apart(day.pk, first.pk, is_apart=True, now=at(0))
    card = dict(map(tuple, Table.objects.get(pk=first.pk).card))
    call_slot(day.pk, at(1))
    assert Table.objects.get(pk=first.pk).card == [[slot, seekers] for slot, seekers in sorted(card.items())]
    called = Meeting.objects.filter(slot=1, state="called").exclude(promised=True)
    assert {row.table for row in called} == {second}
    assert not {row.seeker_id for row in called} & set(card[1])


def test_notes_of_a_table_are_merged_whatever_the_order():
    day, (first, second), (anna, ben, cleo) = running()
    make_meeting(anna, first, promised=True)
    call_slot(day.pk, at(1))

    def told(*rows):
        plain = [{"seeker": str(who.pk), "slot": 0, "number": number, "seen": seen} for who, number, seen in rows]
        return take_notes(first, read_notes(first, plain), at(1))

    assert told((anna, 2, "missed"), (ben, 3, "met")).number == 2
    assert told((anna, 1, "met"), (ben, 3, "met")).number == 0
    rows = dict(Meeting.objects.filter(table=first, slot=0).values_list("seeker", "state"))
    assert rows == {anna.pk: "missed", ben.pk: "held"}
    assert told((anna, 4, "met")).doubtful == 0
    Meeting.objects.filter(seeker=cleo).delete()
    make_meeting(cleo, second, state="held")
    assert told((cleo, 5, "met")).doubtful == 1


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        3,
        [1],
        [{}],
        [{"seeker": "x"}],
        [{"seeker": "1", "slot": -1, "number": 1, "seen": "met"}],
        [{"seeker": "1", "slot": 1, "number": True, "seen": "met"}],
        [{"seeker": "1", "slot": 1, "number": 1, "seen": "?"}],
        [{}] * 401,
    ],
)
def test_notes_that_are_none_are_refused(wrong):
    with pytest.raises((ValueError, TypeError)):
        read_notes(Table(pk=1), wrong)


def test_people_are_found_by_their_name_and_nobody_else_is():
    day = make_day("running")
    seeker = make_seeker(day, word="heron", colour="blue", number=42)
    assert hall_acts.find_seeker(day, "blue heron 42", "en") == seeker
    for wrong in ("", "x" * 300, "blue heron 43", "K7M2-9XQ4-TB5N", "\0"):
        with pytest.raises(Refusal):
            hall_acts.find_seeker(day, wrong, "en")


def test_a_day_without_a_plan_knows_no_reception():
    day, (table,), (anna,) = running(tables=1, seekers=1)
    MeetingDay.objects.update(state="over")
    with pytest.raises(Refusal):
        mark_seeker(day.pk, anna.pk, Presence.HERE, at(0))
    with pytest.raises(Refusal):
        call_slot(day.pk, at(0))
    MeetingDay.objects.update(state="running")
    with pytest.raises(Refusal, match="No slot"):
        call_slot(day.pk, at(40))
    with pytest.raises(Refusal, match="1 to 1"):
        mark_table(day.pk, table.pk, Presence.HERE, at(0), present=2)


def test_held_places_are_released_as_many_slots_before_as_the_day_says():
    """The settings reach the rule: a hope is written for a held place two slots ahead only where it is free two slots before."""
    for before, expected in ((1, []), (2, [2])):
        day = make_day("running", release_before=before)
        make_table(day, presence=Presence.HERE, slots=[2], access=["quiet"],
                   held=[{"slot": 2, "need": "quiet", "places": 1}])  # fmt: skip
        anna = make_seeker(day, presence=Presence.HERE)
        call_slot(day.pk, at(0))
        assert list(Meeting.objects.filter(seeker=anna).values_list("slot", flat=True)) == expected
