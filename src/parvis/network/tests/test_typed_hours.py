"""Opening times as people type them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.refusal import Refusal
from parvis.network.domain.typed_hours import read_times, write_times


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9-12.30, 14h–18h", "09:00-12:30, 14:00-18:00"),
        ("9h30 à 12h et 14h - 18h30", "09:30-12:00, 14:00-18:30"),
        ("von 9 bis 12 Uhr und 14-18 Uhr", "09:00-12:00, 14:00-18:00"),
        ("9 am to 5 pm", "09:00-17:00"),
        ("12pm-12am", "12:00-24:00"),
        ("9.00 – 12.00 / 13.00 – 17.00", "09:00-12:00, 13:00-17:00"),
        ("٩:٠٠ - ١٢:٠٠، ١٤:٠٠ - ١٨:٠٠", "09:00-12:00, 14:00-18:00"),
        ("من 9 إلى 17", "09:00-17:00"),
        ("з 9:00 до 17:00", "09:00-17:00"),
        ("dalle 9 alle 13", "09:00-13:00"),
        ("14-18; 9-12", "09:00-12:00, 14:00-18:00"),
        ("22-2", "22:00-02:00"),
        ("de 9h à midi, 14 h - minuit", "09:00-12:00, 14:00-24:00"),
        ("0900-1730", "09:00-17:30"),
        ("0-24", "00:00-24:00"),
        ("09:00–\u206012:30", "09:00-12:30"),  # taken from a page of ours
        ("fermé", ""),
        ("  ", ""),
        ("–", ""),
    ],
)
def test_many_ways_of_writing(typed: str, said: str) -> None:
    assert write_times(read_times(typed)) == said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("9-12, 14", "“14” has no second time"),
        ("9-12 except holidays", "“except holidays” is not understood"),
        ("maybe", "“maybe” is not understood"),
        ("9 12", "Write a dash between “9” and “12”"),
        ("25-26", "“25” is no time"),
        ("9:75-12", "no time of the day"),
        ("9am-5", "am or pm at both"),
        ("13am-14pm", "no time of the day"),
        ("9-12, 11-14", "“09:00-12:00” and “11:00-14:00” overlap"),
        ("22-2, 23-24", "overlap"),
        ("9-12 or 14-18", "“or” is not understood"),
    ],
)
def test_what_is_not_understood_is_said(typed: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        read_times(typed)


@given(st.lists(st.integers(0, 24 * 60 - 1), unique=True, max_size=6))
def test_what_we_write_is_read_as_the_same(minutes: list[int]) -> None:
    moments = sorted(minutes)[: len(minutes) // 2 * 2]
    times = [datetime.time(each // 60, each % 60) for each in moments]
    pairs = tuple(zip(times[::2], times[1::2], strict=True))
    assert read_times(write_times(pairs)) == pairs


@given(st.text(max_size=30) | st.text("0123456789:-.h,ap m", max_size=30))
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    try:
        times = read_times(typed)
    except Refusal:
        return
    assert read_times(write_times(times)) == times
