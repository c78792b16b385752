"""The page of a house and the charter."""

import datetime
import json
import re

import pytest
import time_machine

from parvis.network.domain.keeping import write_house, write_partner
from parvis.network.domain.records import (
    DeskRecord,
    ExceptionRecord,
    HouseRecord,
    MembershipRecord,
    PartnerRecord,
    PartnershipRecord,
    PeriodRecord,
)

MONDAY_NOON = datetime.datetime(2026, 12, 21, 12, tzinfo=datetime.UTC)  # 13:00 in Paris
WEEK = tuple(PeriodRecord(day, datetime.time(10), datetime.time(18)) for day in range(1, 6))


def house(**changes):
    values = {
        "slug": "lyon",
        "kind": "house",
        "name": "Cité d’essai",
        "name_language": "fr",
        "country": "FR",
        "town": "Lyon",
        "latitude": 45.75,
        "longitude": 4.85,
        "time_zone": "Europe/Paris",
        "languages": ("fr", "ar"),
        "periods": WEEK,
    } | changes
    return write_house(HouseRecord(**values))


def shown(client, address="/en/houses/lyon/", status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


pytestmark = pytest.mark.django_db


@time_machine.travel(MONDAY_NOON, tick=False)
def test_what_the_page_says(client):
    house(
        desks=(DeskRecord("choose", {"fr": "Quel métier ?"}, "brick"),),
        closes_on_holidays=True,
        exceptions=(
            ExceptionRecord(
                datetime.date(2026, 12, 28),
                datetime.date(2026, 12, 31),
                reason={"en": "Stocktaking", "fr": "Inventaire"},
            ),
        ),
        memberships=(MembershipRecord("operating", datetime.date(2013, 1, 1), "The gazette", "year"),),
    )
    page = words(shown(client))
    assert "Open now until 18:00" in page
    assert "Quel métier ? (shown in French)" in page
    assert "Stocktaking" in page
    assert "25 December 2026" in page
    assert "French, Arabic" in page
    assert "Labelled and open" in page
    assert "stated 2013" in page
    assert "We do not know the street" in page


def test_week_begins_where_the_house_is(client):
    house()
    rows = re.findall(r'<th scope="row">(\w+)</th>', shown(client))
    assert rows[0] == "Monday"
    house(country="CA", name_language="en", time_zone="America/Toronto")
    rows = re.findall(r'<th scope="row">(\w+)</th>', shown(client))
    assert rows[0] == "Sunday"


def test_a_sample_says_so_and_machines_do_not_get_it(client):
    house(is_sample=True, periods=tuple(PeriodRecord(1, each.opens, each.closes, is_sample=True) for each in WEEK[:1]))
    page = shown(client)
    assert "Sample — check with the house" in page
    assert "openingHoursSpecification" not in page
    assert "sample — check with the house" in shown(client, "/en/houses/")


def test_linked_data_holds_what_is_known(client):
    house(phone="+33 1 23", address="1 rue d’essai")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', shown(client), re.DOTALL)[1])
    assert data["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 rue d’essai",
        "addressLocality": "Lyon",
        "addressCountry": "FR",
    }
    assert len(data["openingHoursSpecification"]) == 5
    assert data["telephone"] == "+33 1 23"
    assert "email" not in data


@time_machine.travel(MONDAY_NOON, tick=False)
def test_stale_facts_say_so(client):
    house(checked_on=datetime.date(2025, 1, 1), due_on=datetime.date(2026, 12, 21))
    assert "were to be checked again" not in shown(client)
    house(checked_on=datetime.date(2025, 1, 1), due_on=datetime.date(2026, 12, 20))
    assert "were to be checked again" in shown(client)


def test_partners_stand_by_level_and_turn_with_the_day(client):
    slugs = [f"office-{number}" for number in range(6)]
    for slug in slugs:
        write_partner(PartnerRecord(slug, {"en": slug}, "local", ("authority",)))
    write_partner(PartnerRecord("union", {"en": "the union"}, "european", ("social",)))
    house(
        partnerships=(
            *(PartnershipRecord(slug) for slug in slugs),
            PartnershipRecord("union", until=datetime.date(2026, 12, 22)),
        )
    )

    def order(day):
        with time_machine.travel(datetime.datetime(2026, 12, day, 12, tzinfo=datetime.UTC), tick=False):
            page = shown(client)
            return re.findall(r"office-\d", page), "the union" in page

    orders = [order(day) for day in (21, 22, 23)]
    assert all(sorted(each) == slugs for each, _union in orders)
    assert len({tuple(each) for each, _union in orders}) > 1
    assert order(21) == orders[0]
    assert [union for _each, union in orders] == [True, True, False]


def test_centres_name_their_house_and_the_house_its_centres(client):
    house()
    house(slug="bron", parent="lyon", kind="associated", name="Centre de Bron", latitude=45.73)
    assert "Centre de Bron" in shown(client)
    assert "Other houses near here" not in shown(client)
    assert 'href="/en/houses/lyon/"' in shown(client, "/en/houses/bron/")


def test_an_unknown_house_helps_on(client):
    page = shown(client, "/en/houses/no-such-house/", 404)
    assert '<a class="button" href="/en/houses/">' in page
    assert client.get("/en/houses/LYON/").headers["Location"] == "/en/houses/lyon/"


def test_the_charter_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = shown(client, "/en/charter/")
    assert page.count("<h2>") == 5


@time_machine.travel(MONDAY_NOON, tick=False)
def test_today_s_hours_stand_before_the_desks_and_holidays_are_named_in_the_language_of_the_page(client):
    house(closes_on_holidays=True, desks=(DeskRecord("choose", {"fr": "Quel métier ?"}, "brick"),))
    page = words(shown(client, "/fr/houses/lyon/"))
    assert "Lundi 10:00–\u206018:00" in page
    assert 'href="/fr/paths/"' in shown(client, "/fr/houses/lyon/")
    assert page.index("Lundi 10:00–\u206018:00") < page.index("Quel métier ?")
    assert "Noël" in page
    assert "Christmas" not in page
    assert "Fiesta" not in page


@time_machine.travel(MONDAY_NOON + datetime.timedelta(days=4), tick=False)
def test_today_s_hours_know_a_holiday_and_a_name_in_another_language_says_so(client):
    house(country="IT", time_zone="Europe/Rome", closes_on_holidays=True)
    assert "Friday closed" in words(shown(client))
    with time_machine.travel(datetime.datetime(2026, 4, 20, 12, tzinfo=datetime.UTC), tick=False):
        page = words(shown(client, "/fr/houses/lyon/"))
    assert "Republic Day (affiché en anglais)" in page


def test_a_house_of_unknown_hours_says_nothing_of_today(client):
    house(periods=())
    assert "house-today" not in shown(client)
