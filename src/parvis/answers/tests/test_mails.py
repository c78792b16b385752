"""Every mail of this room: no word of a note, nobody's name, and a reply that goes nowhere, in the language of the contract. And the sample."""

import pytest
from django.conf import settings as site
from django.core import mail

from parvis.answers.domain import acting, daily, keys, settling
from parvis.answers.domain.sample import load_sample
from parvis.answers.domain.sealing import Secret, seal_mailbox
from parvis.answers.domain.showing import promise_of
from parvis.answers.domain.telling import ask_mailbox, staff_open
from parvis.answers.models import Contract, Note, Silence
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.network.models import House
from parvis.network.tests.made import house

from .made import DAY, NOTE, NOW, a_contract, an_offer, send

pytestmark = pytest.mark.django_db
WHO = {"name": "Zq Name", "contact": "zq@mail.example"}


@pytest.fixture
def told(settings, tmp_path):
    """Return all mails to a mailbox in a language: the question, a note, a reminder, a name and a note that wait, their reminder, a closing, the end of the pause."""
    settings.DATA, settings.MAIL_SERVER = tmp_path, object()

    def tell(language):
        mail.outbox.clear()
        offer = an_offer()
        contract = a_contract(offer, language=language)
        contract.mailbox = seal_mailbox("zq.box@company.example", contract)
        contract.save()
        assert ask_mailbox(contract)
        Contract.objects.filter(pk=contract.pk).update(agreed_on=NOW.date())
        note, code = send(offer)
        daily.work(NOW)
        daily.work(NOW + 4 * DAY)
        acting.invite(note.name, "zqinvited", NOW + 4 * DAY)
        acting.sign(code, Secret(**WHO), 7, NOW + 4 * DAY)
        send(offer, NOW + 4 * DAY)
        for day in (5, 8, 9, 10, 38, 39, 40):
            daily.work(NOW + day * DAY)
        return mail.outbox, code.reveal()

    return tell


@pytest.mark.parametrize("language", list(INTERFACE_LANGUAGES))
def test_a_mail_holds_nothing_of_a_note_and_a_reply_goes_nowhere(told, language):
    outbox, code = told(language)
    assert len(outbox) == 7, [message.subject for message in outbox]
    for message in outbox:
        everything = message.message().as_string() + message.subject + message.body
        assert not [text for text in (*NOTE.values(), *WHO.values(), "zqinvited", code) if text in everything]
        assert message.to == ["zq.box@company.example"]
        assert (message.cc, message.bcc, message.reply_to, message.attachments) == ([], [], [], [])
        assert site.DEFAULT_FROM_EMAIL in message.from_email
        assert message.extra_headers["Auto-Submitted"] == "auto-generated"
        assert message.extra_headers["Content-Language"] == language
        assert "%(" not in message.body + message.subject
        assert all(f"/{lead}/" not in message.body for lead in INTERFACE_LANGUAGES if lead != language)
    assert len({message.extra_headers["Message-ID"] for message in outbox}) == 7


def test_the_sample_promises_for_one_made_offer_and_opens_it_again_and_touches_nothing_else(settings, tmp_path):
    settings.DATA = tmp_path
    assert load_sample() == {}, "no sample house"
    own = a_contract(an_offer())
    place = house("sample")
    House.objects.filter(pk=place.pk).update(is_sample=True)
    offer = an_offer(is_sample=True)
    Silence.objects.create(offer_code=own.offer_code, number=2, closed_on=NOW.date())
    assert load_sample() == {"promises to answer": 1}
    made = Contract.objects.get(is_sample=True)
    assert (made.offer_code, staff_open(made), made.is_in_force) == (offer.code, True, True)
    Silence.objects.create(offer_code=offer.code, number=2, closed_on=NOW.date())
    assert load_sample() == {}
    assert promise_of(offer, NOW).is_open
    assert Silence.objects.get().offer_code == own.offer_code


def test_a_note_about_the_sample_is_opened_by_staff_and_ends_as_any_other(settings, tmp_path, client):
    settings.DATA = tmp_path
    offer = an_offer(is_sample=True)
    a_contract(offer, is_sample=True)
    note, _code = send(offer)
    assert "This is a sample" in client.get(f"/en/reply/{keys.link_of(note.name)}/").content.decode()
    settling.settle_all(NOW + 6 * DAY)
    assert Note.objects.get().state == "silent"
