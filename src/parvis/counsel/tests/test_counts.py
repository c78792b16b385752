import datetime

import pytest

from parvis.core.domain.periods import Period
from parvis.counsel.domain.counts import GONE, IN_TIME, LATE, OTHERS, figures
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.threads import answer
from parvis.counsel.models import Answering, Opening
from parvis.counsel.rules import first_of_quarter, settled_before, working_day
from parvis.network.domain.scope import Scope

from .made import at_desk, make_desk, ready_desk, write

DATE = datetime.date
LATER = datetime.datetime(2027, 1, 20, 9, tzinfo=datetime.UTC)
YEAR = Period(DATE(2026, 1, 1), DATE(2026, 12, 31))


def test_a_month_is_settled_two_weeks_after_it():
    assert settled_before(DATE(2026, 11, 14)) == DATE(2026, 10, 1)
    assert settled_before(DATE(2026, 11, 15)) == DATE(2026, 11, 1)


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


def told(place, period=YEAR, now=LATER):
    return {each.key: each for each in figures(Scope.of_house(place, period, now))}


def rows(figure):
    return {row.key: row.value for row in figure.rows}


@pytest.mark.django_db
def test_figures_of_whole_quarters_from_eleven_on():
    desk = make_desk()
    place = desk.house
    Opening.objects.create(house=place, quarter=DATE(2026, 10, 1), language="fr", number=12)
    Opening.objects.create(house=place, quarter=DATE(2026, 10, 1), language="ar", number=3)
    Opening.objects.create(house=place, quarter=DATE(2026, 7, 1), language="fr", number=10)
    Answering.objects.create(desk=desk, month=DATE(2026, 10, 1), counted=15, in_time=15)
    Answering.objects.create(desk=desk, month=DATE(2026, 11, 1), counted=15, in_time=4)
    found = told(place)
    assert found["letters"].value == 15
    assert rows(found["letters"]) == {OTHERS: 15}
    assert found["letters_due"].value == 30
    assert rows(found["letters_due"]) == {IN_TIME: 19, LATE: 11}
    part = Period(DATE(2026, 11, 1), DATE(2026, 11, 30))
    assert all(each.value is None for each in told(place, part).values())


@pytest.mark.django_db
def test_nobody_learns_few_as_what_is_left():
    """Twelve in time of thirteen would say that one was late; twenty beside eleven languages of nine each are no secret."""
    desk = make_desk()
    Answering.objects.create(desk=desk, month=DATE(2026, 10, 1), counted=13, in_time=12)
    for language, number in {"fr": 12, "ar": 11, "uk": 10, "en": 10}.items():
        Opening.objects.create(house=desk.house, quarter=DATE(2026, 10, 1), language=language, number=number)
    found = told(desk.house)
    assert rows(found["letters_due"]) == {GONE: 30, OTHERS: 13}
    assert OTHERS in rows(found["letters"])
    assert rows(found["letters"])[OTHERS] != 20, "two that are hidden, 20 together under 11, are ten each"


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [0, 1, 12])
def test_who_deleted_soon_is_no_difference_of_two_figures(gone):
    """Thirty who wrote and twenty-nine of whom an answer was due would say that one deleted the letter at once."""
    desk = make_desk()
    Opening.objects.create(house=desk.house, quarter=DATE(2026, 10, 1), language="fr", number=30 + gone)
    Answering.objects.create(desk=desk, month=DATE(2026, 10, 1), counted=30, in_time=18)
    found = told(desk.house)
    assert found["letters"].value == found["letters_due"].value == 30 + gone
    assert all(number >= 11 for number in rows(found["letters_due"]).values())
    assert (GONE in rows(found["letters_due"])) == (gone == 12)


@pytest.mark.django_db
def test_a_quarter_is_counted_once_nothing_moves_it():
    desk = make_desk()
    Opening.objects.create(house=desk.house, quarter=DATE(2026, 10, 1), language="fr", number=12)
    Answering.objects.create(desk=desk, month=DATE(2026, 12, 1), counted=12, in_time=12)
    for day in (DATE(2026, 12, 20), DATE(2027, 1, 14)):
        now = datetime.datetime.combine(day, datetime.time(9), datetime.UTC)
        assert all(each.value is None for each in told(desk.house, now=now).values()), day
    assert told(desk.house)["letters"].value == 12


@pytest.mark.django_db
def test_an_answer_that_comes_late_moves_nothing():
    desk, officer, _sheet = ready_desk()
    Answering.objects.create(desk=desk, month=DATE(2026, 10, 1), counted=21, in_time=11)
    phrase = write(desk)
    before = told(desk.house)["letters_due"]
    assert rows(before) == {IN_TIME: 11, LATE: 11}
    answer(at_desk(phrase, officer), PlainText("Sorry"), 1, LATER)
    assert told(desk.house)["letters_due"] == before


@pytest.mark.django_db
def test_beginning_a_thread_counts_and_few_wait_unseen():
    desk, _officer, _sheet = ready_desk()
    write(desk)
    write(desk, language="ar")
    assert set(Opening.objects.values_list("language", "number")) == {("en", 1), ("ar", 1)}
    assert all(each.value is None for each in told(desk.house).values())
