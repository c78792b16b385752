"""A day in the database, played by chance: whatever people say in whatever order, nobody sits twice and no promise moves."""

import datetime
import random
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.acts import mark_seeker, mark_table, say_meeting, set_apart, take_back
from parvis.meetings.domain.hall.notes import read_notes, take_notes
from parvis.meetings.domain.hall.turns import call_slot
from parvis.meetings.enums import STANDING, MeetingState, Presence
from parvis.meetings.models import Meeting, Seeker, Table

from .made import STARTS, make_day, make_meeting, make_seeker, make_table

MINUTE = datetime.timedelta(minutes=1)
SLOTS = 4


class Played:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.day = make_day("running", slot_count=SLOTS)
        self.tables = [make_table(self.day, interviewers=self.chance.randint(1, 2)) for _each in range(3)]
        self.seekers = [make_seeker(self.day, most=2) for _each in range(6)]
        self.now, self.last = STARTS, None
        for number, seeker in enumerate(self.seekers[:4]):
            make_meeting(seeker, self.tables[number % 3], number % SLOTS, promised=True)

    def step(self):
        act = self.chance.choice(
            (self.seeker, self.seeker, self.table, self.meeting, self.note, self.apart, self.undo, self.clock)
        )
        with suppress(Refusal):
            act()

    def seeker(self):
        presence = self.chance.choice((Presence.HERE, Presence.HERE, Presence.LATE, Presence.LEFT))
        self.last = mark_seeker(self.day.pk, self.chance.choice(self.seekers).pk, presence, self.now, 1)

    def table(self):
        presence = self.chance.choice((Presence.HERE, Presence.HERE, Presence.ABSENT))
        self.last = mark_table(self.day.pk, self.chance.choice(self.tables).pk, presence, self.now)

    def meeting(self):
        row = self.chance.choice(list(Meeting.objects.order_by("pk")))
        state = self.chance.choice((MeetingState.HELD, MeetingState.MISSED))
        self.last = say_meeting(self.day.pk, row.table_id, row.pk, state, self.now)

    def note(self):
        table, seeker = self.chance.choice(self.tables), self.chance.choice(self.seekers)
        seen = self.chance.choice(("met", "missed", "nothing"))
        told = [
            {
                "seeker": str(seeker.pk),
                "slot": self.chance.randrange(SLOTS),
                "number": self.chance.randrange(5),
                "seen": seen,
            }
        ]
        take_notes(table, read_notes(table, told), self.now)
        assert take_notes(table, read_notes(table, told), self.now).number == 0 or told[0]["number"] == 0

    def apart(self):
        set_apart(self.day.pk, self.chance.choice(self.tables).pk, is_apart=self.chance.random() < 0.5, now=self.now)

    def undo(self):
        if self.last:
            take_back(self.day.pk, self.last, self.now)

    def clock(self):
        self.now += 12 * MINUTE
        call_slot(self.day.pk, self.now)

    def check(self):
        rows = list(Meeting.objects.filter(state__in=STANDING))
        chairs = {table.pk: table.interviewers for table in self.tables}
        called: dict[tuple[int, int], int] = {}
        for row in rows:
            if row.state == MeetingState.CALLED:
                called[row.table_id, row.slot] = called.get((row.table_id, row.slot), 0) + 1
        sittings = [(row.seeker_id, row.table_id, row.slot) for row in Meeting.objects.all()]
        assert len(sittings) == len(set(sittings))
        assert all(number <= chairs[table] for (table, _slot), number in called.items())
        assert not [row for row in rows if row.promised and row.slot != self.promised[row.pk][1]]
        assert not [row for row in rows if row.promised and row.table_id != self.promised[row.pk][0]]
        assert not Table.objects.filter(present=0).exists()
        assert Seeker.objects.count() == len(self.seekers)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 25))
def test_nobody_sits_twice_and_no_promise_moves(seed, steps):
    with transaction.atomic():
        played = Played(seed)
        played.promised = {row.pk: (row.table_id, row.slot) for row in Meeting.objects.all()}
        for _each in range(steps):
            played.step()
            played.check()
        transaction.set_rollback(True)
