import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.domain.periods import Period
from parvis.counsel.domain.counts import OTHERS, figures, shown_cells
from parvis.counsel.models import Answering, Opening
from parvis.counsel.rules import SHOWN_FROM, first_of_quarter, working_day
from parvis.network.domain.scope import Scope

from .made import NOW, make_desk, ready_desk, write

DATE = datetime.date
YEAR = Period(DATE(2026, 1, 1), DATE(2026, 12, 31))


@given(st.dictionaries(st.sampled_from(["fr", "ar", "en", "uk", "de"]), st.integers(0, 30)))
@settings(max_examples=200, deadline=None)
def test_every_cell_is_eleven_or_more_and_none_is_what_is_left_of_the_sum(cells):
    shown = shown_cells(cells)
    assert all(number >= SHOWN_FROM for number in shown.values())
    assert sum(shown.values()) in {0, sum(cells.values())}
    assert bool(shown) == (sum(cells.values()) >= SHOWN_FROM)
    assert all(code == OTHERS or number == cells[code] for code, number in shown.items())


def test_quarters_and_working_days():
    assert first_of_quarter(DATE(2026, 11, 25)) == DATE(2026, 10, 1)
    friday = DATE(2026, 11, 27)
    assert [working_day(friday, friday + datetime.timedelta(days), lambda _day: False) for days in range(5)] == [
        0,
        0,
        0,
        1,
        2,
    ]
    assert working_day(friday, DATE(2026, 12, 1), lambda day: day == DATE(2026, 11, 30)) == 1


@pytest.mark.django_db
def test_figures_of_whole_quarters_from_eleven_on():
    desk = make_desk()
    place = desk.house
    Opening.objects.create(house=place, quarter=DATE(2026, 10, 1), language="fr", number=12)
    Opening.objects.create(house=place, quarter=DATE(2026, 10, 1), language="ar", number=3)
    Opening.objects.create(house=place, quarter=DATE(2026, 7, 1), language="fr", number=10)
    Answering.objects.create(desk=desk, month=DATE(2026, 10, 1), counted=6, in_time=5)
    Answering.objects.create(desk=desk, month=DATE(2026, 11, 1), counted=6, in_time=6)
    found = {each.key: each for each in figures(Scope.of_house(place, YEAR, NOW))}
    assert found["letters"].value == 15
    assert {row.key: row.value for row in found["letters"].rows} == {OTHERS: 15}
    assert (found["letters_due"].value, found["letters_in_time"].value) == (12, 11)
    part = Period(DATE(2026, 11, 1), DATE(2026, 11, 30))
    assert all(each.value is None for each in figures(Scope.of_house(place, part, NOW)))


@pytest.mark.django_db
def test_beginning_a_thread_counts_and_few_wait_unseen():
    desk, _officer, _sheet = ready_desk()
    write(desk)
    write(desk, language="ar")
    assert set(Opening.objects.values_list("language", "number")) == {("en", 1), ("ar", 1)}
    assert all(each.value is None for each in figures(Scope.of_house(desk.house, YEAR, NOW)))
