import re

import pytest
import time_machine

from parvis.accounts.models import StaffAct
from parvis.queue.enums import Mode, State
from parvis.queue.models import Flow, Table, Ticket

from .made import MINUTE, NOW, make_line, sit, take

pytestmark = pytest.mark.django_db
STAFF = "/en/staff/houses/lyon/line/"


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    return make_line()


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_counsellor_opens_a_table_and_works_with_enter(signed_in, place):
    desk = signed_in("desk", place)
    ticket = take(place).ticket
    opened = desk.post(STAFF, {"sign": "By the window", "desks": ["choose"], "languages": ["fr"]})
    where = opened.headers["Location"]
    assert where == f"{STAFF}tables/1/"
    page = text(desk.get(where))
    assert "1 person waits whom you can help" in page
    assert re.search(r'value="next"[^>]*autofocus', page)
    page = text(desk.post(where, {"act": "next"}))
    assert "is called to your table" in page
    assert re.search(r'value="serve"[^>]*autofocus', page)
    page = text(desk.post(where, {"act": "serve", "ticket": ticket.pk}))
    assert "is with you" in page
    page = text(desk.post(where, {"act": "undo", "ticket": ticket.pk}))
    assert "is called to your table" in page
    page = text(desk.post(where, {"act": "nobody", "ticket": ticket.pk}))
    assert "Nobody came: set aside" in page
    page = text(desk.post(where, {"act": "nobody", "ticket": ticket.pk}))
    assert "is set aside and may come back" in page
    page = text(desk.post(where, {"act": "next"}))
    assert "Nobody waits whom this table can help." in page
    assert not StaffAct.objects.exists()
    assert desk.post(where, {"act": "close"}).headers["Location"] == STAFF
    assert desk.get(where).status_code == 302


def test_a_table_that_asks_by_itself_keeps_no_session_awake(signed_in, place, settings):
    desk = signed_in("desk", place)
    where = f"{STAFF}tables/{sit(place)}/"
    asked = desk.get(where)
    assert settings.AWAKE_COOKIE_NAME in asked.cookies
    for mark, status in ((asked.headers["ETag"], 304), ('"another"', 200)):
        again = desk.get(where, headers={"If-None-Match": mark})
        assert again.status_code == status
        assert settings.AWAKE_COOKIE_NAME not in again.cookies


def test_passing_on_shows_the_other_desks_only(signed_in, place):
    desk = signed_in("desk", place)
    number = sit(place, desks=("choose",))
    ticket = take(place).ticket
    where = f"{STAFF}tables/{number}/"
    page = text(desk.post(where, {"act": "next"}))
    assert 'value="work"' in page
    assert 'value="choose"' not in page
    desk.post(where, {"act": "pass", "ticket": ticket.pk, "desk": "work"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.desk.key) == (State.WAITING, "work")


@pytest.mark.parametrize(
    "sent", [{"act": "serve", "ticket": "x"}, {"act": "serve", "ticket": "9" * 30}, {"act": "pass"}, {}]
)
def test_odd_presses_get_a_sentence(signed_in, place, sent):
    number = sit(place)
    answer = signed_in("desk", place).post(f"{STAFF}tables/{number}/", sent)
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize(
    "sent",
    [{}, {"desks": ["choose"]}, {"languages": ["fr"]}, {"desks": ["nothing"], "languages": ["fr"]}, {"sign": "x" * 31}],
)
def test_a_table_says_what_it_helps_with(signed_in, place, sent):
    answer = signed_in("desk", place).post(STAFF, sent)
    assert answer.status_code == 422
    assert not Table.objects.exists()


def test_the_table_is_asked_again_cheaply(signed_in, place, django_assert_max_num_queries):
    desk = signed_in("desk", place)
    where = f"{STAFF}tables/{sit(place)}/"
    mark = desk.get(where).headers["ETag"]
    assert desk.get(where, headers={"If-None-Match": mark}).status_code == 304
    take(place)
    assert desk.get(where, headers={"If-None-Match": mark}).status_code == 200


def test_the_reception_gives_a_slip_in_the_language_of_the_visitor(signed_in, place):
    reception = signed_in("reception", place)
    once = re.search(r'name="once" value="([^"]+)"', text(reception.get(f"{STAFF}reception/")))[1]
    slip = text(reception.post(f"{STAFF}reception/", {"once": once, "language": "ar", "desk": "choose"}))
    assert 'lang="ar" dir="rtl"' in slip
    assert "ticket-qr" in slip
    ticket = Ticket.objects.get()
    assert (ticket.language, ticket.spoken, ticket.desk.key) == ("ar", "ar", "choose")
    line = text(reception.get(f"{STAFF}reception/"))
    assert "العربية" in line
    reception.post(f"{STAFF}reception/", {"ticket": ticket.pk, "act": "leave"})
    ticket.refresh_from_db()
    assert ticket.state == State.LEFT


def test_the_reception_is_told_what_it_forgot(signed_in, place):
    reception = signed_in("reception", place)
    once = re.search(r'name="once" value="([^"]+)"', text(reception.get(f"{STAFF}reception/")))[1]
    answer = reception.post(f"{STAFF}reception/", {"once": once, "desk": "choose"})
    assert answer.status_code == 422
    assert "choose a language first" in text(answer)
    assert reception.post(f"{STAFF}reception/", {"ticket": "x"}).status_code == 422


def test_the_manager_says_how_people_wait_and_the_log_knows(signed_in, place):
    manager = signed_in("manager", place)
    sent = {"mode": "ticket", "desks": ["work"], "by_visitors": "on", "last_at": "17:30", "is_closed_today": "on"}
    assert manager.post(f"{STAFF}settings/", sent).status_code == 302
    flow = Flow.objects.get()
    assert (flow.mode, flow.desks, flow.closed_on) == (Mode.TICKET, ["work"], NOW.date())
    assert StaffAct.objects.get().what == "line.planned"
    page = text(manager.get(f"{STAFF}settings/"))
    assert "17:30" in page


def test_the_mode_stays_while_people_wait(signed_in, place):
    take(place)
    answer = signed_in("manager", place).post(f"{STAFF}settings/", {"mode": "nod"})
    assert answer.status_code == 422
    assert "People wait with tickets" in text(answer)
    assert Flow.objects.get().mode == Mode.THEME


def test_who_was_missed_or_came_yesterday_keeps_no_mode(signed_in, place):
    missed = take(place).ticket
    Ticket.objects.filter(pk=missed.pk).update(state=State.MISSED, since=None)
    yesterday = take(place).ticket
    Ticket.objects.filter(pk=yesterday.pk).update(day=NOW.date() - 24 * 60 * MINUTE, half="pm")
    answer = signed_in("manager", place).post(f"{STAFF}settings/", {"mode": "nod"})
    assert answer.status_code == 302


def test_nobody_is_passed_on_where_no_table_names_a_desk(signed_in, place):
    Flow.objects.update(mode=Mode.TICKET)
    where = f"{STAFF}tables/{sit(place, desks=(), languages=())}/"
    take(place, "", "")
    desk = signed_in("desk", place)
    assert "act-pass" not in text(desk.post(where, {"act": "next"}))
    sit(place, desks=("work",), languages=())
    page = text(desk.get(where))
    assert 'value="work"' in page
    assert 'value="choose"' not in page


def test_a_house_without_a_line_can_get_one(signed_in, place):
    Flow.objects.all().delete()
    manager = signed_in("manager", place)
    assert "gives no tickets" in text(manager.get(STAFF))
    assert "gives no tickets" in text(manager.get(f"{STAFF}reception/"))
    assert manager.post(f"{STAFF}settings/", {"mode": "theme", "by_visitors": "on"}).status_code == 302
    assert "Open a table" in text(manager.get(STAFF))


def test_the_navigation_shows_the_line_to_who_may(signed_in, place):
    assert f'href="{STAFF}reception/"' in text(signed_in("reception", place).get("/en/staff/"))
    assert f'href="{STAFF}"' in text(signed_in("desk", place).get("/en/staff/"))
    assert f'href="{STAFF}settings/"' in text(signed_in("manager", place).get("/en/staff/"))
