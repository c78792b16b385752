"""Periods: their steps cover them day by day, and the year before holds only days that are over."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.domain.harmless import harmless
from parvis.core.domain.periods import MOST_STEPS, ONE_DAY, Period, year_before

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))


@given(DAYS, st.integers(0, 3660))
def test_steps_follow_each_other_and_miss_no_day(first, more):
    period = Period(first, first + more * ONE_DAY)
    steps = period.steps()
    assert (steps[0].first, steps[-1].last) == (period.first, period.last)
    assert all(one.last + ONE_DAY == other.first for one, other in itertools.pairwise(steps))
    assert 1 <= len(steps) <= MOST_STEPS
    assert len({step.words("ar") for step in steps}) == len(steps)


@given(DAYS, st.integers(0, 800), st.integers(-400, 900))
def test_the_year_before_is_over(first, more, since):
    period, today = Period(first, first + more * ONE_DAY), first + since * ONE_DAY
    before = period.a_year_before(today)
    assert (before is None) == (since < 0)
    if before:
        assert before.first <= before.last < today
        assert abs(before.days - Period(first, min(period.last, today)).days) <= 1


@given(DAYS, st.integers(0, 1500), st.integers(0, 1500))
def test_each_step_finds_its_own_a_year_before(first, more, since):
    period, today = Period(first, first + more * ONE_DAY), first + since * ONE_DAY
    before = {step.first: step.last for step in period.a_year_before(today).steps()}
    come = [step for step in period.steps() if step.first <= today]
    assert all(abs((year_before(min(each.last, today)) - before[year_before(each.first)]).days) <= 1 for each in come)


def test_the_last_of_february_in_a_leap_year_is_compared_with_the_last_before():
    day = datetime.date(2028, 2, 29)
    assert Period(day, day).a_year_before(day) == Period(*[datetime.date(2027, 2, 28)] * 2)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_becomes_text(cell):
    assert harmless(cell) == f"'{cell}"


def test_words_and_numbers_stay_as_they_are():
    assert [harmless(cell) for cell in ("A = B", "", -3, None)] == ["A = B", "", -3, None]
