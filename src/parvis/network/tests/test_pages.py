"""The pages of the network: what they say, and that they cost the same for one house and for thirty."""

import datetime

import pytest
import time_machine
from django.utils import translation

from parvis.network.domain import gazetteer, listing
from parvis.network.domain.documents import documents, revision
from parvis.network.domain.holiday_names import holiday_said, public_holidays
from parvis.network.domain.hours import Period, Schedule, Special
from parvis.network.domain.saying import say_distance, say_partial_date, say_standing
from parvis.network.tests.made import ASK, LYON, house, partnered

MONDAY_NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)  # 13:00 in Paris


@pytest.fixture(autouse=True)
def _towns():
    gazetteer.prepare()


def html(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/en/houses/", 7),
        ("/en/houses/?town=Lyon", 6),
        ("/en/houses/?near=45.75,4.85", 5),
        ("/en/houses/?town=Melbourne&km=25", 7),
        ("/en/houses/country/fr/", 5),
    ],
)
def test_lists_cost_the_same_for_one_house_and_thirty(client, django_assert_num_queries, number, address, queries):
    for each in range(number):
        house(f"place-{each}", latitude=45.5 + each / 100)
    with django_assert_num_queries(queries):
        html(client, address)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_the_page_of_a_house_costs_the_same_for_one_desk_and_thirty(client, django_assert_num_queries, number):
    partnered(number)
    house("other", latitude=45.8)
    for each in range(number):
        house(f"centre-{each}", parent="lyon", kind="associated", latitude=45.9)
    with django_assert_num_queries(23):
        html(client, "/en/houses/lyon/")


@pytest.mark.django_db
@time_machine.travel(MONDAY_NOON, tick=False)
def test_a_typed_town_gives_distance_and_opening(client):
    house()
    shown = html(client, "/en/houses/?town=Villeurbanne")
    assert "1 house near Villeurbanne, France" in shown
    assert "Open now until 18:00" in shown
    assert "km</b>" in shown


@pytest.mark.django_db
def test_widening_is_said_on_the_page(client):
    house()
    shown = html(client, "/en/houses/?town=Paris&km=25")
    assert "No house within 25 km" in shown
    assert "Cité des métiers d’essai" in shown


@pytest.mark.django_db
def test_a_misspelt_town_gives_links_to_spellings_and_the_whole_list(client):
    house()
    shown = html(client, "/en/houses/?town=Lyno")
    assert 'href="/en/houses/?town=Lyon&amp;km=150"' in shown
    assert 'href="/en/houses/lyon/"' in shown


@pytest.mark.django_db
def test_several_towns_of_a_name_are_links(client):
    house()
    shown = html(client, "/en/houses/?town=Valence")
    assert "Another town of this name?" in shown
    assert "?place=" in shown


@pytest.mark.django_db
def test_every_dot_on_the_map_is_a_link_that_the_list_has_too(client):
    house()
    shown = html(client, "/en/houses/")
    assert shown.count("<title>Lyon</title>") == 2  # Europe and the world
    assert '<h3 class="country" id="fr">' in shown


@pytest.mark.django_db
def test_places_too_close_to_part_share_a_dot(client):
    house()
    house("villeurbanne", town="Villeurbanne", latitude=45.77, longitude=4.88)
    shown = html(client, "/en/houses/")
    assert "<title>2: Lyon, Villeurbanne</title>" in shown


@pytest.mark.django_db
def test_a_large_network_names_countries_and_counts(client, monkeypatch):
    monkeypatch.setattr(listing, "FEW", 2)
    for each in range(3):
        house(f"place-{each}")
    shown = html(client, "/en/houses/")
    assert 'href="/en/houses/country/fr/">France</a> <small>3</small>' in shown
    assert "place-name" not in shown


@pytest.mark.django_db
def test_a_country_goes_on_over_pages(client, monkeypatch):
    monkeypatch.setattr("parvis.network.views.houses.PAGE", 2)
    for each in range(3):
        house(f"place-{each}")
    assert "Page 1 of 2" in html(client, "/en/houses/country/fr/")
    assert "Page 2 of 2" in html(client, "/en/houses/country/FR/?page=99")


@pytest.mark.django_db
def test_an_unknown_country_and_an_empty_network_are_said(client):
    html(client, "/en/houses/country/zz/", 404)
    assert "No house is in the list yet" in html(client, "/en/houses/")
    assert "No house is in the list yet" in html(client, "/en/houses/?town=Lyon")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["town=%00", "town=" + "a" * 9000, "place=x", "place=999999999", "near=nan,nan", "km=-1", "km=1e9", "town=%ff"],
)
def test_hostile_questions_are_answered(client, query):
    house()
    html(client, f"/en/houses/?{query}")


def standing(schedule, at, language="en"):
    with translation.override(language):
        return say_standing(schedule, at, language).sentence


def test_opening_is_said_by_how_far_it_is():
    zone = datetime.timezone.utc  # noqa: UP017  a zone that never leaps
    assert zone
    from zoneinfo import ZoneInfo

    paris = ZoneInfo("Europe/Paris")
    schedule = Schedule(paris, (Period(4, datetime.time(10), datetime.time(18)),))
    monday = datetime.datetime(2026, 11, 23, 13, tzinfo=paris)
    assert standing(schedule, monday).startswith("Closed now, opens Thursday at 10:00")
    assert standing(schedule, monday.replace(day=25)).startswith("Closed now, opens tomorrow at 10:00")
    assert standing(schedule, monday.replace(day=26, hour=9)).startswith("Closed now, opens today at 10:00")
    assert standing(schedule, monday.replace(day=26)).startswith("Open now until 18:00")
    away = Schedule(paris, schedule.periods, (Special(datetime.date(2026, 11, 24), datetime.date(2027, 1, 1)),))
    assert standing(away, monday).startswith("Closed now, opens on 7 January 2027 at 10:00")
    assert standing(Schedule(paris), monday) == "Opening hours not known: ask the house"
    night = Schedule(paris, (Period(1, datetime.time(20), datetime.time(2)),))
    assert standing(night, monday.replace(hour=21)).startswith("Open now until Tuesday at 02:00")


def test_dates_are_said_as_exactly_as_they_are_known():
    day = datetime.date(2013, 9, 1)
    assert say_partial_date(day, "year", "en") == "2013"
    assert say_partial_date(day, "month", "fr") == "septembre 2013"
    assert say_partial_date(None, "day", "en") == ""
    assert say_distance(3.26, "fr") == "3,3\u202fkm"
    assert say_distance(112.4, "en") == "112 km"


def test_holidays_follow_country_and_canton():
    assert datetime.date(2026, 7, 14) in public_holidays("FR", "", 2026)
    assert datetime.date(2026, 12, 31) in public_holidays("CH", "GE", 2026)
    assert datetime.date(2026, 12, 31) not in public_holidays("CH", "TI", 2026)
    assert public_holidays("CH", "no such canton", 2026)
    assert public_holidays("XX", "", 2026) == {}


@pytest.mark.parametrize(
    ("country", "part", "day", "wanted", "text", "language"),
    [
        ("FR", "", (12, 25), "fr", "Noël", "fr"),
        ("FR", "", (12, 25), "en", "Christmas Day", "en"),
        ("IT", "", (12, 25), "fr", "Noël", "fr"),  # the package names Italy's in no French: a shared feast borrows it
        ("FR", "", (12, 25), "ar", "عيد الميلاد", "ar"),
        ("IT", "", (4, 25), "it", "Anniversario della Liberazione", "it"),
        ("IT", "", (4, 25), "fr", "Liberation Day", "en"),  # Italy's own: no other country's name will do
        ("ES", "", (10, 12), "pt", "Fiesta Nacional de España", "es"),
        ("CH", "GE", (12, 31), "ca", "Restauration de la République", "fr"),
        ("FR", "", (12, 24), "fr", "", "fr"),
        ("XX", "", (12, 25), "fr", "", "fr"),
    ],
)
def test_a_holiday_is_named_in_the_language_of_the_page_or_says_in_which(country, part, day, wanted, text, language):
    said = holiday_said(country, part, datetime.date(2026, *day), wanted)
    assert (said.text, said.language, said.is_fallback) == (text, language, language != wanted)


@pytest.mark.django_db
def test_search_is_given_houses_and_desks_and_never_a_partner():
    partnered(2)
    found = list(documents())
    assert [each.kind for each in found] == ["house", "desk", "desk"]
    assert "office" not in repr(found)
    place, desk, _other = found
    assert place.path == "houses/lyon/"
    assert place.titles == {"fr": LYON.name}
    assert place.summary["de"] == "Lyon, Frankreich"
    assert desk.path == "houses/lyon/#desk-ask-0"
    assert desk.titles["fr"] == f"{ASK.question['fr']} · Lyon"
    assert (desk.latitude, desk.longitude) == (45.75, 4.85)


@pytest.mark.django_db
def test_search_is_given_only_what_changed():
    house("first")
    seen = revision()[0]
    house("second")
    assert {each.path.split("/")[1] for each in documents(seen)} == {"second"}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_documents_cost_the_same_for_one_house_and_thirty(django_assert_num_queries, number):
    for each in range(number):
        house(f"place-{each}")
    with django_assert_num_queries(4):
        list(documents())
