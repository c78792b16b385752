import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.domain.periods import Period
from parvis.network.domain.scope import Scope
from parvis.queue.domain.counts import figures
from parvis.queue.domain.sample import load_sample
from parvis.queue.enums import By, Half, Step
from parvis.queue.models import Flow, Tally, Wait

from .made import NOW, make_line

pytestmark = pytest.mark.django_db
OCTOBER = Period(datetime.date(2026, 10, 1), datetime.date(2026, 10, 31))


def tally(place, key, number, by=By.LANGUAGE, step=Step.TAKEN, day=5):
    Tally.objects.create(
        house=place, day=datetime.date(2026, 10, day), half=Half.MORNING, by=by, key=key, step=step, number=number
    )


def told(place, period=OCTOBER):
    scope = Scope.of_house(place, period, NOW) if place else Scope.of_network(period, NOW)
    return {figure.key: figure for figure in figures(scope)}


def test_nothing_is_told_where_nothing_was_counted(django_assert_num_queries):
    place = make_line()
    with django_assert_num_queries(1):
        found = told(place)
    assert found.keys() == {"tickets"}
    assert found["tickets"].value is None


def test_small_languages_are_hidden_and_cannot_be_worked_out():
    place = make_line()
    for key, number in {"fr": 100, "en": 30, "ar": 12, "uk": 3}.items():
        tally(place, key, number)
    found = told(place)
    rows = {row.key: row.value for row in found["tickets_by_language"].rows}
    assert found["tickets"].value == 145
    assert "uk" not in rows
    assert rows["fr"] == 100
    assert rows["others"] >= 11
    assert sum(rows.values()) == 145


def test_days_chosen_freely_break_nothing_down():
    place = make_line()
    tally(place, "fr", 40, day=5)
    tally(place, "ar", 20, day=6)
    short = told(place, Period(datetime.date(2026, 10, 5), datetime.date(2026, 10, 5)))
    assert short.keys() == {"tickets"}
    assert short["tickets"].value == 40
    longer = told(place, Period(datetime.date(2026, 9, 20), datetime.date(2026, 11, 3)))
    assert {row.key: row.value for row in longer["tickets_by_language"].rows} == {"fr": 40, "ar": 20}


def test_waits_are_told_by_length_and_tickets_by_desk_for_one_house(django_assert_max_num_queries):
    place, other = make_line(), make_line(slug="nice")
    for house in (place, other):
        tally(house, "fr", 60)
        tally(house, "choose", 40, by=By.DESK)
        tally(house, "work", 20, by=By.DESK)
        tally(house, "fr", 50, step=Step.SAT)
        tally(house, "fr", 12, step=Step.LEFT)
        for step, number in {0: 11, 3: 20, 36: 14}.items():
            Wait.objects.create(
                house=house,
                day=datetime.date(2026, 10, 5),
                half=Half.MORNING,
                by=By.LANGUAGE,
                key="fr",
                step=step,
                number=number,
            )
    with django_assert_max_num_queries(6):
        found = told(place)
    assert {row.key: row.value for row in found["waits"].rows} == {"0": 11, "1": 20, "4": 14}
    assert {row.name: row.value for row in found["tickets_by_desk"].rows} == {
        "Which trade suits me?": 40,
        "How do I find work?": 20,
    }
    assert {row.key: row.value for row in found["ticket_ends"].rows} == {"sat": 50, "left": 12}
    network = told(None)
    assert network["tickets"].value == 120
    assert "tickets_by_desk" not in network


@given(st.dictionaries(st.sampled_from(["fr", "en", "ar", "uk", "de"]), st.integers(1, 40), min_size=1))
@settings(max_examples=30)
def test_a_row_is_never_under_eleven(counts):
    Tally.objects.all().delete()
    place = make_line()
    for key, number in counts.items():
        tally(place, key, number)
    rows = told(place).get("tickets_by_language")
    assert rows is None or all(row.value >= 11 for row in rows.rows)


def test_the_sample_makes_a_line_and_no_figure():
    place = make_line(slug="bruxelles")
    Flow.objects.all().delete()
    place.is_sample = True
    place.save(update_fields=["is_sample"])
    assert load_sample() == {"lines": 1}
    assert load_sample() == {}
    assert Flow.objects.get().is_sample
    assert not Wait.objects.exists()
