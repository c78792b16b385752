"""Towns as people type them, distances, and widening that is said."""

import datetime
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.globe import EARTH, box, distance
from parvis.network.domain import gazetteer
from parvis.network.domain.asking import Asked, answer, read_asked, read_point
from parvis.network.domain.gazetteer import fold
from parvis.network.domain.nearby import houses_around, houses_near
from parvis.network.domain.places import find, town_of
from parvis.network.models import Membership
from parvis.network.tests.made import house

patient = settings(deadline=None)  # machines are busy at times
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _towns():
    gazetteer.prepare()


@pytest.mark.parametrize(
    ("typed", "name", "country"),
    [
        ("Lyon", "Lyon", "FR"),
        ("  lyon ", "Lyon", "FR"),
        ("LYON", "Lyon", "FR"),
        ("Lione", "Lyon", "FR"),
        ("ليون", "Lyon", "FR"),
        ("Ліон", "Lyon", "FR"),
        ("st etienne", "Saint-Étienne", "FR"),
        ("saint-etien", "Saint-Étienne", "FR"),
        ("Valence, Espagne", "Valencia", "ES"),
        ("Valence, France", "Valence", "FR"),
        ("Geneve", "Geneva", "CH"),
        ("Köln", "Köln", "DE"),
        ("Bruxelles", "Brussels", "BE"),
    ],
)
def test_a_town_is_found_as_people_type_it(typed, name, country):
    town = find(typed, {"FR", "BE", "CH"}).town
    assert (town.name, town.country) == (name, country) or (typed == "Köln" and town.country == "DE")


@pytest.mark.parametrize(
    ("typed", "meant"), [("Lyno", "Lyon"), ("Marsielle", "Marseille"), ("Barcelna", "Barcelona"), ("Xaris", "Paris")]
)
def test_a_misspelt_town_gets_the_nearest_spelling(typed, meant):
    found = find(typed)
    assert found.town is None
    assert meant in found.spellings


def test_several_towns_of_one_name_are_offered():
    found = find("Valence", {"FR"})
    assert found.town.country == "FR"
    assert {town.country for town in found.others} >= {"ES"}
    assert town_of(found.others[0].id) == found.others[0]


@pytest.mark.parametrize("typed", ["", ",", "   ", "'; DROP TABLE town; --", "%", "\x00", "😀", "a" * 5000, "()[]*"])
def test_hostile_towns_find_nothing_and_break_nothing(typed):
    find(typed)


def test_folding_is_idempotent_on_known_names():
    for name in ("Saint-Étienne", "Łódź", "Göteborg", "L’Hospitalet", "Київ", "ليون"):
        assert fold(fold(name)) == fold(name)


@patient
@given(st.text(max_size=40))
def test_folding_is_idempotent(name):
    assert fold(fold(name)) == fold(name)


POINTS = st.tuples(st.floats(-89.9, 89.9), st.floats(-180, 180))


@patient
@given(POINTS, POINTS)
def test_distance_is_a_distance(one, other):
    there = distance(*one, *other)
    assert 0 <= there <= math.pi * EARTH + 1e-6
    assert math.isclose(there, distance(*other, *one), abs_tol=1e-6)


@patient
@given(POINTS, POINTS, st.sampled_from([1, 25, 150, 1500, 20100]))
def test_the_box_holds_all_that_is_near(here, there, km):
    if distance(*here, *there) > km:
        return
    south, west, north, east = box(*here, km * 1.001)
    assert south <= there[0] <= north
    longitude = there[1]
    assert (west <= longitude <= east) if west <= east else (longitude >= west or longitude <= east)


@pytest.mark.django_db
def test_houses_over_the_date_line_are_near():
    house("east", longitude=179.9, latitude=0.0)
    house("west", longitude=-179.9, latitude=0.0)
    near = houses_near(0.0, 180.0, 50, TODAY)
    assert {each.house.slug for each in near} == {"east", "west"}


@pytest.mark.django_db
def test_widening_is_said():
    house("lyon")
    found = houses_around(48.85, 2.35, 25, TODAY)  # Paris, some 390 km away
    assert [each.house.slug for each in found.near] == ["lyon"]
    assert (found.asked, found.km, found.is_widened) == (25, 600, True)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_widening_asks_the_same_number_of_questions(number, django_assert_num_queries):
    for each in range(number):
        house(f"place-{each}", latitude=45 + each / 100)
    with django_assert_num_queries(5):
        houses_around(-40.0, 170.0, 25, TODAY)


@pytest.mark.django_db
def test_who_left_the_network_is_not_shown_and_who_is_unknown_is():
    gone = house("gone")
    Membership.objects.create(house=gone, state="ended", known_on=datetime.date(2025, 1, 1), source="a source")
    house("unknown", memberships=())
    assert {each.house.slug for each in houses_near(45.75, 4.85, 50, TODAY)} == {"unknown"}
    before = houses_near(45.75, 4.85, 50, datetime.date(2024, 12, 31))
    assert {each.house.slug for each in before} == {"gone", "unknown"}


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("45.7578,4.8320", (45.76, 4.83)),
        ("-21,55", (-21.0, 55.0)),
        ("91,0", None),
        ("nan,0", None),
        ("1,2,3", None),
        ("x", None),
        ("", None),
        ("1e400,0", None),
    ],
)
def test_a_point_is_rounded_or_refused(text, point):
    assert read_point(text) == point


def test_a_radius_that_cannot_be_read_is_the_usual_one():
    assert read_asked({"town": "Lyon", "km": "many"}) == Asked("Lyon", km=150)
    assert read_asked({"km": "99999"}).km == 2000
    assert read_asked({"place": "²"}).place == 0


@pytest.mark.django_db
def test_an_answer_without_houses_says_so():
    found = answer(Asked("Lyon"), (), TODAY, "en")
    assert found.here.name == "Lyon"
    assert found.nearby.near == ()


@pytest.mark.parametrize(
    ("typed", "same"), [("Għarb", "gharb"), ("الرباط‎", "الرباط"), ("أكادير", "اكادير"), ("Ґданськ", "Гданськ")]
)
def test_towns_are_compared_in_plain_letters(typed, same):
    assert gazetteer.fold(typed) == gazetteer.fold(same)
