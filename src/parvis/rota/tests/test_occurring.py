"""Dates of shifts, and what is left of opening hours: against plain walks over days and minutes."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.rota.domain.helping import helping, speaking, who_helps
from parvis.rota.domain.intervals import joined, left, minutes, near, shared
from parvis.rota.domain.occurring import Rota, days_of, occurrences, rota_of
from parvis.rota.domain.opening import hours_of
from parvis.rota.models import Shift, ShiftException, Swap

from .made import MONDAY, NOW, THURSDAY, make_house, make_shift, partner, time

UTC = datetime.UTC
DAY = datetime.timedelta(days=1)
days = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


@given(first=days, length=st.integers(0, 200), every=st.integers(0, 4), since=days, width=st.integers(0, 90))
@settings(max_examples=60)
def test_the_days_of_a_shift_are_those_a_walk_finds(first, length, every, since, width):
    last = None if length > 150 and every else first if not every else first + length * DAY
    shift = Shift(first_day=first, last_day=last, every_weeks=every)
    until = since + width * DAY
    walked = [since + number * DAY for number in range(width + 1)]
    assert list(days_of(shift, since, until)) == [day for day in walked if shift.takes_place_on(day)]


moments = st.integers(0, 120).map(lambda minute: datetime.datetime(2026, 1, 1, tzinfo=UTC) + minute * DAY / 1440)
spans = st.lists(st.tuples(moments, moments).map(sorted).map(tuple), max_size=5)


def minute_set(intervals):
    base = datetime.datetime(2026, 1, 1, tzinfo=UTC)
    return {
        minute
        for begins, ends in intervals
        for minute in range((begins - base) // (DAY / 1440), (ends - base) // (DAY / 1440))
    }


@given(wanted=spans, taken=spans)
@settings(max_examples=60)
def test_what_is_left_is_what_minutes_say(wanted, taken):
    assert minute_set(left(wanted, taken)) == minute_set(wanted) - minute_set(taken)
    for one in wanted:
        assert shared(one, near(one, joined(taken))) == shared(one, taken)
        assert minute_set(shared(one, taken)) == minute_set([one]) & minute_set(taken)
    assert minutes(joined(wanted)) == len(minute_set(wanted))


def test_nights_in_which_clocks_leap_last_as_long_as_they_do():
    zone = ZoneInfo("Europe/Paris")

    def lasted(day):
        shift = Shift(pk=1, first_day=day, last_day=day, every_weeks=0, begins=time("22:00"), ends=time("06:00"))
        (found,) = occurrences(Rota(zone, (shift,)), day, day)
        return minutes([found.interval])

    assert lasted(datetime.date(2026, 3, 28)) == 7 * 60
    assert lasted(datetime.date(2026, 10, 24)) == 9 * 60


@pytest.mark.django_db
def test_exceptions_and_swaps_beat_the_plan():
    at = make_house()
    away, moved, swapped = (make_shift(at, languages=["fr", "en"]) for _ in range(3))
    ShiftException.objects.create(shift=away, day=MONDAY)
    ShiftException.objects.create(shift=moved, day=MONDAY, begins=time("10:00"), ends=time("11:30"))
    Swap.objects.create(shift=swapped, day=MONDAY, state="accepted", taken_by=partner("chamber"), languages=["ar"])
    rota = rota_of(at, MONDAY, MONDAY + 7 * DAY)
    found = {each.shift.pk: each for each in occurrences(rota, MONDAY, MONDAY)}
    assert set(found) == {moved.pk, swapped.pk}
    assert minutes([found[moved.pk].interval]) == 90
    assert (found[swapped.pk].partner, found[swapped.pk].languages) == (partner("chamber").pk, ("ar",))
    assert len(occurrences(rota, MONDAY, MONDAY, with_away=True)) == 3
    later = occurrences(rota, MONDAY + 7 * DAY, MONDAY + 7 * DAY)
    assert len(later) == 3
    assert {each.partner for each in later} == {partner().pk}


@pytest.mark.django_db
def test_help_is_cut_to_opening_hours_and_none_on_closed_days():
    from parvis.network.domain.records import ExceptionRecord

    at = make_house(exceptions=(ExceptionRecord(THURSDAY, THURSDAY),))
    make_shift(at, times="08:00-20:00")
    make_shift(at, times="09:00-12:00", day=THURSDAY)
    hours = hours_of(at)
    found = helping(rota_of(at, MONDAY, THURSDAY), hours, MONDAY, THURSDAY)
    said = [(each.begins.astimezone(hours.schedule.zone).hour, each.day) for each in found]
    assert said == [(9, MONDAY), (14, MONDAY)]


@pytest.mark.django_db
def test_without_known_hours_a_date_is_whole():
    at = make_house(periods=())
    make_shift(at, times="08:00-20:00")
    moment = datetime.datetime(2026, 11, 23, 12, tzinfo=UTC)
    (found,) = who_helps(at, moment, moment + DAY / 24)
    assert minutes([found.interval]) == 12 * 60


@pytest.mark.django_db
def test_when_arabic_is_spoken_next(django_assert_num_queries):
    at = make_house()
    make_shift(at, times="14:00-16:00", day=THURSDAY, languages=["fr", "ar"])
    make_shift(at, times="16:00-17:00", day=THURSDAY, languages=["ar-MA"])
    make_shift(at, times="09:00-12:00", day=MONDAY, languages=["fr"])
    with django_assert_num_queries(7):
        first, second, *_rest = speaking(at, "ar", NOW)
    assert (first.begins.hour, first.ends.hour, first.begins.date()) == (13, 16, THURSDAY)  # UTC; two shifts, one time
    assert second.begins.date() == THURSDAY + 7 * DAY
    assert speaking(at, "uk", NOW) == []
