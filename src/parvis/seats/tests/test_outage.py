"""The database goes away while seats are taken: nothing was taken, and the form is sent from the page that says so."""

import pytest
import time_machine

from parvis.core.tests.outages import post_into_outage
from parvis.seats.models import Holding

from .made import NOW, make_plan
from .test_pages import code_in, form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("words", ["SELECT", "INSERT"])
def test_a_contact_is_given_back_and_the_seats_are_taken_once(client, words):
    plan = make_plan(30)
    sent = form(client, plan, contact="zq@mail.example", group="1", seats="12")
    where = f"/en/events/{plan.session.event.code}/seats/"
    reply, kept = post_into_outage(client, where, sent, words)
    assert "What you typed is below" in reply.content.decode()
    assert "Mail address or telephone number</label>" in reply.content.decode()
    assert kept == {name: [value] for name, value in sent.items()}
    assert not Holding.objects.exists()
    first = code_in(client.post(where, kept))
    assert code_in(client.post(where, kept)) == first
    assert Holding.objects.get().seats == 12


def test_a_form_without_a_word_typed_is_kept_and_says_so(client):
    plan = make_plan(5)
    where = f"/en/events/{plan.session.event.code}/seats/"
    reply, kept = post_into_outage(client, where, form(client, plan))
    assert "This page keeps what you chose" in reply.content.decode()
    assert "Send it again" in reply.content.decode()
    code = code_in(client.post(where, kept))
    _reply, kept = post_into_outage(client, "/en/seats/", {"code": code, "act": "change", "seats": "1"}, "UPDATE")
    assert Holding.objects.get().seats == 2
    assert "your number of seats is changed" in client.post("/en/seats/", kept).content.decode()
    assert Holding.objects.get().seats == 1
