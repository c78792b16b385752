"""The database goes away while a card is handed in: faces and sentence are on the page, and become one card."""

import pytest
import time_machine

from parvis.agenda.tests.making import NOW, make_house
from parvis.core.tests.outages import post_into_outage
from parvis.feedback.models import Card

from .made import just_over, once_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("is_event", [False, True])
def test_a_card_is_given_back_and_handed_in_once(client, is_event):
    house = make_house()
    path = f"/en/events/{just_over().code}/card/" if is_event else f"/en/card/{house.slug}/"
    sent = {"once": once_in(client.get(path)), "welcome": "3", "useful": "1", "sentence": "More chairs & tables"}
    reply, kept = post_into_outage(client, path, sent)
    assert "One sentence, if you like</label>" in reply.content.decode()
    assert "More chairs &amp; tables</textarea>" in reply.content.decode()
    assert kept == {name: [value] for name, value in sent.items()}
    assert not Card.objects.exists()
    for _press in range(2):
        assert "Nobody can tell which one is yours" in client.post(path, kept).content.decode()
    card = Card.objects.get()
    assert (card.welcome, card.clear, card.useful, card.sentence) == (3, None, 1, "More chairs & tables")


def test_faces_alone_are_given_back_too(client):
    path = f"/en/card/{make_house().slug}/"
    reply, kept = post_into_outage(client, path, {"once": once_in(client.get(path)), "clear": "2"})
    assert "This page keeps what you chose" in reply.content.decode()
    client.post(path, kept)
    assert Card.objects.get().clear == 2
