"""A house publishes itself without a desk at which letters lie: no letter goes with it."""

from dataclasses import replace

import pytest

from parvis.core.refusal import Refusal
from parvis.counsel.domain.desk_keys import make_desk_key
from parvis.counsel.domain.handing import hand_over
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.returning import come_back
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.models import DeskKey, Thread
from parvis.network.domain.keeping import write_house
from parvis.network.domain.records import NetworkFile
from parvis.network.domain.taking import take_in
from parvis.network.tests.made import ASK, record

from .made import NOW, at_desk, ready_desk, write

pytestmark = pytest.mark.django_db
WORK = replace(ASK, key="work", question={"en": "How do I find work?"}, order=2)


def test_a_desk_with_letters_stays_until_they_are_handed_on():
    desk, officer, _sheet = ready_desk()
    phrase = write(desk)
    other = write_house(record(desks=(ASK, WORK))).desks.select_related("house").get(key="work")
    make_desk_key(other, officer.officer.staff, "en", NOW)
    with pytest.raises(Refusal, match="letters of visitors"):
        write_house(record(desks=(WORK,)))
    assert letters_of(come_back(phrase, NOW)), "nothing was changed"
    assert letters_of(at_desk(phrase, officer))
    hand_over(at_desk(phrase, officer), other, PlainText(""), 1, NOW)
    write_house(record(desks=(WORK,)))
    assert not DeskKey.objects.filter(desk__key=ASK.key).exists()
    assert letters_of(come_back(phrase, NOW))


def test_a_file_without_the_desk_is_refused_for_that_house_alone():
    desk, _officer, _sheet = ready_desk()
    write(desk)
    new = record("nice", desks=(WORK,))
    told = {each.slug: each for each in take_in(NetworkFile((record(desks=(WORK,)), new)))}
    assert told["lyon"].what == "refused"
    assert "letters of visitors" in told["lyon"].reason
    assert told["nice"].what == "created"
    assert Thread.objects.count() == 1
