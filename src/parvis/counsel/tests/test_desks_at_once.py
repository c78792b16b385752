"""Two of a desk press at the same moment, and a colleague hands the thread on meanwhile: one of them was first, and nothing is lost or doubled."""

import threading

import pytest
from django.db import connection, connections

from parvis.core.refusal import Refusal
from parvis.counsel.domain.desk_keys import make_desk_key
from parvis.counsel.domain.handing import hand_over
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.returning import come_back
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.threads import Overtaken, answer
from parvis.counsel.enums import Role, State
from parvis.counsel.models import DeskWrap, Letter
from parvis.network.models import Desk

from .made import NOW, at_desk, make_officer, ready_desk, write

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def pressed(acts):
    """Let each of ``acts`` run in a thread of its own, all at once; return what became of them: None, or what was raised."""
    told, start = [None] * len(acts), threading.Barrier(len(acts))

    def run(place, act):
        start.wait()
        try:
            act()
        except Refusal as refusal:
            told[place] = refusal
        finally:
            connections.close_all()

    working = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for each in working:
        each.start()
    for each in working:
        each.join(60)
    return told


@pytest.fixture
def asked():
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory is one connection’s: the run on PostgreSQL does this one")
    desk, officer, _sheet = ready_desk()
    return desk, officer, write(desk)


def test_of_many_answers_at_once_one_is_sent_and_the_others_are_told(asked):
    _desk, officer, phrase = asked
    opened = [at_desk(phrase, officer) for _each in range(AT_ONCE)]
    acts = [
        lambda each=each, number=number: answer(each, PlainText(f"Answer {number}"), 1, NOW)
        for number, each in enumerate(opened)
    ]
    told = pressed(acts)
    assert told.count(None) == 1
    assert all(isinstance(each, Overtaken | Busy) for each in told if each is not None)
    letters = letters_of(come_back(phrase, NOW))
    assert [letter.role for letter in letters] == [Role.VISITOR, Role.DESK]
    assert letters[1].text.reveal() == f"Answer {told.index(None)}", "what was acknowledged is there"


def test_an_answer_and_a_handing_on_at_once(asked):
    desk, officer, phrase = asked
    other = Desk.objects.create(
        house=desk.house, key="second", code="secnd7", question={"en": "Find work"}, tone=desk.tone, order=9
    )
    there = make_officer(desk.house)
    make_desk_key(other, there.officer.staff, "en", NOW)
    one, two = at_desk(phrase, officer), at_desk(phrase, officer)
    told = pressed(
        [
            lambda: answer(one, PlainText("Answer"), 1, NOW),
            lambda: hand_over(two, other, PlainText("For you"), 1, NOW),
        ]
    )
    assert told.count(None) == 1
    thread = come_back(phrase, NOW).thread
    assert Letter.objects.filter(thread=thread).count() == 2
    keys = set(DeskWrap.objects.filter(thread=thread).values_list("key__desk", flat=True))
    assert keys == {thread.desk_id}, "the thread is open to one desk alone: to that which has it"
    assert (thread.desk_id == desk.pk) == (told[0] is None)
    assert thread.state == (State.ANSWERED if told[0] is None else State.NEW)
