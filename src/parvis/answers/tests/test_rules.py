import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from parvis.answers.enums import BROKEN, OPEN, OWED, REASONS, Act, State, Who
from parvis.answers.rules import (
    BY,
    LATEST,
    MOST_QUESTIONS,
    ONE_DAY,
    REVEAL_DAYS,
    SHOWN_FROM,
    SOONEST,
    TABLE,
    TURN,
    acts_of,
    after,
    due_after,
    haste,
    on_time,
    rate_of,
)

DAY = datetime.date(2026, 11, 26)
ENDS = [state for state in State if state not in OPEN]


@pytest.mark.parametrize("is_gone", [False, True])
@pytest.mark.parametrize("state", OPEN)
def test_every_time_out_is_an_honest_end(state, is_gone):
    assert on_time(state, is_gone=is_gone) in ENDS


@pytest.mark.parametrize("state", OPEN)
def test_every_open_state_has_a_day_and_both_can_leave(state):
    assert due_after(state, DAY, SOONEST, REVEAL_DAYS[0]) > DAY
    assert after(state, Act.WITHDRAW) == State.WITHDRAWN
    assert after(state, Act.LOSE) == State.LOST


@pytest.mark.parametrize(("state", "act"), list(itertools.product(ENDS, Act)))
def test_after_an_end_nothing_happens(state, act):
    assert after(state, act) is None
    assert due_after(state, DAY, 5) is None


def test_the_recruiter_owes_where_time_makes_a_silence():
    silent = {state for state in OPEN if on_time(state, is_gone=False) == State.SILENT}
    assert silent == set(OWED)
    for state in OPEN:
        has_turn = bool(acts_of(state, Who.RECRUITER))
        assert has_turn == (state in OWED), state


def test_every_state_is_reached_and_every_act_has_somebody():
    assert {state for state, _act in TABLE} == set(OPEN)
    assert {State.WAITING, *TABLE.values()} == set(State)
    assert set(BY) == set(Act) == {act for _state, act in TABLE}
    assert {fate.value for fate in BROKEN} <= set(State.values)


def test_questions_are_counted():
    assert after(State.WAITING, Act.ASK, MOST_QUESTIONS - 1) == State.ASKED
    assert after(State.WAITING, Act.ASK, MOST_QUESTIONS) is None
    assert Act.ASK not in acts_of(State.WAITING, Who.RECRUITER, MOST_QUESTIONS)


class Life(RuleBasedStateMachine):
    """Whatever people do in whatever order, and however long nobody does anything: the end is near, and it is one of the list."""

    def __init__(self):
        super().__init__()
        self.state, self.questions, self.today, self.days = State.WAITING, 0, DAY, 5
        self.due = due_after(self.state, DAY, self.days)
        self.owed_since, self.answers = DAY, []

    def enter(self, state, reveal=7):
        self.state = state
        self.due = due_after(state, self.today, self.days, reveal)

    @rule(act=st.sampled_from([act for act in Act if BY[act] != Who.NOBODY]), reveal=st.sampled_from(REVEAL_DAYS))
    def somebody_acts(self, act, reveal):
        found = after(self.state, act, self.questions)
        if self.state in ENDS:
            assert found is None
        if found is None:
            return
        assert act in acts_of(self.state, BY[act], self.questions)
        if BY[act] == Who.RECRUITER:
            assert self.state in OWED
            self.answers.append(act)
        self.questions += act == Act.ASK
        self.enter(found, reveal)

    @precondition(lambda self: self.state in OPEN)
    @rule(days=st.integers(1, 12), is_gone=st.booleans())
    def days_go_by(self, days, is_gone):
        self.today += days * ONE_DAY
        if self.due < self.today:
            before = self.state
            self.enter(on_time(before, is_gone=is_gone))
            assert self.state in ENDS
            assert (self.state in {State.SILENT, State.GONE}) == (before in OWED)
            if self.state == State.EXPIRED:
                assert self.answers

    @invariant()
    def who_waits_knows_by_when(self):
        assert (self.due is None) == (self.state in ENDS)
        if self.state in OWED:
            assert self.due <= self.today + LATEST * ONE_DAY
        if self.state in {State.ANSWERED, State.INVITED, State.MEETING}:
            assert self.answers

    @invariant()
    def it_cannot_go_on_for_ever(self):
        longest = (MOST_QUESTIONS + 1) * (self.days + TURN) + TURN + self.days + max(REVEAL_DAYS) + 60
        assert self.state in ENDS or self.due <= DAY + longest * ONE_DAY


TestLife = Life.TestCase


@given(kept=st.integers(0, 400), broken=st.integers(0, 400))
def test_a_rate_is_within_its_interval_and_never_of_few(kept, broken):
    rate = rate_of(kept, kept + broken)
    if kept + broken < SHOWN_FROM:
        assert rate is None
        return
    assert 0 <= rate.low <= kept / (kept + broken) + 1e-12
    assert kept / (kept + broken) - 1e-12 <= rate.high <= 1
    assert rate.low_percent <= rate.percent <= rate.high_percent <= 100
    assert (rate.percent == 100) == (broken == 0)


def test_wilsons_interval_is_the_published_one():
    """Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 gives 0.2553 to 0.3662; 15 of 148 gives 0.0624 to 0.1605."""
    for kept, counted, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)):
        rate = rate_of(kept, counted)
        assert (round(rate.low, 4), round(rate.high, 4)) == (low, high)


def test_haste_is_nothing_in_calm_times_and_bounded():
    assert [haste(number, 10) for number in (0, 1, 2, 3, 4, 8, 16, 9999)] == [0, 0, 1, 1, 2, 3, 4, 5]
    assert haste(9, 50) == 0
    assert haste(10, 50) == 1


def test_a_reason_is_an_answer():
    assert not set(REASONS) & set(BROKEN)
