"""The sample loads once, follows the code, and never takes a house's own work away."""

import datetime
from dataclasses import replace

import pytest

from parvis.core.models import Revision
from parvis.network.domain import sample
from parvis.network.domain.keeping import record_of, write_house
from parvis.network.domain.nearby import houses_near
from parvis.network.models import House, Partner

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing():
    assert sample.load_sample() == {"houses": 30, "partners": 11, "pictures": 1, "pages": 2}
    before = Revision.objects.get(room="network").number
    assert sample.load_sample() == {}
    assert Revision.objects.get(room="network").number == before


def test_what_a_house_changed_stays_and_the_rest_follows(monkeypatch):
    sample.load_sample()
    paris = House.objects.get(slug="paris")
    paris.phone = "01 00 00 00 00"
    paris.save()
    written = write_house(replace(record_of(House.objects.get(slug="geneve")), town="Genève-Cornavin"))
    file = sample.sample_file()
    newer = tuple(replace(each, region="new") for each in file.houses if each.slug in {"paris", "geneve", "porto"})
    monkeypatch.setattr(sample, "sample_file", lambda: replace(file, houses=newer))
    assert sample.load_sample() == {"brought up to date": 1, "left as changed": 2}
    assert House.objects.get(slug="paris").phone == "01 00 00 00 00"
    assert House.objects.get(slug="geneve").town == written.town
    assert House.objects.get(slug="porto").region == "new"


def test_a_partner_that_was_changed_stays():
    sample.load_sample()
    Partner.objects.filter(slug="city").update(website="https://example.test")
    sample.load_sample()
    assert Partner.objects.get(slug="city").website == "https://example.test"


def test_near_lyon_are_at_least_three_places():
    sample.load_sample()
    near = houses_near(45.75, 4.85, 150, datetime.date(2026, 11, 23))
    assert len(near) >= 3
    assert [each.km for each in near] == sorted(each.km for each in near)


def test_every_statement_on_membership_is_dated_and_sourced():
    sample.load_sample()
    for house in House.objects.prefetch_related("memberships"):
        for statement in house.memberships.all():
            assert statement.source_url.startswith("http")
            assert statement.known_on <= datetime.date(2026, 11, 23)
