"""The pages of a visitor without script, of a recruiter with a link, of staff; what cannot be read gets a sentence."""

import re

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage

from parvis.accounts.models import StaffAct
from parvis.answers.domain import acting, daily, keys
from parvis.answers.domain.contracts import Stated, agree, state_contract
from parvis.answers.domain.sealing import seal_mailbox
from parvis.answers.enums import Reach
from parvis.answers.models import Contract, Message, Note, Silence, Tally
from parvis.core.refusal import Refusal
from parvis.network.models import House, Partner, Partnership

from .made import DAY, NOTE, NOW, a_contract, an_offer, send

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
SERVER = "smtp://localhost"


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


def said(answer):
    return answer.content.decode()


def checked(client, offer, language="en", **texts):
    where = f"/{language}/offers/{offer.code}/note/"
    once = re.search(r'name="once" value="([^"]+)"', said(client.get(where)))[1]
    sent = {"once": once, **NOTE, **texts}
    return where, sent, client.post(where, sent)


def sent(client, offer, language="en", **texts):
    where, fields, answer = checked(client, offer, language, **texts)
    code = CODE.search(said(answer))[0]
    return code, client.post(where, fields | {"act": "send", "code": code.lower()})


def the_link():
    return f"/en/reply/{keys.link_of(Note.objects.get().name)}/"


def test_a_note_is_looked_over_typed_back_sent_answered_and_both_say_yes(client, offer):
    page = said(client.get(f"/en/offers/{offer.code}/"))
    assert "Every note is answered within 5 days." in page
    assert "We pass nothing on" not in page
    where, fields, answer = checked(client, offer, can="My name is Zq Diallo, zq@mail.example", why="عربي")
    assert "This could tell who you are" in said(answer)
    assert not Note.objects.exists()
    code = CODE.search(said(answer))[0]
    assert client.post(where, fields | {"act": "send"}).status_code == 422
    assert client.post(where, fields | {"act": "send", "code": "0000"}).status_code == 422
    assert not Note.objects.exists()
    back = said(client.post(where, fields | {"act": "back"}))
    assert "zq@mail.example" in back
    for _time in range(2):
        done = client.post(where, fields | {"act": "send", "code": code})
        assert (done.status_code, done.cookies) == (200, {})
        assert done["Cache-Control"] == "no-store"
        assert "Your note is sent." in said(done)
    assert Note.objects.count() == Message.objects.count() == 1
    link = the_link()
    door = said(client.get(link))
    assert "Zq Diallo" not in door
    assert "Read the note" in door
    assert "Zq Diallo" in said(client.post(link, {"act": "read"}))
    assert client.post(link, {"act": "decline", "reason": "zq"}).status_code == 422
    assert client.post(link, {"act": "invite", "text": ""}).status_code == 422
    assert "You want to meet." in said(client.post(link, {"act": "invite", "text": "Come on Monday"}))
    mine = said(client.post("/en/notes/", {"code": code}))
    assert "Come on Monday" in mine
    assert client.post("/en/notes/", {"code": code, "act": "sign", "name": "x", "contact": ""}).status_code == 422
    fields = {"code": code, "act": "sign", "name": "Amina", "contact": "0600000000", "days": "7"}
    assert "sealed" in said(client.post("/en/notes/", fields))
    assert "Amina" not in said(client.post(link, {"act": "read"}))
    assert "Amina" in said(client.post(link, {"act": "accept"}))
    assert "Done." in said(client.post("/en/notes/", {"code": code, "act": "revoke"}))
    assert "Amina" not in said(client.post(link, {"act": "read"}))


def test_silence_is_told_with_ways_to_go_on_and_the_offer_says_that_it_closed(client, offer, clock):
    code, _done = sent(client, offer)
    second, _done = sent(client, offer, "ar")
    clock.shift(6 * DAY)
    told = said(client.post("/en/notes/", {"code": code}))
    assert "did not answer. It is not your fault" in told
    assert "How to go on" in told
    client.post("/ar/notes/", {"code": second})
    assert Silence.objects.get().closed_on
    page = said(client.get(f"/en/offers/{offer.code}/"))
    assert "takes none for 30 days" in page
    assert f"/offers/{offer.code}/note/" not in page
    where = f"/en/offers/{offer.code}/note/"
    assert "takes none for 30 days" in said(client.get(where))


def test_a_rate_is_shown_from_eleven_on_and_of_months_that_are_over(client, offer):
    contract = Contract.objects.get()
    this, last = NOW.date().replace(day=1), NOW.date().replace(month=10, day=1)
    Tally.objects.create(contract=contract, month=this, fate="meet", number=50)
    row = Tally.objects.create(contract=contract, month=last, fate="taken", number=9)
    Tally.objects.create(contract=contract, month=last, fate="silent", number=1)
    where = f"/en/offers/{offer.code}/note/"
    assert "too few notes" in said(client.get(where))
    Tally.objects.filter(pk=row.pk).update(number=10)
    assert "10 of 11 promises were kept: 90 %" in said(client.get(where))


def test_haste_asks_for_a_moment_and_then_goes_on(client, offer, clock):
    for _number in range(2):
        sent(client, offer)
    where, fields, answer = checked(client, offer)
    code = CODE.search(said(answer))[0]
    moment = re.search(r'name="moment" value="([^"]+)"', said(answer))[1]
    fields |= {"act": "send", "code": code, "moment": moment}
    refused = client.post(where, fields)
    assert refused.status_code == 429
    assert "Retry-After" in refused
    clock.shift(40)
    assert "Your note is sent." in said(client.post(where, fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"can": ""},
        {"why": " \n "},
        {"can": "x" * 601},
        {"can": "x" * 200_000},
        {"languages": "x" * 121},
        {"when": "x" * 201},
        {"once": ""},
        {"once": "x:y:z"},
        {"can": "\0\x01"},
    ],
)
def test_a_note_that_cannot_be_read_gets_a_sentence_and_is_shown_again(client, offer, fields):
    _where, _sent, answer = checked(client, offer, **fields)
    assert answer.status_code == 422
    assert "notice-warning" in said(answer)
    assert "French" in said(answer) or "languages" in fields
    assert not Note.objects.exists()


@pytest.mark.parametrize("typed", ["", "x", "K7M2-9XQ4-TB5N", "0" * 12, "\u202e" * 9, "a" * 9999, "\0" * 12])
def test_a_code_or_link_that_is_none_gets_a_sentence(client, typed):
    answer = client.post("/ar/notes/", {"code": typed, "act": "withdraw"})
    assert answer.status_code == 422
    assert "notice-warning" in said(answer)
    for path in ("reply", "promise"):
        for method in (client.get, client.post):
            assert method(f"/en/{path}/0000/").status_code == 404
            assert method(f"/en/{path}/{'0' * 64}/").status_code == 404


def test_an_offer_without_a_promise_or_over_takes_no_note(client, offer):
    plain = an_offer()
    assert "Nobody promises" in said(client.get(f"/en/offers/{plain.code}/note/"))
    assert client.get("/en/offers/zzzzzz/note/").status_code == 404
    merged = an_offer(merged_into=offer)
    assert client.get(f"/en/offers/{merged.code}/note/").status_code == 302
    gone = an_offer(expires_at=NOW)
    assert client.get(f"/en/offers/{gone.code}/note/")["Location"] == f"/en/offers/{gone.code}/"


@pytest.fixture
def place(offer):
    del offer
    return House.objects.get()


def test_a_house_promises_opens_its_notes_and_opens_an_offer_again(client, place, signed_in, clock):
    team = signed_in("programme", place)
    offer, page = an_offer(), f"/en/staff/houses/{place.slug}/answers/"
    fields = {"act": "state", "reach": "offer", "days": "3", "most": "5", "language": "fr"}
    assert team.post(page, fields | {"offer": "zzzzzz"}).status_code == 422
    assert team.post(page, fields | {"offer": offer.code, "days": "99"}).status_code == 422
    assert "The promise is noted." in said(team.post(page, fields | {"offer": f"http://here/en/offers/{offer.code}/"}))
    send(offer)
    shown = said(team.get(page))
    assert "1 note waits." in shown
    assert NOTE["can"] not in shown
    note = Note.objects.get()
    opened = team.post(page, {"act": "open", "note": note.name})
    assert opened["Location"].endswith(f"/reply/{keys.link_of(note.name)}/")
    assert team.post(page, {"act": "open", "note": "0" * 32}).status_code == 422
    send(offer)
    clock.shift(4 * DAY)
    daily.work(NOW + 4 * DAY)
    team = signed_in("manager", place)
    assert "Closed after two silences" in said(team.get(page))
    assert "takes notes again" in said(team.post(page, {"act": "reopen", "offer": offer.code}))
    own = Contract.objects.get(offer_code=offer.code)
    assert "Done." in said(team.post(page, {"act": "end", "contract": own.name}))
    assert "Nobody promises" in said(client.get(f"/en/offers/{offer.code}/note/"))
    assert team.post(page, {"act": "end", "contract": "0" * 32}).status_code == 422
    acts = set(StaffAct.objects.values_list("what", flat=True))
    assert acts == {"answers.stated", "answers.opened", "answers.reopened", "answers.ended"}


def a_partner(place):
    partner = Partner.objects.create(slug="office", name={"en": "An office"}, level="local")
    Partnership.objects.create(house=place, partner=partner)
    return partner


def test_a_partner_promises_a_house_stands_for_it_and_the_mailbox_says_yes(client, place, signed_in, settings):
    settings.MAIL_SERVER = SERVER
    offer, partner = an_offer(), a_partner(place)
    editor, page = signed_in("editor", partner=partner), "/en/staff/partners/office/answers/"
    fields = {"act": "state", "offer": offer.code, "reach": "offer", "days": "4", "most": "5", "language": "en"}
    fields |= {"house": place.slug, "mailbox": "zq.box@company.example"}
    assert editor.post(page, fields | {"mailbox": "no address"}).status_code == 422
    assert "The promise is noted." in said(editor.post(page, fields))
    contract = Contract.objects.get(offer_code=offer.code)
    assert b"zq.box" not in bytes(contract.mailbox)
    asked = mail.outbox.pop()
    assert asked.to == ["zq.box@company.example"]
    link = re.search(r"/en/promise/\w+/", asked.body)[0]
    assert "Nobody promises" in said(client.get(f"/en/offers/{offer.code}/note/"))
    assert "Yes, I promise" in said(client.get(link))
    assert "Thank you." in said(client.post(link, {"act": "yes"}))
    assert "Nobody promises" in said(client.get(f"/en/offers/{offer.code}/note/"))
    team, house_page = signed_in("manager", place), f"/en/staff/houses/{place.slug}/answers/"
    assert "1 promise to answer waits" in said(team.get("/en/staff/"))
    team.post(house_page, {"act": "confirm", "contract": contract.name})
    assert "within 4 days" in said(client.get(f"/en/offers/{offer.code}/note/"))
    with pytest.raises(Refusal, match="Somebody else"):
        state_contract(Stated(offer, Reach.OFFER, 5, 5, "en"), place, None, team.staff, NOW)
    editor.post(page, fields | {"mailbox": "another@company.example"})
    assert client.get(link).status_code == 404
    contract.refresh_from_db()
    assert (contract.agreed_on, contract.confirmed_on) == (None, None)


def test_mails_tell_once_remind_once_and_hold_nothing_of_a_note(client, offer, settings, clock):
    settings.MAIL_SERVER = SERVER
    contract = Contract.objects.get()
    Contract.objects.update(mailbox=seal_mailbox("zq.box@company.example", contract), agreed_on=NOW.date())
    _note, code = send(offer)
    for day in range(7):
        daily.work(NOW + day * DAY)
    first, reminder = mail.outbox
    assert first.to == reminder.to == ["zq.box@company.example"]
    assert first.extra_headers["Message-ID"] != reminder.extra_headers["Message-ID"]
    for message in mail.outbox:
        everything = f"{message.subject} {message.body} {message.extra_headers}"
        assert not [text for text in (*NOTE.values(), code.reveal()) if text in everything]
        assert re.search(r"/en/reply/[0-9a-f]{64}/", everything)
    assert Note.objects.get().state == "silent"
    Contract.objects.update(ended_on=NOW.date())
    daily.work(NOW + 7 * DAY)
    assert Contract.objects.get().mailbox is None


def test_another_mailbox_is_told_of_what_waits_and_until_it_says_yes_staff_open_it(offer, place, signed_in, settings):
    settings.MAIL_SERVER = SERVER
    page, contract = f"/en/staff/houses/{place.slug}/answers/", Contract.objects.get()
    Contract.objects.update(mailbox=seal_mailbox("zq.first@company.example", contract), agreed_on=NOW.date())
    send(offer)
    daily.work(NOW)
    assert [message.to for message in mail.outbox] == [["zq.first@company.example"]]
    team, note = signed_in("programme", place), Note.objects.get()
    assert team.post(page, {"act": "open", "note": note.name}).status_code == 422
    stated = Stated(offer, Reach.OFFER, 5, 10, "en", "zq.second@company.example")
    contract = state_contract(stated, place, None, team.staff, NOW)
    assert team.post(page, {"act": "open", "note": note.name}).status_code == 302
    daily.work(NOW)
    assert len(mail.outbox) == 1, "nobody said yes in the new mailbox yet"
    agree(keys.mailbox_link_of(contract), NOW, is_yes=True)
    daily.work(NOW)
    assert mail.outbox[-1].to == ["zq.second@company.example"]
    assert keys.link_of(note.name) in mail.outbox[-1].body
    daily.work(NOW)
    assert len(mail.outbox) == 2


def test_a_round_that_begins_while_a_mail_is_on_its_way_is_told_by_the_next(offer, settings, monkeypatch):
    settings.MAIL_SERVER = SERVER
    contract = Contract.objects.get()
    Contract.objects.update(mailbox=seal_mailbox("zq.box@company.example", contract), agreed_on=NOW.date())
    note, code = send(offer)
    send_mail = EmailMessage.send

    def slow(message, **options):
        acting.ask(note.name, "Since when?", NOW)
        acting.reply(code, "2024", NOW)
        return send_mail(message, **options)

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", slow)
        daily.work(NOW)
    daily.work(NOW)
    daily.work(NOW)
    assert len(mail.outbox) == 2


def test_a_house_without_tie_and_an_offer_that_is_over_are_refused(place, signed_in):
    partner = Partner.objects.create(slug="office", name={"en": "An office"}, level="local")
    staff = signed_in("").staff
    with pytest.raises(Refusal, match="partnership"):
        state_contract(Stated(an_offer(), Reach.OFFER, 5, 5, "en"), place, partner, staff, NOW)
    with pytest.raises(Refusal, match="gone"):
        state_contract(Stated(an_offer(expires_at=NOW), Reach.OFFER, 5, 5, "en"), place, None, staff, NOW)
    with pytest.raises(Refusal, match="no company"):
        state_contract(Stated(an_offer(company=""), Reach.COMPANY, 5, 5, "en"), place, None, staff, NOW)


def test_the_page_of_promises_costs_the_same_however_many(place, signed_in, django_assert_max_num_queries):
    team, page = signed_in("programme", place), f"/en/staff/houses/{place.slug}/answers/"
    for _number in range(12):
        offer = an_offer()
        a_contract(offer)
        send(offer)
    with django_assert_max_num_queries(22):
        assert team.get(page).status_code == 200
