import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.enums import Half
from parvis.queue.domain.estimating import Range, Ranges, range_of, ranges_of
from parvis.queue.domain.showing import said_range
from parvis.queue.models import Wait
from parvis.queue.rules import BANDS, ENOUGH, LAST_STEP, STEP, band_of, step_of

from .made import NOW, make_line

histograms = st.dictionaries(st.integers(0, LAST_STEP), st.integers(1, 30), max_size=12)


@given(histograms)
def test_eight_of_ten_waits_lie_in_the_range(steps):
    found, total = range_of(steps), sum(steps.values())
    assert (found is None) == (total < ENOUGH)
    if found is None:
        return
    inside = sum(
        number
        for step, number in steps.items()
        if step * STEP >= found.low and (found.high is None or (step + 1) * STEP <= found.high)
    )
    assert inside >= 0.8 * total


@given(st.dictionaries(st.integers(0, len(BANDS)), histograms))
def test_more_people_before_never_means_a_shorter_range(counted):
    found = [each for load in range(60) if (each := Ranges(counted).at(load))]
    lows, highs = [each.low for each in found], [each.high or 10_000 for each in found]
    assert lows == sorted(lows)
    assert highs == sorted(highs)
    assert all(each.low < (each.high or 10_000) for each in found)


@given(st.integers(0, 500), st.integers(0, 500))
def test_bands_and_steps_rise(one, other):
    low, high = sorted((one, other))
    assert band_of(low) <= band_of(high) <= len(BANDS)
    minutes = [datetime.timedelta(minutes=each) for each in (low, high)]
    assert step_of(minutes[0]) <= step_of(minutes[1]) <= LAST_STEP


def test_nothing_is_told_without_a_table_or_with_too_few_waits():
    assert Ranges({0: {1: ENOUGH}}).at(None) is None
    assert Ranges({0: {1: ENOUGH}}).at(0) == Range(5, 10)
    assert Ranges({0: {1: ENOUGH - 1}}).at(0) is None
    assert said_range(None) == ""
    assert said_range(Range(0, 15)) == "up to 15 minutes"
    assert said_range(Range(10, 25)) == "10 to 25 minutes"
    assert said_range(Range(120, None)) == "120 minutes or more"


@pytest.mark.django_db
def test_only_recent_half_days_of_the_same_half_speak(django_assert_num_queries):
    place, today = make_line(), NOW.date()

    def counted(day, half=Half.MORNING, number=ENOUGH, key="0"):
        Wait.objects.create(house=place, day=day, half=half, key=key, step=2, number=number)

    counted(today)
    counted(today - datetime.timedelta(days=57))
    counted(today - datetime.timedelta(days=1), Half.AFTERNOON)
    counted(today - datetime.timedelta(days=2), key="")
    with django_assert_num_queries(1):
        assert ranges_of(place.pk, Half.MORNING, today).at(0) is None
    counted(today - datetime.timedelta(days=3))
    assert ranges_of(place.pk, Half.MORNING, today).at(0) == Range(10, 15)
