import pytest
import time_machine

from parvis.agenda.models import EventTrade
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house
from parvis.feedback.models import Card
from parvis.occupations.models import Occupation
from parvis.occupations.tests.test_pages import make_trades

from .made import hand_in, just_over, once_in

pytestmark = pytest.mark.django_db
CARD = "/en/card/lyon/"


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house():
    return make_house()


def test_a_visitor_presses_three_faces_twice_and_is_let_go(client, house):
    page = client.get(CARD)
    assert page["Cache-Control"] == "no-store"
    sent = {
        "once": once_in(page),
        "welcome": "3",
        "clear": "2",
        "useful": "1",
        "after": "3",
        "sentence": "Merci à Zoé, 06 77 13 90 42, zoe@mail.example",
    }
    for _press in range(2):
        answer = client.post(CARD, sent, headers={"Origin": "null"})
        assert answer.status_code == 200
        assert "Nobody can tell which one is yours" in answer.content.decode()
        assert "Zo" not in answer.content.decode()
        assert not answer.cookies
    card = Card.objects.get()
    assert (card.welcome, card.clear, card.useful, card.after) == (3, 2, 1, None)
    assert card.sentence == "Merci à Zoé, […], […]"


def test_after_an_event_that_shows_a_trade_its_picture_is_asked_before_and_now(client):
    event = just_over()
    path = f"/en/events/{event.code}/card/"
    assert 'name="before"' not in client.get(path).content.decode()
    make_trades(1)
    EventTrade.objects.create(event=event, occupation=Occupation.objects.get())
    page = client.get(path)
    assert 'name="before"' in page.content.decode()
    client.post(path, {"once": once_in(page), "before": "1", "after": "3"})
    card = Card.objects.get()
    assert (card.event_id, card.before, card.after) == (event.pk, 1, 3)


@pytest.mark.parametrize(
    "fields",
    [
        {"welcome": ""},
        {"welcome": "7"},
        {"welcome": "٣"},
        {"once": ""},
        {"once": "x:y:z"},
        {"sentence": "long " * 100},
        {"sentence": "\0" * 5000},
    ],
)
def test_what_cannot_be_taken_gets_a_sentence_and_nothing_typed_is_lost(client, house, fields):
    sent = {"once": once_in(client.get(CARD)), "welcome": "3", "sentence": "It was <good>."} | fields
    answer = client.post(CARD, sent)
    text = answer.content.decode()
    if answer.status_code == 200:  # control characters are left out
        assert Card.objects.get().sentence == ""
        return
    assert answer.status_code == 422
    assert "notice-warning" in text
    assert ("It was &lt;good&gt;." in text) or "long long" in text
    assert not Card.objects.exists()


def test_before_an_event_the_card_waits_and_the_paper_is_ready(client):
    event = make_event(starts=NOW + HOUR)
    page = client.get(f"/en/events/{event.code}/card/").content.decode()
    assert "This card opens when the event begins." in page
    assert 'name="welcome"' not in page
    assert client.post(f"/en/events/{event.code}/card/", {"welcome": "3"}).status_code == 422
    paper = client.get(f"/en/events/{event.code}/card/paper/").content.decode()
    assert '<svg aria-hidden="true" focusable="false"' in paper
    assert f"/en/events/{event.code}/card/" in paper


def test_drafts_and_strangers_have_no_card(client):
    draft = make_event(starts=NOW - HOUR, is_published=False)
    for path in (
        f"/en/events/{draft.code}/card/",
        "/en/card/nowhere/",
        "/en/card/nowhere/paper/",
        "/en/events/x/card/",
    ):
        assert client.get(path).status_code == 404


def test_the_event_leads_to_its_card_once_it_took_place_and_the_house_always(client):
    over, coming = just_over(title="Over"), make_event("Coming")
    link = "/en/events/{}/card/"
    assert link.format(over.code) in client.get(f"/en/events/{over.code}/").content.decode()
    assert link.format(coming.code) not in client.get(f"/en/events/{coming.code}/").content.decode()
    assert CARD in client.get("/en/houses/lyon/").content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_a_card_costs_the_same_however_many_there_are(client, django_assert_num_queries, number):
    event = just_over()
    hand_in(number, event)
    with django_assert_num_queries(4):
        client.get(f"/fr/events/{event.code}/card/")
    with django_assert_num_queries(1):
        client.get("/fr/card/lyon/")
