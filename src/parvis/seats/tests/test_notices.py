import re
import smtplib
from collections import Counter
from typing import ClassVar

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from parvis.accounts.models import StaffAct
from parvis.agenda.models import Event, Session
from parvis.core.domain.locks import one_at_a_time
from parvis.core.refusal import Refusal
from parvis.network.models import Post
from parvis.seats.domain import changing
from parvis.seats.domain.notices import all_to_tell, erase_told, open_contacts, send_notices
from parvis.seats.domain.sealing import Contact
from parvis.seats.domain.taking import Asked, take
from parvis.seats.models import Holding, Telling

from .made import HOUR, NOW, SOON, a_form, make_plan, make_session

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/houses/lyon/notices/"
MAIL, PHONE = "zqcontact@mail.example", "+33 4 00 00 00 00"


class Killed(BaseException):
    """The process was killed: nothing after this line ran."""


class Server(EmailBackend):
    """A mail server that does what the test says, one word a mail; no transaction may be open while it is asked."""

    fates: ClassVar[list] = []
    depth = 0

    def open(self):
        if self.fates == ["away"]:
            raise ConnectionRefusedError

    def send_messages(self, messages):
        assert len(connection.savepoint_ids) == Server.depth, "a mail inside a transaction would be forgotten with it"
        (message,) = messages
        fate = self.fates.pop(0) if self.fates else "sent"
        if fate == "killed before":
            raise Killed
        if fate == "refused":
            raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"nobody here")})
        if fate == "later":
            raise smtplib.SMTPRecipientsRefused({message.to[0]: (450, b"grey")})
        if fate == "gone before":
            raise smtplib.SMTPServerDisconnected("away")
        super().send_messages(messages)
        if callable(fate):
            fate()
        if fate == "killed after":
            raise Killed
        if fate == "gone after":
            raise smtplib.SMTPServerDisconnected("away")


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def server(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.MAIL_SERVER = f"{__name__}.Server", "here"
    Server.fates, Server.depth = [], len(connection.savepoint_ids)
    return Server


@pytest.fixture
def plan():
    return make_plan(40)


@pytest.fixture
def team(plan, signed_in):
    return signed_in("programme", plan.session.event.house)


def cancel(plan):
    Session.objects.filter(pk=plan.session_id).update(state="cancelled", sequence=1)


def leave(plan, address, language="en"):
    return take(plan.pk, Asked(2, Contact(address, language)), a_form(), NOW)


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def press(team, plan, act, **more):
    return team.post(PAGE, {"session": plan.session.code, "act": act, **more})


def test_who_left_a_mail_is_mailed_who_left_a_number_is_called_and_both_are_erased(team, plan, server):
    taken = [leave(plan, MAIL, "ar"), leave(plan, PHONE)]
    take(plan.pk, Asked(1), a_form(), NOW)
    assert "to tell at" not in said(team.get("/en/staff/"))
    Session.objects.update(
        starts=SOON + 24 * HOUR,
        ends=SOON + 26 * HOUR,
        state="moved",
        moved_from=SOON,
        sequence=1,
        note={"en": "No flour"},
    )
    assert "2 people to tell at" in said(team.get("/en/staff/"))
    page = said(team.get(PAGE))
    assert "2 people to tell." in page
    assert MAIL not in page
    assert PHONE not in page
    answer = said(press(team, plan, "send"))
    assert "1 person was told." in answer
    assert "1 person to tell." in answer
    (sent,) = mail.outbox
    assert sent.to == [MAIL]
    assert "29 نوفمبر" in sent.body
    assert "30 نوفمبر" in sent.body
    assert "No flour" in sent.body
    shown = press(team, plan, "show")
    assert PHONE in said(shown)
    assert MAIL not in said(shown)
    assert shown["Cache-Control"] == "no-store"
    assert "1 person was told." in said(press(team, plan, "told", told=[taken[1].holding.pk, "x"]))
    assert "Nobody is left to tell." in said(team.get(PAGE))
    assert not Holding.objects.filter(contact__isnull=False).exists()
    assert not Telling.objects.exists()
    acts = dict(StaffAct.objects.values_list("what", "code"))
    code = plan.session.code
    assert acts == {
        "notices.mailed": f"{code} · 2",
        "notices.opened": f"{code} · 1",
        "notices.told": f"{code} · 1",
    }
    Post.objects.update(role="manager")
    assert "erased contacts of people who were told" in said(team.get(PAGE.replace("notices", "log")))
    revealed = taken[0].code.reveal()
    for text in (sent.body, sent.subject, *map(str, sent.extra_headers.values())):
        assert revealed not in text
        assert revealed.replace("-", "") not in text


@given(
    fates=st.lists(
        st.sampled_from(["sent", "killed before", "killed after", "refused", "later", "gone before", "gone after"]),
        max_size=9,
    )
)
@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_dies_each_is_told_once_or_twice_or_waits_to_be_called(fates, server, signed_in):
    plan = make_plan(40)
    staff = signed_in("").staff
    house = plan.session.event.house
    addresses = [f"a{number}@mail.example" for number in range(3)]
    for address in addresses:
        leave(plan, address)
    cancel(plan)
    server.fates, mail.outbox = list(fates), []
    mailable = Holding.objects.to_tell(NOW).filter(plan=plan).exclude(telling__by_hand=True)
    while mailable.exists():
        try:
            send_notices(plan, house, staff, NOW)
        except Killed:
            continue
    sent = Counter(message.to[0] for message in mail.outbox)
    left = {each.contact.address: each for each in opened(plan, house, staff)}
    for address in addresses:
        assert sent[address] <= 2
        assert sent[address] == 1 or sent[address] == 2 or address in left
    for address, each in left.items():  # nobody who was told for certain is called as well
        assert sent[address] == 0 or each.mails == 2
    marks = {}
    for message in mail.outbox:
        marks.setdefault(message.to[0], set()).add(message.extra_headers["Message-ID"])
    assert all(len(of) == 1 for of in marks.values())


def opened(plan, house, staff):
    try:
        return open_contacts(plan, house, staff, NOW)
    except Refusal:
        return []


def test_other_news_are_told_anew(plan, server, signed_in):
    staff, house = signed_in("").staff, plan.session.event.house
    leave(plan, MAIL)
    Session.objects.update(starts=SOON + HOUR, sequence=1)
    server.fates = ["killed after"]
    with pytest.raises(Killed):
        send_notices(plan, house, staff, NOW)
    assert Telling.objects.get().mails == 1
    cancel(plan)
    Session.objects.update(sequence=2)
    assert send_notices(plan, house, staff, NOW).told == 1
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


def test_what_happens_while_mails_go_out_is_seen_before_each(plan, server, signed_in):
    staff, house = signed_in("").staff, plan.session.event.house
    addresses = [f"a{number}@mail.example" for number in range(3)]
    _first, given_back, _last = [leave(plan, address).code for address in addresses]
    Session.objects.update(starts=SOON + HOUR, state="moved", moved_from=SOON, sequence=1)

    def meanwhile():
        changing.release(given_back, NOW)
        Session.objects.update(starts=SOON + 24 * HOUR, ends=SOON + 26 * HOUR, sequence=2)

    server.fates = [meanwhile]
    assert send_notices(plan, house, staff, NOW).told == 1, "the first knows an old date, and stays to be told"
    assert [message.to for message in mail.outbox] == [[addresses[0]], [addresses[2]]]
    assert "November 30" in mail.outbox[1].body or "30 November" in mail.outbox[1].body
    assert send_notices(plan, house, staff, NOW).told == 1
    assert mail.outbox[2].to == [addresses[0]]


def test_an_unknown_button_sends_nothing(team, plan, server):
    leave(plan, MAIL)
    cancel(plan)
    for act in ("", "sned"):
        assert press(team, plan, act).status_code == 200
    assert mail.outbox == []
    assert not StaffAct.objects.exists()


def test_only_those_whose_coming_date_changed_are_told(plan, signed_in):
    staff, house = signed_in("").staff, plan.session.event.house
    gone = leave(plan, "gone@mail.example")
    changing.release(gone.code, NOW)
    other = leave(make_plan(5, session=make_session(SOON, event=plan.session.event)), "other@mail.example").holding
    waits = leave(plan, MAIL).holding
    assert all_to_tell(house, NOW) == []
    assert erase_told(plan, house, [waits.pk, other.pk], staff, NOW) == 0
    cancel(plan)
    (line,) = all_to_tell(house, NOW)
    assert (line.plan, line.number) == (plan, 1)
    assert erase_told(plan, house, [waits.pk, other.pk], staff, NOW) == 1
    assert erase_told(plan, house, [waits.pk, other.pk], staff, NOW) == 0
    assert Holding.objects.get(pk=other.pk).contact
    Event.objects.update(state="cancelled")
    assert [each.number for each in all_to_tell(house, NOW)] == [1]
    assert all_to_tell(house, SOON + 9 * HOUR) == []


def test_what_cannot_be_done_is_said_and_counts_nothing(team, plan, settings, server, tmp_path):
    leave(plan, MAIL)
    assert "This date takes no seats." in said(team.post(PAGE, {"act": "send", "session": "zzzz"}))
    assert "Nobody is left to be called." in said(press(team, plan, "show"))
    cancel(plan)
    server.fates = ["away"]
    assert "The mail server does not answer. Nobody was told." in said(press(team, plan, "send"))
    server.fates = ["gone after"]
    assert "The mail server stopped answering." in said(press(team, plan, "send"))
    with one_at_a_time("notices-lyon"):
        refused = press(team, plan, "send")
    assert refused.status_code == 422
    assert "Somebody is sending these mails" in said(refused)
    assert len(mail.outbox) == 1
    settings.MAIL_SERVER = None
    assert "No mail server is set up." in said(press(team, plan, "send"))
    shown = said(press(team, plan, "show"))
    assert MAIL in shown
    assert "A mail was perhaps sent already." in shown
    settings.DATA = tmp_path  # another key
    assert "This contact cannot be opened" in said(press(team, plan, "show"))


def test_the_page_costs_the_same_however_many_dates(team, plan, django_assert_num_queries):
    def one_more(number):
        leave(plan, f"a{number}@mail.example")
        other = make_plan(40, session=make_session(SOON, event=plan.session.event))
        leave(other, PHONE)

    one_more(0)
    Session.objects.update(state="cancelled")
    team.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        team.get(PAGE)
    Session.objects.update(state="planned")
    for number in range(1, 12):
        one_more(number)
    Session.objects.update(state="cancelled")
    with django_assert_num_queries(len(one)):
        assert team.get(PAGE).status_code == 200
