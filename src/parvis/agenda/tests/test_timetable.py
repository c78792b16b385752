"""A week as a timetable, a month as a calendar: every session stands once, none over another."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from parvis.agenda.domain.showing import Line
from parvis.agenda.domain.timetable import LANES, Slot, slots_of, timetable_of
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house
from parvis.core.said import Said

MONDAY = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
STYLES = Path(__file__).parents[1] / "static" / "css" / "week.css"
SAID = Said("Bread", "en", "en")


def line(minutes: int, lasts: int, code: str = "a") -> Line:
    starts = MONDAY + datetime.timedelta(minutes=minutes)
    plain = dict.fromkeys(("kind", "house", "note", "summary", "title"), SAID)
    words = dict.fromkeys(
        ("event", "pictogram", "tone", "date", "time", "where", "house_slug", "state", "was", "booking"), ""
    )
    ends = starts + datetime.timedelta(minutes=lasts)
    return Line(code=code, day=starts.date(), starts=starts, ends=ends, languages=(), is_sample=False, **plain, **words)


def drawn(*times: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    slots = slots_of([line(*each, code=str(place)) for place, each in enumerate(times)], 96)
    return [(slot.first, slot.last, slot.lane, slot.lanes) for slot in slots]


@pytest.mark.parametrize(
    ("times", "places"),
    [
        ([(540, 60)], [(36, 40, 1, 1)]),
        ([(547, 5)], [(36, 38, 1, 1)]),
        ([(540, 60), (600, 60)], [(36, 40, 1, 1), (40, 44, 1, 1)]),
        ([(540, 120), (600, 30), (630, 60)], [(36, 44, 1, 2), (40, 42, 2, 2), (42, 46, 2, 2)]),
        ([(540, 60)] * 3, [(36, 40, lane, 3) for lane in (1, 2, 3)]),
        ([(540, 60)] * 4, [(36, 40, 1, 1)]),
        ([(1435, 30)], [(94, 96, 1, 1)]),
    ],
)
def test_sessions_stand_at_their_time(times: list[tuple[int, int]], places: list[tuple[int, int, int, int]]) -> None:
    assert drawn(*times) == places


def test_a_week_that_is_full_every_day_stays_wide_enough_to_read() -> None:
    lines = [line(day * 1440 + 540, 60, code=f"{day}{place}") for day in range(7) for place in range(3)]
    assert [column.lanes for column in timetable_of(MONDAY.date(), lines[:12], "en").columns] == [3] * 4 + [0] * 3
    full = timetable_of(MONDAY.date(), lines, "en").columns
    assert [[len(slot.lines) for slot in column.slots] for column in full] == [[3]] * 7


def cells(slot: Slot) -> set[tuple[int, int]]:
    """Return what a slot covers, in quarters and sixths of the width."""
    wide = 6 // slot.lanes
    return {
        (row, column)
        for row in range(slot.first, slot.last)
        for column in range((slot.lane - 1) * wide, slot.lane * wide)
    }


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 3000)), max_size=12))
def test_every_session_stands_once_in_order_and_over_no_other(times: list[tuple[int, int]]) -> None:
    lines = [line(*each, code=f"{place:02}") for place, each in enumerate(times)]
    table = timetable_of(MONDAY.date(), lines, "en")
    slots = table.columns[0].slots
    shown = [one for slot in slots for one in slot.lines]
    assert shown == sorted(lines, key=lambda one: (one.starts, one.code))
    covered: set[tuple[int, int]] = set()
    hours = [hour for hour, _words in table.hours]
    for slot in slots:
        assert 1 <= slot.lane <= slot.lanes <= LANES
        assert slot.first < slot.last
        assert hours[0] * 4 <= slot.first
        assert slot.last <= hours[-1] * 4 + 4
        assert not covered & cells(slot)
        covered |= cells(slot)


def test_the_stylesheet_knows_every_class() -> None:
    known = set(re.findall(r"\.([a-z]+\d?-\d+) \{", STYLES.read_text("utf-8")))
    wanted = {f"at-{hour}" for hour in range(24)} | {f"to-{hour}" for hour in range(25)}
    wanted |= {f"{name}-{quarter}" for name in ("q", "tq") for quarter in range(4)}
    wanted |= {f"first-{hour}" for hour in range(24)} | {f"hours-{hours}" for hours in range(1, 25)}
    wanted |= {f"c{day}-{lanes}" for day in range(1, 8) for lanes in range(LANES + 1)}
    assert known >= wanted | {"of-1"}


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_week_and_month_keep_filters_and_day_and_name_the_days_once(client: Client) -> None:
    house = make_house()
    for place in range(7):
        make_event(f"Bread {place}", house, NOW + 24 * HOUR)
    make_event("Wood", house, NOW - 48 * HOUR)
    make_event("Far", house, NOW + 24 * 30 * HOUR)
    week = client.get("/en/events/week/?house=lyon").content.decode()
    assert week.count('class="session-title"') == 8
    assert 'class="week first-10 hours-2 c1-0 c2-1 c3-0 c4-0 c5-2 c6-0 c7-0"' in week
    assert 'href="/en/events/?house=lyon"' in week
    assert 'href="/en/events/month/?house=lyon&amp;day=2026-11-26"' in week
    assert week.count('aria-current="date"') == 1
    later = client.get("/en/events/week/?house=lyon&day=2026-12-10").content.decode()
    assert 'href="?house=lyon&amp;free=1&amp;day=2026-12-07"' in later
    assert 'name="house" value="lyon"' in later
    assert 'name="day" value="2026-12-07"' in later
    month = client.get("/en/events/month/?house=lyon&day=2026-11-02").content.decode()
    assert month.count("<th scope=") == 7
    assert month.count('<h2 class="month-name">') == 2
    assert "2 more" in month
    assert 'href="/en/events/week/?house=lyon&amp;day=2026-11-27"' in month
    assert "Far" not in month
    empty = client.get("/en/events/month/?house=lyon&day=2027-02-01").content.decode()
    assert "<table" not in empty
    assert "Nothing is planned that fits" in empty
