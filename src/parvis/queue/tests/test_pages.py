import re
from urllib.parse import urlsplit

import pytest
import time_machine

from parvis.core.enums import Half
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.queue.domain import calling
from parvis.queue.domain.haste import CALM, SECONDS
from parvis.queue.enums import Mode, State
from parvis.queue.models import Flow, Ticket, Wait
from parvis.queue.rules import ENOUGH

from .made import MINUTE, NOW, make_line, sit, take

pytestmark = pytest.mark.django_db
LINE = "/en/houses/lyon/line/"


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    return make_line()


def once_in(page):
    return re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]


def take_one(client, desk="choose", language="fr", where=LINE):
    once = once_in(client.get(f"{where}?language={language}"))
    return client.post(f"{where}?language={language}", {"once": once, "desk": desk, "language": language})


def test_the_language_comes_first_in_its_own_name_and_then_the_question(client, place):
    first = client.get(LINE).content.decode()
    assert "العربية" in first
    assert '/ar/houses/lyon/line/?language=ar"' in first
    assert "Which trade suits me?" not in first
    second = client.get(f"{LINE}?language=ar").content.decode()
    assert "Which trade suits me?" in second
    assert "nobody at an open table speaks this language" in second


def test_a_press_leads_to_the_ticket_and_the_same_form_to_the_same(client, place):
    once = once_in(client.get(f"{LINE}?language=fr"))
    sent = {"once": once, "desk": "choose", "language": "fr"}
    answers = [client.post(f"{LINE}?language=fr", sent) for _each in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert not answers[0].cookies
    page = client.get(answers[0].headers["Location"])
    assert page.headers["Cache-Control"] == "no-store"
    assert "Nobody is before you." in page.content.decode()
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"once": "nonsense", "desk": "choose", "language": "fr"}])
def test_a_form_that_is_not_ours_takes_nothing_and_says_why(client, place, sent):
    answer = client.post(LINE, sent)
    assert answer.status_code == 422
    assert "Nothing was sent" in answer.content.decode()
    assert not Ticket.objects.exists()


def test_where_very_many_are_taken_a_moment_is_owed_once(client, place):
    for _each in range(CALM):
        take(place)
    sent = {"once": once_in(client.get(f"{LINE}?language=fr")), "desk": "choose", "language": "fr"}
    asked = client.post(LINE, sent)
    assert asked.status_code == 429
    assert not asked.cookies
    text = re.search(r'name="moment" value="([^"]+)"', asked.content.decode())[1]
    assert 'name="desk" value="choose"' in asked.content.decode()
    paid = {**sent, "moment": text}
    assert client.post(LINE, paid).status_code == 429
    assert client.post(LINE, {**paid, "work": "nonsense"}).status_code == 429
    other = {**paid, "once": once_in(client.get(f"{LINE}?language=fr"))}
    with time_machine.travel(NOW + SECONDS * MINUTE / 60 + MINUTE / 60, tick=False):
        assert client.post(LINE, other).status_code == 429, "a moment is good for one form alone"
        first = client.post(LINE, paid)
        assert first.status_code == 303
        assert client.post(LINE, sent).headers["Location"] == first.headers["Location"]
    assert Ticket.objects.count() == CALM + 1


def test_what_is_typed_wrong_keeps_what_was_chosen(client, place):
    once = once_in(client.get(f"{LINE}?language=ar"))
    answer = client.post(LINE, {"once": once, "desk": "x" * 500, "language": "ar"})
    assert answer.status_code == 422
    assert 'name="language" value="ar"' in answer.content.decode()


def test_one_line_asks_nothing(client, place):
    Flow.objects.update(mode=Mode.TICKET)
    assert "Which trade suits me?" not in client.get(LINE).content.decode()
    assert take_one(client).status_code == 303


def test_a_house_without_tickets_says_just_come(client, place):
    Flow.objects.all().delete()
    answer = client.get(LINE)
    assert answer.status_code == 200
    assert "just come" in answer.content.decode()
    assert client.get(f"{LINE}hall/").status_code == 200
    assert client.post(LINE, {"once": "x"}).status_code == 422


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_ticket_is_shown_in_every_language(client, place, language):
    address = take_one(client).headers["Location"].replace("/en/", f"/{language}/")
    page = client.get(address)
    assert page.status_code == 200
    assert 'class="ticket-name"' in page.content.decode()


def test_a_range_is_told_with_its_method_and_only_when_it_is_known(client, place):
    sit(place)
    address = take_one(client).headers["Location"]
    assert "we cannot say yet" in client.get(address).content.decode()
    Wait.objects.create(
        house=place, day=NOW.date() - 24 * 60 * MINUTE, half=Half.MORNING, key="0", step=3, number=ENOUGH
    )
    page = client.get(f"{address}?again=").content.decode()
    assert "15 to 20 minutes" in page
    assert "eight waited that long in mornings" in page
    Ticket.objects.all().delete()
    assert "15 to 20 minutes" in client.get(f"{LINE}?language=fr").content.decode()


def test_the_page_of_a_ticket_costs_a_question_or_three_while_nothing_happens(
    client, place, django_assert_max_num_queries
):
    address = take_one(client).headers["Location"]
    mark = client.get(address).headers["ETag"]
    with django_assert_max_num_queries(3):
        assert client.get(address, headers={"If-None-Match": mark}).status_code == 304
    take(place)
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 200


def test_everything_that_can_be_done_with_a_ticket(client, place):
    address = take_one(client).headers["Location"]
    code = urlsplit(address).path

    def press(**sent):
        answer = client.post(code, sent)
        return answer.status_code, client.get(code).content.decode()

    assert "Your place is kept until 11:25" in press(act="away", minutes="20")[1]
    assert press(act="away", minutes="20")[0] == 422
    assert "Nobody is before you." in press(act="back")[1]
    assert press(act="away", minutes="x")[0] == 422
    table = sit(place, sign="By the window")
    ticket = calling.call_next(place, table, NOW)
    assert "Please go to: <bdi>By the window</bdi>" in client.get(code).content.decode()
    for _each in range(2):
        calling.nobody_came(place, table, ticket.pk, NOW)
    assert "Are you here?" in client.get(code).content.decode()
    assert "You gave this ticket back" in press(act="leave")[1]
    assert press(act="leave")[0] == 422


@pytest.mark.parametrize("code", ["0000000000000000", "x", "hall2", "ABCDEFGHJKMNPQRS"])
def test_a_ticket_that_is_over_says_so(client, place, code):
    answer = client.get(f"{LINE}{code}/")
    assert answer.status_code == 404
    assert "This ticket is over" in answer.content.decode()
    assert client.post(f"{LINE}{code}/", {"act": "leave"}).status_code == 404
    assert client.get(f"/en/houses/nowhere/line/{code}/").status_code == 404


def test_a_ticket_of_yesterday_is_over(client, place):
    address = take_one(client).headers["Location"]
    with time_machine.travel(NOW + 24 * 60 * MINUTE, tick=False):
        assert client.get(address).status_code == 404


def test_the_hall_shows_words_and_places_and_no_number(client, place):
    table = sit(place, sign="By the window")
    ticket = take(place, spoken="ar").ticket
    calling.call_next(place, table, NOW)
    page = client.get(f"{LINE}hall/")
    words = re.sub(
        r"<[^>]+>", " ", page.content.decode().partition('<ul class="hall-calls">')[2].partition("</main>")[0]
    )
    assert "By the window" in words
    assert re.search(r"[\u0600-\u06ff]", words), "the name stands there in the language of the ticket too"
    assert not re.search(r"\d", words)
    assert str(ticket.pk) not in words
    mark = page.headers["ETag"]
    assert client.get(f"{LINE}hall/", headers={"If-None-Match": mark}).status_code == 304
    calling.serve(place, table, ticket.pk, NOW)
    fresh = client.get(f"{LINE}hall/", headers={"If-None-Match": mark})
    assert fresh.status_code == 200
    assert "Nobody is called" in fresh.content.decode()


def test_at_the_kiosk_the_ticket_stays_in_the_kiosk(client, place):
    once = once_in(client.get(f"{LINE}?language=fr&kiosk="))
    answer = client.post(f"{LINE}?language=fr&kiosk=", {"once": once, "desk": "", "language": "fr"})
    assert answer.headers["Location"].endswith("?kiosk=")
    assert "data-kiosk" in client.get(answer.headers["Location"]).content.decode()


def test_the_states_have_each_their_sentence(client, place):
    address = take_one(client).headers["Location"]
    seen = set()
    for state in State:
        Ticket.objects.update(state=state, since=None)
        with time_machine.travel(NOW, tick=False):
            seen.add(client.get(address).content.decode().partition("data-live")[2].partition("</div>")[0])
    assert len(seen) == len(State)
