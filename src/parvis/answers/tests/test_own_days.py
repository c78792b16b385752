"""Which houses can stand for a promise, and since when something waits, turn at midnight on the clock of each house."""

import datetime

import pytest
import time_machine

from parvis.answers.domain.links import waiting
from parvis.network.domain.scope import houses_tied
from parvis.network.models import House, Partner, Partnership
from parvis.network.tests.made import house

from .made import NOW, a_contract, an_offer

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MINUTE = datetime.timedelta(minutes=1)
#: By how many hours midnight comes later there than in Greenwich, in November.
CLOCKS = [("Pacific/Auckland", -13), ("Europe/Paris", -1), ("America/Los_Angeles", 8)]


@pytest.fixture(params=CLOCKS, ids=lambda clock: clock[0])
def midnight(request):
    """Make a house in that zone; return the moment at which TODAY begins there."""
    zone, hours = request.param
    house()
    House.objects.update(time_zone=zone)
    return NOW.replace(hour=0, minute=0) + datetime.timedelta(hours=hours)


def tied(**days):
    partner = Partner.objects.create(slug="office", name={"en": "Office"})
    Partnership.objects.create(house=House.objects.get(), partner=partner, **days)
    return partner


@pytest.mark.parametrize(("days", "before", "after"), [({"since": TODAY}, 0, 1), ({"until": TODAY}, 1, 1), ({}, 1, 1)])
def test_a_partnership_begins_at_midnight_at_the_house(midnight, days, before, after):
    partner = tied(**days)
    assert len(houses_tied(partner, midnight - MINUTE)) == before
    assert len(houses_tied(partner, midnight + MINUTE)) == after


def test_a_partnership_ends_at_midnight_at_the_house(midnight):
    partner = tied(until=TODAY - datetime.timedelta(days=1))
    assert len(houses_tied(partner, midnight - MINUTE)) == 1
    assert houses_tied(partner, midnight + MINUTE) == []


def test_a_partner_sees_the_houses_that_can_stand_for_it_now(midnight, signed_in):
    partner = tied(since=TODAY)
    asked = "/en/staff/partners/office/answers/"
    for moment, is_there in ((midnight - MINUTE, False), (midnight + MINUTE, True)):
        with time_machine.travel(moment, tick=False):
            editor = signed_in("editor", partner=partner)
            assert ('name="house"' in editor.get(asked).content.decode()) is is_there


def test_what_waits_stands_under_the_day_of_the_house(midnight, signed_in):
    a_contract(an_offer(), partner=tied(), confirmed_on=None)
    for moment, day in ((midnight - MINUTE, TODAY - datetime.timedelta(days=1)), (midnight + MINUTE, TODAY)):
        with time_machine.travel(moment, tick=False):
            (line,) = waiting(signed_in("programme", House.objects.get()).staff)
            assert line.since == day
