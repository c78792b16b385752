"""Hours are exact: time zones, nights, summer time, exceptions before holidays before the week."""

import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.network.domain.hours import (
    HORIZON,
    Period,
    Schedule,
    Special,
    closes_at,
    current_span,
    is_open_at,
    next_opening,
)

patient = settings(deadline=None)  # machines are busy at times
PARIS = ZoneInfo("Europe/Paris")
UTC = datetime.UTC
DAYTIME = tuple(Period(day, datetime.time(10), datetime.time(18)) for day in range(1, 6))


def at(text, zone=PARIS, fold=0):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def test_open_from_the_first_minute_to_before_the_last():
    schedule = Schedule(PARIS, DAYTIME)
    assert not is_open_at(schedule, at("2026-11-23T09:59:59"))
    assert is_open_at(schedule, at("2026-11-23T10:00"))
    assert is_open_at(schedule, at("2026-11-23T17:59:59"))
    assert not is_open_at(schedule, at("2026-11-23T18:00"))
    assert closes_at(schedule, at("2026-11-23T10:00")) == at("2026-11-23T18:00")


def test_the_clocks_of_the_house_count_not_the_visitors():
    reunion = Schedule(ZoneInfo("Indian/Reunion"), DAYTIME)  # UTC+4
    assert is_open_at(reunion, at("2026-11-23T06:00", UTC))
    assert not is_open_at(reunion, at("2026-11-23T14:00", UTC))


def test_next_opening_over_a_weekend():
    assert next_opening(Schedule(PARIS, DAYTIME), at("2026-11-27T18:00")) == at("2026-11-30T10:00")


def test_while_open_the_next_opening_is_the_one_after():
    assert next_opening(Schedule(PARIS, DAYTIME), at("2026-11-23T12:00")) == at("2026-11-24T10:00")


def test_a_night_belongs_to_the_day_it_begins_on():
    schedule = Schedule(PARIS, (Period(5, datetime.time(20), datetime.time(2)),))
    assert is_open_at(schedule, at("2026-11-28T01:30"))  # Saturday
    assert closes_at(schedule, at("2026-11-27T23:00")) == at("2026-11-28T02:00")
    closed_saturday = Schedule(
        PARIS, schedule.periods, (Special(datetime.date(2026, 11, 28), datetime.date(2026, 11, 28)),)
    )
    assert is_open_at(closed_saturday, at("2026-11-28T01:30"))


def test_day_and_night_never_closes_and_never_opens():
    always = Schedule(PARIS, tuple(Period(day, datetime.time(0), datetime.time(0)) for day in range(1, 8)))
    assert is_open_at(always, at("2026-11-23T03:00"))
    assert closes_at(always, at("2026-11-23T03:00")) is None
    assert next_opening(always, at("2026-11-23T03:00")) is None


def test_touching_spans_are_one():
    schedule = Schedule(
        PARIS, (Period(1, datetime.time(9), datetime.time(12)), Period(1, datetime.time(12), datetime.time(17)))
    )
    assert closes_at(schedule, at("2026-11-23T10:00")) == at("2026-11-23T17:00")


def test_an_exception_beats_the_holiday_and_the_holiday_the_week():
    day = datetime.date(2026, 12, 25)
    closed = Schedule(PARIS, DAYTIME, closed_for=lambda each: "Noël" if each == day else "")
    assert closed.times_on(day) == []
    opened = Schedule(PARIS, DAYTIME, (Special(day, day, datetime.time(14), datetime.time(16)),), closed.closed_for)
    assert opened.times_on(day) == [(datetime.time(14), datetime.time(16))]


def test_of_two_exceptions_the_shorter_counts_and_a_closure_among_equals():
    summer = Special(datetime.date(2026, 8, 1), datetime.date(2026, 8, 31))
    day = datetime.date(2026, 8, 12)
    one_day = Special(day, day, datetime.time(9), datetime.time(12))
    assert Schedule(PARIS, DAYTIME, (summer, one_day)).times_on(day) == [(datetime.time(9), datetime.time(12))]
    assert Schedule(PARIS, DAYTIME, (summer, one_day, Special(day, day))).times_on(day) == []


def test_an_exception_with_two_spans():
    day = datetime.date(2026, 11, 24)
    specials = (
        Special(day, day, datetime.time(14), datetime.time(16)),
        Special(day, day, datetime.time(9), datetime.time(11)),
    )
    assert Schedule(PARIS, DAYTIME, specials).times_on(day) == [
        (datetime.time(9), datetime.time(11)),
        (datetime.time(14), datetime.time(16)),
    ]


def test_summer_time_lengthens_and_shortens_nights():
    night = Schedule(PARIS, (Period(6, datetime.time(22), datetime.time(5)),))
    spring = current_span(night, at("2026-03-29T01:00"))
    autumn = current_span(night, at("2026-10-25T01:00"))
    assert spring.closes.astimezone(UTC) - spring.opens.astimezone(UTC) == datetime.timedelta(hours=6)
    assert autumn.closes.astimezone(UTC) - autumn.opens.astimezone(UTC) == datetime.timedelta(hours=8)


def test_a_closing_that_clocks_show_twice_is_the_last_and_a_skipped_one_moves_on():
    twice = Schedule(PARIS, (Period(7, datetime.time(1), datetime.time(2, 30)),))
    assert is_open_at(twice, at("2026-10-25T02:15", fold=1))
    assert not is_open_at(twice, at("2026-10-25T02:45", fold=1))
    skipped = closes_at(twice, at("2026-03-29T01:30"))
    assert skipped.astimezone(UTC) == datetime.datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_seasons_bound_a_period():
    summer = Period(1, datetime.time(8), datetime.time(12), datetime.date(2026, 6, 1), datetime.date(2026, 8, 31))
    assert next_opening(Schedule(PARIS, (summer,)), at("2026-11-23T10:00")) is None
    assert next_opening(Schedule(PARIS, (summer,)), at("2026-04-01T10:00")) == at("2026-06-01T08:00")


def test_nothing_known_opens_never():
    assert next_opening(Schedule(PARIS), at("2026-11-23T10:00")) is None
    assert not is_open_at(Schedule(PARIS), at("2026-11-23T10:00"))


ZONES = st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/New_York", "Australia/Lord_Howe", "Africa/Lome"])
QUARTERS = st.builds(datetime.time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
PERIODS = st.lists(st.builds(Period, st.integers(1, 7), QUARTERS, QUARTERS), max_size=8).map(tuple)
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))


@st.composite
def specials(draw):
    first = draw(DAYS)
    last = first + datetime.timedelta(days=draw(st.integers(0, 20)))
    hours = draw(st.booleans())
    return Special(first, last, draw(QUARTERS) if hours else None, draw(QUARTERS) if hours else None)


SCHEDULES = st.builds(
    lambda zone, periods, extra: Schedule(ZoneInfo(zone), periods, tuple(extra)),
    ZONES,
    PERIODS,
    st.lists(specials(), max_size=3),
)
MOMENTS = st.integers(0, 1_000_000).map(
    lambda minutes: at("2026-01-01T00:00", UTC) + datetime.timedelta(minutes=minutes)
)
SECOND = datetime.timedelta(seconds=1)


@patient
@given(SCHEDULES, MOMENTS)
def test_open_until_it_closes(schedule, moment):
    closes = closes_at(schedule, moment)
    if closes is None:
        return
    assert is_open_at(schedule, moment)
    assert closes > moment
    assert is_open_at(schedule, closes - SECOND)
    assert not is_open_at(schedule, closes)
    halfway = moment + (closes.astimezone(UTC) - moment) / 2
    assert is_open_at(schedule, halfway)
    assert closes_at(schedule, halfway) == closes


@patient
@given(SCHEDULES, MOMENTS)
def test_the_next_opening_is_the_first(schedule, moment):
    opens = next_opening(schedule, moment)
    end = opens.astimezone(UTC) if opens else moment + datetime.timedelta(days=3)
    if opens:
        assert opens > moment
        assert is_open_at(schedule, opens)
        assert not is_open_at(schedule, opens - SECOND)
    start = closes_at(schedule, moment) or moment
    if is_open_at(schedule, start):
        return
    gap = end - start.astimezone(UTC)
    for step in range(1, 12):  # nobody opened in between
        assert not is_open_at(schedule, start + gap * step / 12)


@patient
@given(SCHEDULES, DAYS)
def test_spans_are_apart_and_in_order(schedule, day):
    spans = schedule.spans(day, day + datetime.timedelta(days=10))
    for span in spans:
        assert span.opens.astimezone(UTC) < span.closes.astimezone(UTC)
    for first, second in pairwise(spans):
        assert first.closes.astimezone(UTC) < second.opens.astimezone(UTC)


@patient
@given(SCHEDULES, MOMENTS)
def test_a_closure_of_everything_closes(schedule, moment):
    day = moment.astimezone(schedule.zone).date()
    closure = tuple(
        Special(day + datetime.timedelta(days=number), day + datetime.timedelta(days=number))
        for number in range(-2, HORIZON + 2)
    )
    closed = Schedule(schedule.zone, schedule.periods, closure)
    assert not is_open_at(closed, moment)
    assert next_opening(closed, moment) is None
