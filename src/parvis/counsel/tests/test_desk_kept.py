"""What an officer typed is never lost: the desk was closed, the session locked, the thread is gone, the database is away."""

import datetime

import pytest
import time_machine
from django.db import OperationalError

from parvis.accounts.domain.testing import open_session
from parvis.counsel.domain import threads
from parvis.counsel.domain.desk_keys import admit_officer
from parvis.counsel.domain.officers import open_own
from parvis.counsel.domain.returning import come_back
from parvis.counsel.domain.threads import delete
from parvis.counsel.enums import State
from parvis.counsel.models import Grant, Officer, Thread

from .made import NOW, write
from .sitting import HIDDEN, HOME, Sitting, body, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_an_answer_is_given_back_when_the_desk_was_closed_or_the_thread_is_gone(desk, first, second, clock):
    """Writing takes longer than a session stays awake, and a colleague may hand a thread on meanwhile."""
    phrase = write(desk)
    path, typed = page_of(phrase), {"text": "A long answer", "after": "1"}
    first.do(HOME, "close")
    closed = first.do(path, "answer", **typed)
    assert closed.status_code == 422
    assert "A long answer</textarea>" in body(closed)
    assert "closed in this session" in body(closed)
    sheet = first.do(f"{path}sheet/", "", title="Bakers", body="A long sheet")
    assert "A long sheet</textarea>" in body(sheet)
    first.open()
    clock.shift(datetime.timedelta(minutes=31))
    locked = first.do(path, "answer", **typed)
    assert locked.status_code == 403
    assert "A long answer</textarea>" in body(locked)
    assert path in body(locked), "and where to go on after signing in"
    assert "baker?" not in body(locked), "nothing of the letters, and of nobody else"
    empty = first.do(path, "answer", text="", after="1")
    assert empty.status_code == 302
    second.client.cookies.load(open_session(second.staff))
    delete(come_back(phrase, NOW).thread, NOW)
    gone = second.do(path, "answer", **typed)
    assert gone.status_code == 404
    assert "A long answer</textarea>" in body(gone)
    assert second.see(path).status_code == 404
    assert not Thread.objects.exists()


def test_the_database_goes_while_the_desk_answers_and_the_answer_stays_on_the_page(desk, first, monkeypatch):
    def away(*_arguments):
        raise OperationalError("server closed the connection")

    phrase = write(desk)
    first.client.raise_request_exception = False
    with monkeypatch.context() as gone:
        gone.setattr(threads, "add_letter", away)
        reply = first.do(page_of(phrase), "answer", text="A long answer", after="1", ends="1")
    assert reply.status_code == 503
    assert "A long answer</textarea>" in body(reply)
    sent = dict(HIDDEN.findall(body(reply)))
    assert sent["act"] == "answer"
    assert first.client.post(page_of(phrase), sent | {"text": "A long answer"}).status_code == 303
    assert Thread.objects.get().state == State.CLOSED


def test_a_damaged_key_of_one_officer_is_mended_by_another(desk, first, second):
    """A page that breaks for who holds it would break for them alone, and nobody could say why."""
    phrase = write(desk)
    Grant.objects.filter(officer__staff=second.staff).update(sealed=b"damaged")
    assert second.see(f"{HOME}officers/").status_code == 200
    shut = second.see(page_of(phrase))
    assert shut.status_code == 422
    assert "Your keys do not open this thread" in body(shut)
    officer = Officer.objects.get(staff=second.staff)
    for act in ("remove", "admit"):
        assert first.do(f"{HOME}officers/", act, desk=desk.code, officer=str(officer.pk)).status_code == 303
    assert second.see(page_of(phrase)).status_code == 200


def test_who_alone_opens_a_desk_is_told_before_getting_new_words(desk, first):
    said = "Nobody else here can open these desks"
    assert said in body(first.see(f"{HOME}words/"))
    other = Sitting(desk.house)
    assert said not in body(other.see(f"{HOME}words/")), "who opens nothing loses nothing"
    admit_officer(desk, Officer.objects.get(staff=other.staff), open_own(first.staff, first.words))
    assert said not in body(first.see(f"{HOME}words/"))
