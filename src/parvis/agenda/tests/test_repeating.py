from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.agenda.domain.repeating import MOST, clean_rule, moments
from parvis.core.refusal import Refusal

PARIS = ZoneInfo("Europe/Paris")
UTC = datetime.UTC
FIRST = datetime.datetime(2026, 10, 21, 12, 0, tzinfo=UTC)  # 14:00 in Paris, a Wednesday
FAR = FIRST + datetime.timedelta(days=548)


def test_a_weekly_hour_stays_when_clocks_change() -> None:
    found = moments("FREQ=WEEKLY;COUNT=3", FIRST, PARIS, FAR)
    assert [each.astimezone(PARIS).hour for each in found] == [14, 14, 14]
    assert [each.hour for each in found] == [12, 13, 13]


def test_a_day_left_out_is_left_out() -> None:
    found = moments("FREQ=WEEKLY;COUNT=3", FIRST, PARIS, FAR, ["2026-10-28"])
    assert [each.date().day for each in found] == [21, 4]


def test_the_last_day_named_counts() -> None:
    assert len(moments("FREQ=DAILY;UNTIL=20261023", FIRST, PARIS, FAR)) == 3
    assert len(moments("FREQ=DAILY;UNTIL=20261023T000000Z", FIRST, PARIS, FAR)) == 3


def test_no_rule_is_one_time() -> None:
    assert moments("", FIRST, PARIS, FAR) == [FIRST]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;COUNT=2",
        "nonsense",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;COUNT=x",
        "COUNT=3",
        "FREQ=DAILY;INTERVAL=1;BYEASTER=0",
    ],
)
def test_a_rule_that_is_none_is_refused(rule: str) -> None:
    with pytest.raises(Refusal):
        clean_rule(rule)


@given(st.text(max_size=60))
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    try:
        rule = clean_rule(typed)
    except Refusal:
        return
    assert len(moments(rule, FIRST, PARIS, FAR)) <= MOST


@given(
    frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    interval=st.integers(1, 12),
    count=st.integers(1, 60),
    minutes=st.integers(0, 60 * 24 * 400),
    left_out=st.sets(st.integers(0, 400), max_size=10),
    zone=st.sampled_from(["Europe/Paris", "America/Toronto", "Africa/Lome", "UTC"]),
)
def test_moments_keep_the_clock_the_order_and_the_bounds(
    frequency: str, interval: int, count: int, minutes: int, left_out: set[int], zone: str
) -> None:
    first, place = FIRST + datetime.timedelta(minutes=minutes), ZoneInfo(zone)
    except_on = {(first.astimezone(place).date() + datetime.timedelta(days=each)).isoformat() for each in left_out}
    until = first + datetime.timedelta(days=548)
    found = moments(f"FREQ={frequency};INTERVAL={interval};COUNT={count}", first, place, until, except_on)
    every = moments(f"FREQ={frequency};INTERVAL={interval};COUNT={count}", first, place, until)
    assert found == sorted(set(found))
    assert set(found) <= set(every)
    assert len(every) <= count
    assert all(each.astimezone(place).date().isoformat() not in except_on for each in found)
    wall = first.astimezone(place).time()
    for each in found:
        local = each.astimezone(place).replace(fold=0)
        is_skipped = local.replace(tzinfo=None).time() != wall
        assert (
            not is_skipped
            or each.astimezone(place).utcoffset() != (each - datetime.timedelta(hours=3)).astimezone(place).utcoffset()
        )
