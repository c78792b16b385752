"""The database goes away while a note, an answer or a name is sent: what was typed stands on the page, and is sent from there."""

import pytest
import time_machine
from django.test import Client

from parvis.answers.models import Message, Note, Reveal
from parvis.core.tests.outages import post_into_outage

from .made import NOTE, NOW, a_contract, an_offer
from .test_pages import CODE, checked, said, sent, the_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def offer():
    offer = an_offer()
    a_contract(offer)
    return offer


def test_a_note_is_given_back_and_sent_under_the_code_that_was_noted(client, offer):
    where, fields, page = checked(client, offer, why="<b>عربي</b>")
    code = CODE.search(said(page))[0]
    reply, kept = post_into_outage(client, where, fields | {"act": "send", "code": code})
    assert "What you typed is below" in said(reply)
    assert "What I can do</label>" in said(reply)
    assert "&lt;b&gt;عربي&lt;/b&gt;</textarea>" in said(reply)
    for name, typed in (NOTE | {"why": "<b>عربي</b>", "code": code, "once": fields["once"]}).items():
        assert kept[name] == [typed]
    assert not Note.objects.exists()
    changed = client.post(where, kept | {"can": "My name is Zq Diallo"})
    assert "This could tell who you are" in said(changed), "what is changed on that page is looked over as well"
    assert CODE.search(said(changed))[0] == code
    assert "Your note is sent." in said(client.post(where, kept | {"act": "send"}))
    assert "I repaired bicycles" in said(client.post("/en/notes/", {"code": code}))


def test_a_note_is_given_back_from_the_first_page_in_its_language(client, offer):
    where = f"/ar/offers/{offer.code}/note/"
    reply, kept = post_into_outage(client, where, NOTE, "SELECT")
    assert 'lang="ar"' in said(reply)
    assert all(kept[name] == [typed] for name, typed in NOTE.items())


def test_answers_of_both_and_a_name_are_given_back(client, offer):
    code, _done = sent(client, offer)
    link, recruiter = the_link(), Client()
    recruiter.post(link, {"act": "read"})
    _reply, kept = post_into_outage(recruiter, link, {"act": "ask", "text": "Which days?"})
    assert (kept["text"], kept["act"]) == (["Which days?"], ["ask"])
    assert "Done." in said(recruiter.post(link, kept))
    _reply, kept = post_into_outage(client, "/en/notes/", {"code": code, "act": "reply", "text": "Mondays"})
    assert "Done." in said(client.post("/en/notes/", kept))
    assert Message.objects.count() == 3
    recruiter.post(link, {"act": "invite", "text": "Come on Monday"})
    name = {"code": code, "act": "sign", "name": "Amina", "contact": "0600000000", "days": "7"}
    reply, kept = post_into_outage(client, "/en/notes/", name)
    assert "Your name</label>" in said(reply)
    assert kept == {name: [value] for name, value in name.items()}
    assert not Reveal.objects.exists()
    assert "sealed" in said(client.post("/en/notes/", kept))
    assert Reveal.objects.count() == 1
