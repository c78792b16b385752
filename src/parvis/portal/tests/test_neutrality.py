from __future__ import annotations

import datetime
import hashlib

import pytest
from django.utils import timezone

from parvis.network.models import House, Partner, Partnership
from parvis.portal.domain.exposure import exposures

pytestmark = pytest.mark.django_db


def test_the_lot_of_today_can_be_computed_by_anyone(client) -> None:
    text = client.get("/en/neutrality/").content.decode()
    today = timezone.localdate().isoformat()
    assert f"parvis:{today}" in text
    assert hashlib.sha256(f"parvis:{today}".encode()).hexdigest()[:16] in text


def test_each_partner_is_counted_where_it_stands_today(django_assert_num_queries) -> None:
    house = House.objects.create(
        slug="lyon",
        code="h1",
        name="Lyon",
        name_language="fr",
        country="FR",
        town="Lyon",
        latitude=45.7,
        longitude=4.8,
        time_zone="Europe/Paris",
        revision=1,
    )
    today = datetime.date(2026, 11, 23)
    for slug, until in (("now", None), ("gone", datetime.date(2020, 1, 1))):
        partner = Partner.objects.create(slug=slug, name={"fr": slug}, level="local", types=["chamber"])
        Partnership.objects.create(house=house, partner=partner, until=until)
    house.desks.create(key="choose", code="d1", question={"fr": "Choisir ?"}, tone="brick")
    with django_assert_num_queries(3):
        found = {one.name.text: (one.houses, one.desks) for one in exposures(today, "fr")}
    assert found == {"now": (1, 1), "gone": (0, 0)}
