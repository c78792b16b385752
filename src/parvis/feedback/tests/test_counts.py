"""Counts of cards: from eleven on, and no choice of days tells more than the results that are shown."""

import datetime

import pytest

from parvis.agenda.tests.making import NOW, make_house
from parvis.core.domain.periods import ONE_DAY, Period
from parvis.feedback.domain.counts import figures
from parvis.feedback.enums import Face
from parvis.feedback.rules import quarters_of
from parvis.network.domain.scope import Scope

from .made import DAY, hand_in, just_over

pytestmark = pytest.mark.django_db
QUARTER = Period(datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))


def counted(period=QUARTER, now=NOW + DAY, house=None):
    scope = Scope.of_house(house, period, now) if house else Scope.of_network(period, now)
    return {figure.key: figure for figure in figures(scope)}


def test_fewer_than_eleven_are_nothing_and_eleven_are_counted():
    at = make_house()
    hand_in(10, house=at)
    assert counted()["cards"].value is None
    assert counted()["cards"].rows == ()
    hand_in(1, house=at, face=Face.SAD)
    assert counted()["cards"].value == 11
    assert [row.value for row in counted()["cards_welcome"].rows] == [10, 0, 1]
    assert counted(now=NOW)["cards"].value is None, "cards count from the next day on"


def test_ten_here_and_ten_there_are_not_twenty():
    for slug in ("lyon", "nice"):
        hand_in(10, house=make_house(slug))
    assert counted()["cards"].value is None
    hand_in(1, house=make_house("nice"))
    assert counted()["cards"].value == 11
    assert counted(house=make_house("lyon"))["cards"].value is None
    assert counted(house=make_house("nice"))["cards"].value == 11


def test_days_within_a_quarter_part_no_cards():
    at, today = make_house(), NOW.date()
    hand_in(11, house=at)
    hand_in(1, house=at, now=NOW - DAY)
    periods = [Period(today, today), Period(today - ONE_DAY, today), Period(QUARTER.first + ONE_DAY, QUARTER.last)]
    assert [counted(period)["cards"].value for period in periods] == [None] * 3
    assert counted(Period(QUARTER.first, today - ONE_DAY))["cards"].value == 12, "a quarter counts whole"


def test_an_event_counts_whole_when_it_began_in_the_period():
    event = just_over()
    hand_in(11, event)
    began = NOW.date()
    assert [row.value for row in counted(Period(began, began))["cards"].rows] == [0, 11]
    assert counted(Period(began + ONE_DAY, began + 9 * ONE_DAY), NOW + 12 * DAY)["cards"].value is None


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-01-01", "2026-01-01", ("2026-01-01", "2026-03-31")),
        ("2026-01-02", "2026-03-31", None),
        ("2025-12-31", "2026-04-01", ("2026-01-01", "2026-06-30")),
        ("2026-09-01", "2027-08-31", ("2026-10-01", "2027-09-30")),
        ("2026-11-02", "2027-01-01", ("2027-01-01", "2027-03-31")),
    ],
)
def test_the_quarters_that_begin_in_a_period(first, last, found):
    told = quarters_of(*map(datetime.date.fromisoformat, (first, last)))
    assert told == (tuple(map(datetime.date.fromisoformat, found)) if found else None)
