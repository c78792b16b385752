"""Offers that closed after two silences, and how they take notes again."""

import pytest
from django.core import mail

from parvis.answers.domain import daily, keys, reading, settling
from parvis.answers.domain.closing import closed_offers, closed_under, promise_anew, reopen, untold
from parvis.answers.domain.sealing import seal_mailbox
from parvis.answers.domain.showing import promise_of
from parvis.answers.models import Contract, Note, Silence, Tally
from parvis.answers.rules import PAUSE
from parvis.answers.tests.made import DAY, NOW, a_contract, an_offer, send
from parvis.core.refusal import Refusal
from parvis.network.tests.made import house
from parvis.offers.models import Offer

pytestmark = pytest.mark.django_db
CLOSED = NOW + 6 * DAY  # two notes are sent NOW, five days are promised
LAST = CLOSED.date() - DAY


@pytest.fixture
def contract():
    offer = an_offer()
    made = a_contract(offer, agreed_on=NOW.date())
    made.mailbox = seal_mailbox("answers@example.org", made)
    made.save()
    return made


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW)
    return time_machine


def close(*offers):
    for offer in offers:
        send(offer)
        send(offer)
    settling.settle_all(CLOSED)


def offer_of(contract):
    return contract.feed.offers.get(code=contract.offer_code)


def test_a_recruiter_promises_anew_when_the_pause_is_over_and_the_rate_stays(contract):
    offer, link = offer_of(contract), keys.mailbox_link_of(contract)
    close(offer)
    again = CLOSED + (PAUSE - 1) * DAY  # it closed on the day before CLOSED
    assert promise_anew(link, again - DAY) == 0
    assert promise_of(offer, again - DAY).is_closed
    assert promise_of(offer, again).is_closed, "nobody promised anew"
    assert promise_anew(link, again) == 1
    assert promise_of(offer, again).is_open
    assert promise_anew(link, again) == 0
    assert Tally.objects.get().number == 2
    send(offer, again)
    send(offer, again)
    settling.settle_all(again + 6 * DAY)
    assert promise_of(offer, again + 6 * DAY).is_closed, "two silences close it again"


def test_a_link_opens_nothing_of_another_promise(contract):
    other = an_offer()
    a_contract(other, agreed_on=NOW.date())
    close(other)
    assert promise_anew(keys.mailbox_link_of(contract), CLOSED + PAUSE * DAY) == 0
    assert promise_of(other, CLOSED + PAUSE * DAY).is_closed


def test_the_nearest_promise_opens_an_offer(contract):
    """A promise for all of a sender does not open what a promise for one offer closed."""
    own = offer_of(contract)
    beside = an_offer()
    wide = Contract.objects.create(
        house=contract.house, feed=own.feed, reach="feed", days=5, language="en",
        stated_on=NOW.date(), confirmed_on=NOW.date(), agreed_on=NOW.date(),
    )  # fmt: skip
    assert beside.feed == own.feed
    close(own, beside)
    assert [one.code for one in closed_under(wide, CLOSED, "en")] == [beside.code]
    assert [one.code for one in closed_under(contract, CLOSED, "en")] == [own.code]


def test_an_ended_promise_opens_nothing(contract):
    close(offer_of(contract))
    Contract.objects.update(ended_on=CLOSED.date())
    with pytest.raises(Refusal, match="was ended"):
        promise_anew(keys.mailbox_link_of(contract), CLOSED + PAUSE * DAY)


def test_a_mail_tells_of_the_closing_and_one_of_the_end_of_the_pause(contract, settings):
    settings.MAIL_SERVER = object()
    close(offer_of(contract))
    mail.outbox.clear()
    for day in range(PAUSE + 10):
        daily.work(CLOSED + day * DAY)
    assert [message.subject for message in mail.outbox] == ["Offers that take no notes for now"] * 2
    first, second = (message.body for message in mail.outbox)
    assert "They take none for 30 days" in first
    assert "You can promise anew" in second
    assert all(keys.mailbox_link_of(contract) in body for body in (first, second))
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


def test_a_mail_that_does_not_go_is_tried_again(contract, settings, monkeypatch):
    settings.MAIL_SERVER = object()
    close(offer_of(contract))

    def refuse(*_anything, **_named):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        daily.work(CLOSED)
    assert untold(contract, CLOSED.date())
    daily.work(CLOSED + DAY)
    assert not untold(contract, (CLOSED + DAY).date())
    assert Silence.objects.get().told_on == (CLOSED + DAY).date()


def test_the_page_of_the_mailbox_says_when_and_opens(client, contract, clock):
    page = f"/en/promise/{keys.mailbox_link_of(contract)}/"
    close(offer_of(contract))
    clock.shift(6 * DAY)
    early = client.get(page).content.decode()
    assert "You can promise anew from" in early
    assert "I can answer again" not in early
    clock.shift(PAUSE * DAY)
    assert "I can answer again" in client.get(page).content.decode()
    assert "1 offer takes notes again." in client.post(page, {"act": "anew"}).content.decode()
    assert "Closed after two silences" not in client.get(page).content.decode()


@pytest.mark.parametrize("first", [0, 1])
def test_the_second_silence_closes_on_its_own_day_whoever_looks_first(contract, first):
    codes = [send(offer_of(contract), NOW + days * DAY)[1] for days in (0, 3)]
    for number in (first, 1 - first):
        reading.look(codes[number], NOW + 20 * DAY)
    row = Silence.objects.get()
    assert (row.number, row.closed_on) == (2, (NOW + 8 * DAY).date())


def test_what_nobody_has_settled_yet_is_closed_all_the_same(client, contract, clock, signed_in):
    """Where the daily work does not run: pages say it, and a promise anew counts no silence from before it."""
    offer, link = offer_of(contract), keys.mailbox_link_of(contract)
    send(offer)
    send(offer)
    house_page = f"/en/staff/houses/{contract.house.slug}/answers/"
    clock.shift(7 * DAY)
    assert "You can promise anew from" in client.get(f"/en/promise/{link}/").content.decode()
    assert "Closed after two silences" in signed_in("manager", contract.house).get(house_page).content.decode()
    assert not Silence.objects.exists()
    clock.shift(PAUSE * DAY)
    assert promise_anew(link, NOW + (7 + PAUSE) * DAY) == 1
    settling.settle_all(NOW + (8 + PAUSE) * DAY)
    assert Silence.objects.get().number == 0
    assert promise_of(offer, NOW + (8 + PAUSE) * DAY).is_open


def test_a_promise_about_a_duplicate_opens_the_offer_that_is_shown(contract):
    shown = an_offer()
    Offer.objects.filter(code=contract.offer_code).update(merged_into=shown)
    close(shown)
    assert [one.code for one in closed_under(contract, CLOSED, "en")] == [shown.code]
    assert untold(contract, CLOSED.date()) == [(shown.code, False)]
    assert promise_anew(keys.mailbox_link_of(contract), CLOSED + PAUSE * DAY) == 1


def test_a_house_opens_what_it_stands_for_and_nothing_of_another(contract, signed_in):
    """Also when all notes of the silences are destroyed already, and the promise is for all offers of a sender."""
    staff, elsewhere = signed_in("").staff, house("nice")
    Contract.objects.update(reach="feed", offer_code="")
    offer = an_offer()
    assert offer.feed == contract.feed
    close(offer)
    late = CLOSED + 40 * DAY
    daily.work(late)
    assert not Note.objects.exists()
    with pytest.raises(Refusal, match="not closed"):
        reopen(offer.code, elsewhere, staff, late)
    assert closed_offers(Contract.objects.filter(house=elsewhere), "en", late) == []
    assert [code for code, _title in closed_offers(Contract.objects.all(), "en", late)] == [offer.code]
    reopen(offer.code, contract.house, staff, late)
    assert promise_of(offer, late).is_open
