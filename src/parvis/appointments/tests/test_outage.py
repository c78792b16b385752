"""The database goes away while an appointment is taken, or while a desk makes slots: the form is sent from the page that says so."""

import re

import pytest
import time_machine
from django.urls import reverse

from parvis.appointments.domain.making import make_slots
from parvis.appointments.domain.showing import free_plans
from parvis.appointments.tests.made import LINK, MONDAY, NOW, pattern
from parvis.core.tests.outages import post_into_outage
from parvis.network.tests.made import house
from parvis.seats.models import Holding, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_appointment_is_given_back_with_its_contact_and_taken_once(client, signed_in):
    lyon = house("lyon")
    make_slots(pattern(lyon), signed_in("desk", lyon).staff, NOW)
    plan = free_plans(lyon, NOW)[1]
    path = reverse("seats:choose", args=(plan.session.event.code,))
    once = re.search(r'name="once" value="([^"]+)"', client.get(path).content.decode())[1]
    sent = {"once": once, "session": plan.session.code, "seats": "1", "contact": "0600000000"}
    reply, kept = post_into_outage(client, path, sent)
    assert 'value="0600000000"' in reply.content.decode()
    assert kept == {name: [value] for name, value in sent.items()}
    assert not Holding.objects.exists()
    for _press in range(2):
        assert client.post(path, kept).status_code == 200
    assert Holding.objects.get().plan_id == plan.pk


def test_a_desk_gets_its_pattern_back(signed_in):
    lyon = house("lyon")
    desk = signed_in("desk", lyon)
    path = reverse("appointments-staff:slots", args=("lyon",))
    sent = {
        "desk": "choose",
        "chair": "1",
        "way": "online",
        "link": LINK,
        "languages": ["fr", "ar"],
        "first": f"{MONDAY}",
        "weekdays": ["1"],
        "weeks": "1",
        "begins": "14:00",
        "ends": "16:00",
        "minutes": "30",
        "pause": "10",
    }
    _reply, kept = post_into_outage(desk, path, sent)
    assert kept == {name: [value] if isinstance(value, str) else value for name, value in sent.items()}
    assert not Plan.objects.exists()
    assert desk.post(path, kept).status_code == 200
    assert Plan.objects.count() == 3
