"""Every slip in a network file has a sentence of its own, value by value and row by row."""

import datetime

import pytest

from parvis.network.domain.asking import read_point
from parvis.network.domain.house_rows import Shelf, read_desk, read_house, read_partner
from parvis.network.domain.mapping import _dots
from parvis.network.domain.rows import BadRow, Row, read_span
from parvis.network.domain.taking import take_in
from parvis.network.domain.timetable import first_weekday
from parvis.network.models import House
from parvis.network.tests.made import OFFICE, house, record

HOUSE = {
    "slug": "lyon",
    "name": "Cité",
    "name_language": "fr",
    "country": "FR",
    "town": "Lyon",
    "latitude": 45.75,
    "longitude": 4.85,
    "time_zone": "Europe/Paris",
}
PARTNER = {"slug": "office", "name": {"en": "The office"}, "level": "local", "types": ["authority"]}
DESK = {"key": "ask", "question": {"en": "Which trade?"}}
SAID = {"state": "operating", "source": "a source", "known_on": "2020"}


@pytest.mark.parametrize(
    ("read", "value", "reason"),
    [
        (lambda row: row.text("x", longest=3), "four", "longer than 3 characters"),
        (lambda row: row.text("x", longest=9), "a\x00b", "a null character"),
        (lambda row: row.names("x"), ["a", " "], "not a list of texts"),
        (lambda row: row.names("x"), [1], "not a list of texts"),
        (lambda row: row.language("x"), "französ", "no language code"),
        (lambda row: row.languages("x"), ["fr", "FR"], "holds 'FR'"),
        (lambda row: row.texts("x", required=True), {"fr": ""}, "x is missing"),
        (lambda row: row.texts("x"), {"FR": "a"}, "not a table of language and text"),
        (lambda row: row.word_lists("x"), {"fr": ["a", 1]}, "language and list of words"),
        (lambda row: row.word_lists("x"), {"FR": ["a"]}, "language and list of words"),
        (lambda row: row.day("x", required=True), "", "x is missing"),
        (lambda row: row.day("x"), "23.11.2026", "is no date; write"),
        (lambda row: row.rows("x"), ["a"], "not a list of tables"),
        (lambda row: row.strings_or_rows("x"), [1], "not a list of names or tables"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(read, value, reason):
    with pytest.raises(BadRow, match=reason):
        read(Row({"x": value}))


def test_a_missing_coordinate_is_said_to_be_missing():
    with pytest.raises(BadRow, match="latitude is missing"):
        Row({}).degrees("latitude", 90)


def test_right_values_are_taken_as_they_stand():
    row = Row(
        {"day": datetime.date(2026, 11, 23), "month": "2026-11", "words": {"fr": ["pain"]}, "two": ["a", {"b": 1}]}
    )
    assert row.partial_day("day") == (datetime.date(2026, 11, 23), "day")
    assert row.partial_day("month") == (datetime.date(2026, 11, 1), "month")
    assert row.word_lists("words") == {"fr": ["pain"]}
    name, table = row.strings_or_rows("two")
    assert name == "a"
    assert isinstance(table, Row)
    row.finish()


def test_midnight_at_the_end_of_a_day():
    assert read_span("18:00–24:00") == (datetime.time(18), datetime.time(0))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"types": []}, "types .* must be some of"),
        ({"types": ["authority", "club"]}, "types .* must be some of"),
        ({"level": "planet"}, "is none of"),
        ({"country": "France"}, "longer than 2"),
        ({"nmae": "x"}, "nobody knows the key"),
    ],
)
def test_a_wrong_partner_is_refused(change, reason):
    with pytest.raises(BadRow, match=reason):
        read_partner(Row(PARTNER | change))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"membership": [SAID | {"known_on": ""}]}, "known_on is missing"),
        ({"membership": [SAID | {"since": "2021-01-02", "until": "2021-01-01"}]}, "2021-01-01 is before 2021-01-02"),
        ({"exception": [{"reason": {"en": "Fair"}}]}, "starts_on is missing"),
        ({"exception": [{"starts_on": "2026-05-02", "ends_on": "2026-05-01"}]}, "is before"),
        ({"exception": [{"starts_on": "2026-05-02", "desk": "ask"}]}, "the house has no desk 'ask'"),
        ({"hours": [{"mon": ["09:00-12:00"], "valid_from": "2026-05-02", "valid_until": "2026-05-01"}]}, "is before"),
        ({"partners": [{"partner": "office", "since": "2021-01-02", "until": "2021-01-01"}]}, "is before"),
        ({"partners": ["office", "office"]}, "the partner 'office' stands there twice"),
        ({"desks": [DESK, DESK]}, "the desk 'ask' stands there twice"),
        ({"parent": "lyon"}, "its own parent"),
    ],
)
def test_a_wrong_house_is_refused(change, reason):
    with pytest.raises(BadRow, match=reason):
        read_house(Row(HOUSE | change), Shelf())


def test_a_house_takes_the_desks_and_weeks_of_the_file():
    ask = read_desk(Row(DESK))
    week = {1: [(datetime.time(9), datetime.time(12))]}
    exceptions = [
        {"starts_on": "2026-05-02", "hours": ["09:00-10:00", "11:00-12:00"], "desk": "ask"},
        {"starts_on": "2026-05-04"},
    ]
    partners = [{"partner": "office", "since": "2021-01-01"}]
    values = HOUSE | {"desks": ["ask"], "week": "short", "sample": True, "exception": exceptions, "partners": partners}
    made = read_house(Row(values), Shelf({"ask": ask}, {"short": week}))
    assert [(desk.key, desk.order, desk.is_sample) for desk in made.desks] == [("ask", 1, True)]
    assert [(each.weekday, each.is_sample) for each in made.periods] == [(1, True)]
    assert [(each.starts_on.day, each.opens, each.desk) for each in made.exceptions] == [
        (2, datetime.time(9), "ask"),
        (2, datetime.time(11), "ask"),
        (4, None, ""),
    ]
    assert made.partnerships[0].since == datetime.date(2021, 1, 1)


@pytest.mark.parametrize("text", ["a,b", "45", "1,2,3", f"{'1' * 40},2"])
def test_what_is_no_point_is_none(text):
    assert read_point(text) is None


@pytest.mark.parametrize(
    ("language", "country", "first"), [("fr", "FR", 1), ("en", "US", 7), ("ar", "EG", 6), ("fr", "XX", 1)]
)
def test_a_week_begins_as_where_the_house_stands(language, country, first):
    assert first_weekday(House(name_language=language, country=country)) == first


def test_a_place_outside_a_drawing_has_no_dot_there():
    places = [("a", "Lyon", "FR", 45.75, 4.85), ("b", "Melbourne", "AU", -37.8, 145.0)]
    assert [dot.names for dot in _dots(places, "europe")] == ["Lyon"]
    assert [dot.names for dot in _dots(places, "world")] == ["Lyon", "Melbourne"]


@pytest.mark.django_db
def test_taking_in_says_what_became_of_each_record():
    class File:
        partners = (OFFICE,)
        houses = (record(), record("centre", parent="lyon"), record("lost", parent="nowhere"))

    def outcomes():
        return [(each.thing, each.what, each.slug) for each in take_in(File)]

    lost = ("houses", "refused", "lost")
    assert sorted(outcomes()) == [
        ("houses", "created", "centre"),
        ("houses", "created", "lyon"),
        lost,
        ("partners", "created", "office"),
    ]
    assert {what for _thing, what, _slug in outcomes()} == {"unchanged", "refused"}
    house(town="Villeurbanne")
    assert ("houses", "changed", "lyon") in outcomes()
