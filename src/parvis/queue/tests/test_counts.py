import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.domain.periods import Period
from parvis.core.enums import Half
from parvis.network.domain.scope import Scope
from parvis.queue.domain import calling
from parvis.queue.domain.counts import figures
from parvis.queue.domain.sample import load_sample
from parvis.queue.enums import By, Step
from parvis.queue.models import Flow, Tally, Ticket, Wait

from .made import NOW, make_line, sit, take

pytestmark = pytest.mark.django_db
OCTOBER = Period(datetime.date(2026, 10, 1), datetime.date(2026, 10, 31))


def tally(place, key, number, by=By.LANGUAGE):
    Tally.objects.create(house=place, day=datetime.date(2026, 10, 1), by=by, key=key, step=Step.TAKEN, number=number)


def tally_all(place, number, step=Step.TAKEN, day=5):
    day = datetime.date(2026, 10, day)
    Tally.objects.create(house=place, day=day, half=Half.MORNING, by=By.ALL, step=step, number=number)


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
    tally_all(place, 145)
    found = told(place)
    rows = {row.key: row.value for row in found["tickets_by_language"].rows}
    assert found["tickets"].value == 145
    assert "uk" not in rows
    assert rows["fr"] == 100
    assert rows["others"] >= 11
    assert sum(rows.values()) == 145


def test_days_chosen_freely_tell_nothing():
    place = make_line()
    tally(place, "fr", 40)
    tally(place, "ar", 20)
    tally_all(place, 40, day=5)
    tally_all(place, 20, day=6)
    short = told(place, Period(datetime.date(2026, 10, 5), datetime.date(2026, 10, 5)))
    assert short.keys() == {"tickets"}
    assert short["tickets"].value is None
    longer = told(place, Period(datetime.date(2026, 9, 20), datetime.date(2026, 11, 3)))
    assert {row.key: row.value for row in longer["tickets_by_language"].rows} == {"fr": 40, "ar": 20}


def test_waits_are_told_by_length_and_tickets_by_desk_for_one_house(django_assert_max_num_queries):
    place, other = make_line(), make_line(slug="nice")
    for house in (place, other):
        tally(house, "fr", 60)
        tally(house, "choose", 40, by=By.DESK)
        tally(house, "work", 20, by=By.DESK)
        tally_all(house, 68)
        tally_all(house, 56, Step.SAT)
        tally_all(house, 12, Step.LEFT)
        for step, number in {0: 11, 3: 20, 36: 14}.items():
            Wait.objects.create(
                house=house,
                day=datetime.date(2026, 10, 5),
                half=Half.MORNING,
                key="0",
                step=step,
                number=number,
            )
    with django_assert_max_num_queries(5):
        found = told(place)
    assert {row.key: row.value for row in found["waits"].rows} == {"0": 11, "1": 20, "4": 14, "none": 11}
    assert {row.name: row.value for row in found["tickets_by_desk"].rows} == {
        "Which trade suits me?": 40,
        "How do I find work?": 20,
    }
    assert {row.key: row.value for row in found["ticket_ends"].rows} == {"sat": 56, "left": 12}
    network = told(None)
    assert network["tickets"].value == 136
    assert "tickets_by_desk" not in network


def waited(house, number, step=3):
    day, key = datetime.date(2026, 10, 5), "0"
    Wait.objects.create(house=house, day=day, half=Half.MORNING, key=key, step=step, number=number)


@pytest.mark.parametrize(
    ("taken", "sat", "left", "measured"),
    [(18, 15, 3, 15), (18, 15, 3, 13), (40, 38, 0, 38), (60, 40, 12, 37), (30, 30, 0, 28)],
)
def test_no_sum_of_one_table_tells_what_another_hides(taken, sat, left, measured):
    """Fifteen waits beside eighteen tickets would say that three people left, whatever “others” hide."""
    place = make_line()
    tally_all(place, taken)
    tally_all(place, sat, Step.SAT)
    if left:
        tally_all(place, left, Step.LEFT)
    waited(place, measured)
    found = told(place)
    ends = {row.key: row.value for row in found["ticket_ends"].rows}
    assert sum(ends.values()) == found["tickets"].value == taken
    assert all(number >= 11 for number in ends.values())
    lengths = {row.key: row.value for row in found["waits"].rows} if "waits" in found else {}
    assert sum(lengths.values()) in {0, ends.get("sat")}
    assert all(number >= 11 for number in lengths.values())


@given(st.dictionaries(st.sampled_from(["fr", "en", "ar", "uk", "de"]), st.integers(1, 40), min_size=1))
@settings(max_examples=30)
def test_a_row_is_never_under_eleven(counts):
    Tally.objects.all().delete()
    place = make_line()
    for key, number in counts.items():
        tally(place, key, number)
    tally_all(place, sum(counts.values()))
    rows = told(place).get("tickets_by_language")
    assert rows is None or all(row.value >= 11 for row in rows.rows)


def test_a_month_of_fewer_than_eleven_is_told_to_nobody():
    place = make_line()
    tally_all(place, 10)
    tally(place, "fr", 10)
    assert [(key, figure.value) for key, figure in told(place).items()] == [("tickets", None)]


def test_a_month_is_told_when_its_last_tickets_are_over():
    place = make_line()
    tally_all(place, 40)
    first = datetime.datetime(2026, 11, 1, 10, tzinfo=datetime.UTC)
    values = [
        figures(Scope.of_house(place, OCTOBER, first + datetime.timedelta(days=more)))[0].value for more in (0, 1)
    ]
    assert values == [None, 40]


def test_no_two_rows_of_one_ticket_can_be_joined():
    place = make_line()
    table = sit(place)
    for _each in range(8):
        take(place)
        ticket = calling.call_next(place, table, NOW)
        calling.serve(place, table, ticket.pk, NOW)
        calling.finish(place, table, ticket.pk, NOW)
        Ticket.objects.all().delete()
    assert {(row.day.day, row.half) for row in Tally.objects.exclude(by=By.ALL)} == {(1, "")}
    assert set(Tally.objects.filter(by=By.ALL).values_list("key", flat=True)) == {""}
    assert set(Wait.objects.values_list("key", flat=True)) == {"0"}
    numbers = sorted([*Tally.objects.values_list("pk", flat=True), *Wait.objects.values_list("pk", flat=True)])
    assert all(after - before > 1 for before, after in itertools.pairwise(numbers))


def test_the_sample_makes_a_line_and_no_figure():
    place = make_line(slug="bruxelles")
    Flow.objects.all().delete()
    place.is_sample = True
    place.save(update_fields=["is_sample"])
    assert load_sample() == {"lines": 1}
    assert load_sample() == {}
    assert Flow.objects.get().is_sample
    assert not Wait.objects.exists()
