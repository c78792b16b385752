"""Cutting a span into slots, and seeing overlaps."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.appointments.rules import cut, first_overlap

NINE = datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
spans = st.tuples(st.integers(0, 300), st.integers(1, 90)).map(
    lambda pair: (NINE + pair[0] * MINUTE, NINE + sum(pair) * MINUTE)
)


def test_a_morning_is_cut_with_its_pauses() -> None:
    slots = list(cut(NINE, NINE + 120 * MINUTE, 30, 10))
    assert [(begins.hour, begins.minute) for begins, _ends in slots] == [(9, 0), (9, 40), (10, 20)]
    assert not list(cut(NINE, NINE + 20 * MINUTE, 30, 0))


@settings(deadline=None, max_examples=60)
@given(st.integers(5, 240), st.integers(0, 120), st.integers(0, 600))
def test_slots_fit_whole_in_order_and_never_overlap(minutes: int, pause: int, length: int) -> None:
    end = NINE + length * MINUTE
    slots = list(cut(NINE, end, minutes, pause))
    assert all(ends - begins == minutes * MINUTE and ends <= end for begins, ends in slots)
    assert all(after[0] - before[1] == pause * MINUTE for before, after in itertools.pairwise(slots))
    assert not slots or end - slots[-1][1] < (minutes + pause) * MINUTE


@settings(deadline=None, max_examples=100)
@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_an_overlap_is_a_shared_minute(wanted, taken) -> None:
    def minutes(span):
        return {span[0] + number * MINUTE for number in range(int((span[1] - span[0]) / MINUTE))}

    shared = [span for span in wanted if any(minutes(span) & minutes(other) for other in taken)]
    assert first_overlap(wanted, taken) == (shared[0] if shared else None)
