"""The engine against a model a child could keep with pencil and paper: whatever people do, in whatever order."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from parvis.core.refusal import Refusal
from parvis.seats.domain import changing, door
from parvis.seats.domain.sealing import Contact
from parvis.seats.domain.taking import Asked, take
from parvis.seats.domain.waiting import settle_all
from parvis.seats.enums import Seen, State
from parvis.seats.models import Holding

from .made import HOUR, NOW, SOON, a_form, make_plan, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(280)]
ONLINE = 8  # of 10, a fifth is for walk-ins


class Person:
    def __init__(self, form, code, seats, state):
        self.form, self.code, self.seats, self.state, self.until = form, code, seats, state, None


class Seats(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.now, self.people, self.line = NOW, [], []
        self.plan = make_plan(10, walk_in_share=20, confirm_hours=3)

    def teardown(self):
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    # The model: a list of people, a line, and arithmetic.
    def free(self):
        return ONLINE - sum(one.seats for one in self.people if one.state in {"held", "offered", "used"})

    def lapse(self):
        gone = [one for one in self.people if one.state == "offered" and one.until <= self.now and one.until < SOON]
        for one in gone:
            one.state = "lapsed"
        if gone:
            self.promote()

    def promote(self):
        while self.line and self.line[0].seats <= self.free() and self.now < SOON:
            one = self.line.pop(0)
            full = self.now.replace(minute=0) + 4 * HOUR if self.now.minute else self.now + 3 * HOUR
            one.state, one.until = "offered", min(full, SOON)

    def someone(self, data):
        return data.draw(st.sampled_from(self.people))

    @rule(seats=st.integers(1, 6))
    def take(self, seats):
        form = a_form()
        try:
            got = take(self.plan.pk, Asked(seats), form, self.now)
        except Refusal:
            assert self.now >= SOON
            return
        self.lapse()
        sits = not self.line and seats <= self.free()
        one = Person(form, got.code, seats, "held" if sits else "waiting")
        self.people.append(one)
        if not sits:
            self.line.append(one)

    @precondition(lambda self: self.people)
    @rule(data=st.data(), seats=st.integers(1, 6))
    def take_again(self, data, seats):
        one = self.someone(data)
        assert take(self.plan.pk, Asked(seats), one.form, self.now).code == one.code

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def release(self, data):
        one = self.someone(data)
        try:
            changing.release(one.code, self.now)
        except Refusal:
            self.lapse()
            assert one.state in {"used", "lapsed"} or self.now >= SOON
            return
        self.lapse()
        if one in self.line:
            self.line.remove(one)
        one.state = "released"
        self.promote()

    @precondition(lambda self: self.people)
    @rule(data=st.data(), seats=st.integers(1, 6))
    def change(self, data, seats):
        one = self.someone(data)
        try:
            changing.change(one.code, seats, self.now)
        except Refusal:
            self.lapse()
            dead = one.state in {"used", "lapsed", "released"} or self.now >= SOON
            more = seats - one.seats
            assert dead or (more > 0 and (one.state == "waiting" or self.line or more > self.free()))
            return
        self.lapse()
        fewer, one.seats = seats < one.seats, seats
        if fewer:
            self.promote()

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def confirm(self, data):
        one = self.someone(data)
        try:
            changing.confirm(one.code, self.now)
        except Refusal:
            self.lapse()
            assert one.state in {"used", "lapsed", "released", "waiting"} or self.now >= SOON
            return
        self.lapse()
        one.state = "held"

    @precondition(lambda self: self.people)
    @rule(data=st.data(), entry=st.sampled_from(["doorpage-1", "doorpage-2"]))
    def come(self, data, entry):
        one = self.someone(data)
        number = f"{entry}-{self.people.index(one)}"
        (seen,) = door.mark_all(self.plan.pk, [door.Mark.of(one.code, self.plan.pk, number)], self.now)
        if one.state == "held" or (one.state == "offered" and (self.now < one.until or one.until == SOON)):
            one.state, one.entry = "used", number
            assert seen == Seen.VALID
        elif one.state == "used":
            assert seen == (Seen.VALID if one.entry == number else Seen.USED)
        else:
            assert seen == Seen.NOT_VALID

    @rule(minutes=st.sampled_from([1, 25, 60, 200, 1500]))
    def time_passes(self, minutes):
        self.now += datetime.timedelta(minutes=minutes)

    @rule()
    def tidy(self):
        settle_all(self.now)
        self.lapse()

    @invariant()
    def the_table_says_the_same(self):
        rows = {row.locator: row for row in Holding.objects.filter(plan=self.plan)}
        assert len(rows) == len(self.people)
        found = [(row.seats, row.state) for row in sorted(rows.values(), key=lambda row: row.pk)]
        assert found == [(one.seats, one.state) for one in self.people]
        waiting = [row.pk for row in Holding.objects.filter(plan=self.plan).in_line()]
        order = sorted(row.pk for row in rows.values())
        assert waiting == [order[self.people.index(one)] for one in self.line]

    @invariant()
    def never_more_than_there_are(self):
        assert self.free() >= 0


def test_whatever_people_do():
    run_state_machine_as_test(
        Seats,
        settings=settings(
            max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_moving_to_another_date_keeps_the_code_or_keeps_the_seats():
    one = make_session()
    here, there = make_plan(2, session=one), make_plan(2, session=make_session(SOON + 24 * HOUR, event=one.event))
    first, second, third = (take(here.pk, Asked(2), a_form(), NOW) for _ in range(3))
    assert [first.holding.state, second.holding.state, third.holding.state] == ["held", "waiting", "waiting"]
    assert changing.move(first.code, there.pk, NOW).plan_id == there.pk
    assert changing.look(second.code, NOW).state == State.OFFERED
    with pytest.raises(Refusal, match="You keep what you have"):
        changing.move(second.code, there.pk, NOW)
    assert changing.look(second.code, NOW).plan_id == here.pk
    with pytest.raises(Refusal, match="takes no seats"):
        changing.move(first.code, make_plan(9).pk, NOW)
    assert changing.move(first.code, there.pk, NOW).state == State.HELD


def test_a_school_class_holds_the_line_and_needs_a_contact():
    plan = make_plan(12)
    take(plan.pk, Asked(6), a_form(), NOW)
    with pytest.raises(Refusal, match="mail address"):
        take(plan.pk, Asked(10, is_group=True), a_form(), NOW)
    school = take(plan.pk, Asked(10, Contact("school@school.example", "fr"), is_group=True), a_form(), NOW)
    behind = take(plan.pk, Asked(1), a_form(), NOW)
    assert (school.holding.place, behind.holding.place) == (1, 2)
    assert b"school" not in bytes(school.holding.contact)
    changing.release(school.code, NOW)
    assert changing.look(school.code, NOW).contact is None
    assert changing.look(behind.code, NOW).state == State.OFFERED


def test_a_door_that_comes_back_late_enters_nobody_twice():
    plan = make_plan(10)
    one, two = (take(plan.pk, Asked(3), a_form(), NOW) for _ in range(2))
    here = [door.Mark.of(one.code, plan.pk, "page-one-1"), door.Mark.of(two.code, plan.pk, "page-one-2", 2)]
    there = [door.Mark.of(one.code, plan.pk, "page-two-1")]
    assert set(door.known_prints(plan)) == {mark.print for mark in here}
    assert door.mark_all(plan.pk, there, NOW) == [Seen.VALID]
    assert door.mark_all(plan.pk, here, NOW) == door.mark_all(plan.pk, here, NOW) == [Seen.USED, Seen.VALID]
    for number, turn in ((4, 1), (5, 2), (4, 1), (5, 2)):
        assert door.tally(plan.pk, "page-one", number, turn)
    assert door.tally(plan.pk, "page-two", 1, 1)
    assert not door.tally(plan.pk, "x", 1, 1)
    seen = door.at_the_door(plan)
    assert (seen.came, seen.walked_in, seen.inside, seen.awaited, seen.free) == (5, 6, 11, 0, 0)
    assert door.mark_all(plan.pk, [door.Mark("'; drop", "page-one-9"), door.Mark("0" * 32, "page-one-9")], NOW) == [
        Seen.NOT_VALID,
        Seen.NOT_VALID,
    ]
