"""The database goes away while somebody joins, changes or gives a name: all that was chosen is sent from the page that says so."""

import pytest
import time_machine

from parvis.core.domain.return_codes import code_from_digest
from parvis.core.tests.outages import post_into_outage
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.revealing import give_code
from parvis.meetings.models import Reveal, Seeker

from .made import STARTS, make_day, make_meeting, make_seeker, make_table
from .test_joining_pages import CODE, MINE, NOW, SENT, field, joined, text_of, where

pytestmark = pytest.mark.django_db
SEEKER = code_from_digest(b"12345678")


@pytest.fixture
def day():
    with time_machine.travel(NOW, tick=False):
        day = make_day(zones=["Nord"])
        for key in ("t1", "t2", "t3"):
            make_table(day, key, languages=["en"])
        yield day


@pytest.mark.parametrize("words", ["SELECT", "INSERT"])
def test_who_joins_gets_every_choice_back_and_joins_once(client, day, words):
    once = field(client.get(where(day)), "once")
    sent = {**SENT, "once": once, "seen": "", "act": "join", "wish": ["t1", "t3"], "veto": ["t2"], "zone": "Nord"}
    reply, kept = post_into_outage(client, where(day), sent, words)
    assert "This page keeps what you chose" in text_of(reply)
    assert kept == {name: [value] if isinstance(value, str) else value for name, value in sent.items()}
    assert not Seeker.objects.exists()
    assert CODE.search(text_of(client.post(where(day), kept)))
    client.post(where(day), kept)
    seeker = Seeker.objects.get()
    assert (seeker.zone, seeker.level) == ("Nord", 3)
    assert seeker.wishes.count() == 3


def test_a_form_with_more_fields_than_usual_is_given_back_whole(client, day, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    sent = {**SENT, "once": field(client.get(where(day)), "once"), "seen": "", "wish": ["t1", "t2", "t3"]}
    encoded = "&".join(
        f"{name}={one}" for name, many in sent.items() for one in ([many] if isinstance(many, str) else many)
    )
    client.raise_request_exception = False
    form = "application/x-www-form-urlencoded"
    with pytest.MonkeyPatch.context() as gone:
        gone.setattr("parvis.meetings.views.seeker.public_day", _away)
        reply = client.post(where(day), encoded, content_type=form)
    assert reply.status_code == 503
    assert text_of(reply).count('name="wish"') == 3


def _away(_code):
    from django.db import OperationalError

    raise OperationalError


def test_who_changes_what_they_stated_gets_it_back(client, day):
    code = joined(client, day, wish=["t1"])
    sent = {**SENT, "code": code, "act": "change", "wish": ["t2"], "most": "2"}
    _reply, kept = post_into_outage(client, MINE, sent, "UPDATE")
    assert Seeker.objects.get().most == 4
    assert "what you stated is changed" in text_of(client.post(MINE, kept))
    assert Seeker.objects.get().most == 2


def test_a_name_for_a_table_is_given_back_and_given_once(client):
    with time_machine.travel(STARTS, tick=False):
        day = make_day("running")
        table = make_table(day, "12")
        make_meeting(make_seeker(day, locator=locator(SEEKER)), table, state="held")
        give_code(day.pk, table.pk)
        sent = {"code": SEEKER.reveal(), "table": "12", "name": "Zqname", "contact": "zq@mail.example", "days": "7"}
        path = f"/en/meetings/{day.session.code}/name/"
        reply, kept = post_into_outage(client, path, sent | {"act": "give"})
        assert 'value="Zqname"' in text_of(reply)
        assert not Reveal.objects.exists()
        assert client.post(path, kept).status_code == 200
        assert Reveal.objects.count() == 1
