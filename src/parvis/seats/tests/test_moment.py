import datetime
import hashlib
import re

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.domain.moment import Moment, is_solved
from parvis.seats.domain.pace import WINDOW, codes_lately
from parvis.seats.domain.taking import Asked, take
from parvis.seats.models import Holding
from parvis.seats.rules import haste

from .made import NOW, a_form, make_plan, make_session

pytestmark = pytest.mark.django_db
YOURS = "/en/seats/"
SECOND = datetime.timedelta(seconds=1)
HIDDEN = re.compile(r'name="(\w+)" value="([^"]*)"')


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hot(clock):
    plan = make_plan(40)
    codes_lately(plan.pk, NOW)
    for _ in range(8):
        take(plan.pk, Asked(1), a_form(), NOW)
    return plan


def where(plan):
    return f"/en/events/{plan.session.event.code}/seats/"


def form(client, plan):
    once = re.search(r'name="once" value="([^"]+)"', client.get(where(plan)).content.decode())[1]
    return {"once": once, "session": plan.session.code, "seats": "2", "contact": "a@b.example"}


def hidden(answer):
    assert answer.status_code == 429, answer.content.decode()
    return dict(HIDDEN.findall(answer.content.decode()))


def solved(sent, bits):
    moment = Moment(sent["moment"], bits, 20)
    return sent | {"work": next(str(number) for number in range(10**7) if is_solved(moment, str(number)))}


def bits_of(answer):
    return int(re.search(r'data-bits="(\d+)"', answer.content.decode())[1])


def test_in_calm_times_nobody_meets_it(client, clock):
    plan = make_plan(40)
    for _ in range(12):  # a code every 25 seconds, until more than half of the seats are taken
        assert client.post(where(plan), form(client, plan)).status_code == 200
        clock.shift(25 * SECOND)
    assert Holding.objects.count() == 12


def test_a_sum_is_good_for_one_code_and_for_no_other_form_or_date(client, hot):
    other = make_plan(40, session=make_session(event=hot.session.event))
    codes_lately(other.pk, NOW)
    for _ in range(8):
        take(other.pk, Asked(1), a_form(), NOW)
    asked = client.post(where(hot), form(client, hot))
    assert asked["Retry-After"] == "30"
    sent = hidden(asked)
    assert (sent["seats"], sent["contact"], sent["session"]) == ("2", "a@b.example", hot.session.code)
    assert hidden(client.post(where(hot), sent | {"work": "no"}))["moment"] == sent["moment"]
    paid = solved(sent, bits_of(asked))
    for _ in range(2):  # the same form again: the same code, nothing more
        assert client.post(where(hot), paid).status_code == 200
        assert Holding.objects.filter(plan=hot).count() == 9
    replayed = client.post(where(hot), paid | {"once": form(client, hot)["once"]})
    assert hidden(replayed)["moment"] != paid["moment"]
    hidden(client.post(where(hot), paid | {"session": other.session.code}))
    assert Holding.objects.count() == 17


def test_waiting_is_as_good_by_the_servers_clock_alone(client, hot, clock):
    sent = hidden(client.post(where(hot), form(client, hot)))
    clock.shift(20 * SECOND)
    assert hidden(client.post(where(hot), sent))["moment"] == sent["moment"]
    told, stamp, seal = sent["moment"].split(":")
    mark, bits, seconds = told.split(".")
    for forged in (
        f"{told}:1aaaaa:{seal}",
        f"{mark}.{bits}.0:{stamp}:{seal}",
        f"{mark}.0.{seconds}:{stamp}:{seal}",
        f"{told}:{stamp}:{seal[:-1]}",
        "::",
        "\0",
        sent["once"],
    ):
        assert hidden(client.post(where(hot), sent | {"moment": forged, "work": "1"}))["moment"] != forged
    clock.shift(11 * SECOND)
    assert client.post(where(hot), sent).status_code == 200


def test_a_code_that_moves_here_or_grows_here_owes_one_of_its_own(client, hot):
    calm = make_plan(40, session=make_session(event=hot.session.event))
    codes = [take(calm.pk, Asked(2), a_form(), NOW).code.reveal() for _ in range(2)]
    moves = [{"code": code, "act": "move", "session": hot.session.code} for code in codes]
    asked = client.post(YOURS, moves[0])
    sent = hidden(asked)
    assert {key: sent[key] for key in moves[0]} == moves[0]
    paid = solved(sent, bits_of(asked))
    hidden(client.post(YOURS, paid | {"code": codes[1]}))
    assert Holding.objects.filter(plan=hot).count() == 8
    assert client.post(YOURS, paid).status_code == 200
    assert Holding.objects.filter(plan=hot).count() == 9
    mine = {"code": take(hot.pk, Asked(2), a_form(), NOW).code.reveal(), "act": "change"}
    hidden(client.post(YOURS, mine | {"seats": "3"}))
    assert client.post(YOURS, mine | {"seats": "1"}).status_code == 200, "fewer is always possible"
    assert client.post(YOURS, mine | {"seats": "x"}).status_code == 422
    assert client.post(YOURS, {"code": codes[1], "act": "change", "seats": "3"}).status_code == 200, "calm over there"


def test_it_is_over_a_minute_later_and_can_be_switched_off(client, hot, clock, settings):
    sent = form(client, hot)
    settings.SEATS_WORK = False
    assert client.post(where(hot), sent).status_code == 200
    settings.SEATS_WORK = True
    hidden(client.post(where(hot), form(client, hot)))
    clock.shift(WINDOW + SECOND)
    assert client.post(where(hot), form(client, hot)).status_code == 200


def test_a_machine_with_many_forms_gets_nothing_for_nothing(client, hot):
    before = Holding.objects.count()
    for _ in range(15):
        hidden(client.post(where(hot), form(client, hot)))
    assert Holding.objects.count() == before


@given(codes=st.integers(0, 10_000), seats=st.integers(1, 20_000))
def test_haste_rises_with_codes_and_falls_with_seats(codes, seats):
    assert 0 <= haste(codes, seats) <= haste(codes + 1, seats) <= 6
    assert haste(codes, seats + 1) <= haste(codes, seats)
    assert haste(2, seats) == 0


def test_a_sum_is_what_the_page_says():
    moment = Moment("text", 10, 20)
    number = next(str(n) for n in range(10**6) if is_solved(moment, str(n)))
    assert hashlib.sha256(f"text:{number}".encode()).hexdigest()[:2] == "00"
    assert not is_solved(moment, "-1")
    assert not is_solved(moment, "٣")
    assert not is_solved(Moment("text", 60, 20), number)
