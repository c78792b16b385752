"""A note from its sending to its end: what each may do and see, what time does, what is left."""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from parvis.answers.domain import acting, daily, keys, reading, settling, slots
from parvis.answers.domain.closing import reopen
from parvis.answers.domain.sealing import Lost, Secret, note_key, open_reveal
from parvis.answers.domain.sending import CodeTaken
from parvis.answers.domain.showing import Standing, contract_for, promise_of
from parvis.answers.enums import OPEN, Act, State
from parvis.answers.models import Contract, Message, Note, Reveal, Silence, Slot, Tally
from parvis.answers.rules import KEPT
from parvis.core.domain.return_codes import code_from_digest
from parvis.core.domain.sealing import Unreadable
from parvis.core.refusal import Refusal
from parvis.offers.models import Offer

from .made import DAY, NOTE, NOW, a_contract, a_form, an_offer, send

pytestmark = pytest.mark.django_db
WHO = {"name": "Zq Name", "contact": "zq@mail.example"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def offer():
    offer = an_offer()
    a_contract(offer)
    return offer


def state_of(code, now=NOW):
    return reading.look(code, now).state


def test_a_yes_from_both_shows_a_name_and_time_takes_it(offer):
    note, code = send(offer)
    assert reading.look(code, NOW).messages[0].texts == NOTE
    seen = reading.look_as_recruiter(note.name, NOW)
    assert (seen.state, seen.identity, seen.messages[0].texts) == (State.WAITING, {}, NOTE)
    acting.ask(note.name, "Since when?", NOW + DAY)
    acting.reply(code, "Since 2024", NOW + 2 * DAY)
    acting.invite(note.name, "Come on Monday", NOW + 3 * DAY)
    acting.sign(code, Secret(**WHO), 7, NOW + 4 * DAY)
    assert reading.look_as_recruiter(note.name, NOW + 4 * DAY).identity == {}
    acting.accept(note.name, NOW + 5 * DAY)
    seen = reading.look_as_recruiter(note.name, NOW + 5 * DAY)
    assert (seen.identity, seen.until) == (WHO, (NOW + 12 * DAY).date())
    assert [shown.texts.get("text") for shown in seen.messages[1:]] == ["Since when?", "Since 2024", "Come on Monday"]
    assert reading.look_as_recruiter(note.name, NOW + 12 * DAY).identity == WHO
    reveal = Reveal.objects.select_related("slot").get()
    over = reading.look_as_recruiter(note.name, NOW + 13 * DAY)
    assert (over.state, over.identity, len(over.messages)) == (State.ANSWERED, {}, 4)
    assert not Reveal.objects.exists()
    with pytest.raises(Lost):
        open_reveal(reveal, note)
    counted = dict(Tally.objects.values_list("fate", "number"))
    assert counted == {"question": 1, "meet": 1, "reveal": 1}


def test_what_was_signed_can_be_taken_back_before_and_after_the_yes(offer):
    for is_accepted in (False, True):
        note, code = send(offer)
        acting.invite(note.name, "", NOW)
        acting.sign(code, Secret(**WHO), 30, NOW)
        if is_accepted:
            acting.accept(note.name, NOW)
        reveal = Reveal.objects.select_related("slot").get()
        acting.revoke(code, NOW)
        acting.revoke(code, NOW)
        assert reading.look_as_recruiter(note.name, NOW).identity == {}
        with pytest.raises(Lost):
            open_reveal(reveal, note)
        assert state_of(code) == State.ANSWERED
        with pytest.raises(Refusal, match="has ended"):
            acting.accept(note.name, NOW)


def test_silence_is_told_counts_and_closes_the_offer(offer):
    sent = [send(offer) for _number in range(3)]
    acting.decline(sent[2][0].name, "taken", "", NOW)
    last = NOW + 5 * DAY
    assert state_of(sent[0][1], last) == State.WAITING
    assert promise_of(offer, last).standing is Standing.OPEN
    assert promise_of(offer, last + DAY).standing is Standing.CLOSED, "though nobody has settled yet"
    assert state_of(sent[0][1], last + DAY) == State.SILENT
    assert Silence.objects.get().closed_on is None
    assert state_of(sent[1][1], last + DAY) == State.SILENT
    assert Silence.objects.get().closed_on == last.date()
    assert state_of(sent[2][1], last + DAY) == State.ANSWERED
    with pytest.raises(Refusal, match="without an answer"):
        send(offer, last + DAY)
    with pytest.raises(Refusal, match="has ended"):
        acting.invite(sent[0][0].name, "too late", last + DAY)
    assert reading.look_as_recruiter(sent[0][0].name, last + DAY).messages == []
    assert len(reading.look(sent[0][1], last + DAY).messages) == 1
    assert dict(Tally.objects.values_list("fate", "number")) == {"taken": 1, "silent": 2}


def test_a_house_opens_an_offer_again_and_the_rate_stays(offer, signed_in):
    for _number in range(2):
        send(offer)
    assert settling.settle_all(NOW + 6 * DAY) == 2
    contract = Contract.objects.get()
    reopen(offer.code, contract.house, signed_in("").staff, NOW + 6 * DAY)
    assert promise_of(offer, NOW + 6 * DAY).is_open
    with pytest.raises(Refusal, match="not closed"):
        reopen(offer.code, contract.house, signed_in("").staff, NOW + 6 * DAY)
    assert Tally.objects.get().number == 2


def test_silence_in_the_second_round_counts_too(offer):
    note, code = send(offer)
    acting.invite(note.name, "yes", NOW)
    acting.sign(code, Secret(**WHO), 7, NOW)
    assert state_of(code, NOW + 6 * DAY) == State.SILENT
    assert not Reveal.objects.exists()
    assert Silence.objects.get().number == 1


@pytest.mark.parametrize("ends", ["expires", "withdrawn", "removed"])
def test_an_offer_that_went_is_told_as_such_and_closes_nothing(offer, ends):
    _note, code = send(offer)
    rows = Offer.objects.filter(pk=offer.pk)
    if ends == "expires":
        rows.update(expires_at=NOW + 2 * DAY)
    elif ends == "withdrawn":
        rows.update(withdrawn_on=(NOW + 2 * DAY).date())
    else:
        rows.delete()
    assert state_of(code, NOW + 5 * DAY) == State.WAITING
    assert state_of(code, NOW + 6 * DAY) == State.GONE
    assert not Silence.objects.exists()
    assert Tally.objects.get().fate == "gone"


def test_an_offer_that_went_after_the_promised_day_does_not_excuse_the_silence(offer):
    _note, code = send(offer)
    Offer.objects.filter(pk=offer.pk).update(withdrawn_on=(NOW + 6 * DAY).date())
    assert state_of(code, NOW + 20 * DAY) == State.SILENT


def test_a_visitor_who_does_not_go_on_reads_so(offer):
    for act in (acting.ask, acting.invite):
        note, code = send(offer)
        act(note.name, "?", NOW)
        assert state_of(code, NOW + 14 * DAY) in {State.ASKED, State.INVITED}
        assert state_of(code, NOW + 15 * DAY) == State.EXPIRED
        assert Tally.objects.filter(fate__in=("silent", "gone")).count() == 0


def test_taken_back_means_destroyed_at_once(offer):
    note, code = send(offer)
    message, key_before = Message.objects.get(), note_key(note)
    assert key_before.open(message.sealed, 1, 1).reveal() == NOTE
    acting.withdraw(code, NOW)
    acting.withdraw(code, NOW)
    assert not Message.objects.exists()
    assert not Slot.objects.exists()
    with pytest.raises(Lost):
        note_key(note)
    assert state_of(code) == State.WITHDRAWN
    assert not Tally.objects.exists()


def test_the_same_form_is_one_note_and_the_same_words_one_answer(offer):
    form = a_form()
    first, code = send(offer, form=form)
    again, _code = send(offer, form=form)
    assert first.pk == again.pk
    for _time in range(2):
        acting.ask(first.name, "Since when?", NOW)
    for _time in range(2):
        acting.reply(code, "2024", NOW)
    for _time in range(2):
        acting.invite(first.name, "Yes", NOW)
    for _time in range(2):
        acting.sign(code, Secret(**WHO), 7, NOW)
    for _time in range(2):
        acting.accept(first.name, NOW)
    assert (Message.objects.count(), Reveal.objects.count()) == (4, 1)
    assert {row.number for row in Tally.objects.all()} == {1}


def test_what_is_not_ones_turn_is_refused_and_changes_nothing(offer):
    note, code = send(offer)
    for refused in (
        lambda: acting.reply(code, "x", NOW),
        lambda: acting.sign(code, Secret(**WHO), 7, NOW),
        lambda: acting.revoke(code, NOW),
        lambda: acting.accept(note.name, NOW),
        lambda: acting.decline(note.name, "silent", "", NOW),
        lambda: acting.decline(note.name, "meet", "", NOW),
        lambda: acting.decline(note.name, "zq", "", NOW),
    ):
        with pytest.raises(Refusal):
            refused()
    assert state_of(code) == State.WAITING
    assert Message.objects.count() == 1
    for number in range(3):
        acting.ask(note.name, f"{number}?", NOW)
        acting.reply(code, f"{number}", NOW)
    with pytest.raises(Refusal, match="as often as is possible"):
        acting.ask(note.name, "once more?", NOW)
    acting.invite(note.name, "", NOW)
    with pytest.raises(Refusal, match="times on the list"):
        acting.sign(code, Secret(**WHO), 8, NOW)


def test_a_code_that_is_nobodys_finds_nothing(offer):
    send(offer)
    with pytest.raises(settling.Unknown):
        reading.look(code_from_digest(b"12345678"), NOW)
    with pytest.raises(settling.Unknown):
        reading.look_as_recruiter("0" * 32, NOW)


def test_as_many_wait_as_can_be_answered():
    offer = an_offer()
    contract = a_contract(offer, most=2)
    first, _code = send(offer)
    send(offer)
    assert promise_of(offer, NOW).standing is Standing.FULL
    with pytest.raises(Refusal, match="As many notes wait"):
        send(offer)
    acting.decline(first.name, "other", "", NOW)
    send(offer)
    assert Note.objects.filter(contract=contract).count() == 3
    for note in Note.objects.filter(state="waiting"):
        acting.decline(note.name, "other", "", NOW)
    for _number in range(3):
        note, _code = send(offer)
        acting.decline(note.name, "other", "", NOW)
    with pytest.raises(Refusal, match="As many notes wait"):
        send(offer)
    send(offer, NOW + DAY)


def test_a_code_that_somebody_has_is_not_given_twice(offer, monkeypatch):
    send(offer)
    monkeypatch.setattr("parvis.answers.domain.sending.locator", lambda _code: Note.objects.get().locator)
    with pytest.raises(CodeTaken):
        send(offer)
    assert Note.objects.count() == 1


def test_the_nearest_promise_counts_and_none_that_is_not_in_force(offer):
    near = Contract.objects.get()
    whole = a_contract(offer, reach="feed", offer_code="", days=20)
    company = a_contract(offer, reach="company", offer_code="", company=offer.company, days=10)
    assert contract_for(offer) == near
    Contract.objects.filter(pk=near.pk).update(ended_on=NOW.date())
    assert contract_for(offer) == company
    Contract.objects.filter(pk=company.pk).update(confirmed_on=None)
    assert contract_for(offer) == whole
    Contract.objects.filter(pk=whole.pk).update(mailbox=b"sealed")
    assert contract_for(offer) is None
    with pytest.raises(Refusal, match="Nobody promises"):
        send(offer)
    Contract.objects.filter(pk=whole.pk).update(agreed_on=NOW.date())
    assert contract_for(offer) == whole
    assert contract_for(an_offer(company="Another")) == whole


def test_a_promise_of_a_merged_offer_counts_for_the_one_that_is_shown():
    shown = an_offer(company="Shown")
    twin = an_offer(company="Twin", merged_into=shown)
    contract = a_contract(twin)
    assert contract_for(shown) == contract


def test_an_offer_that_is_over_takes_no_notes(offer):
    Offer.objects.update(expires_at=NOW)
    offer.refresh_from_db()
    with pytest.raises(Refusal, match="Nothing was sent"):
        send(offer)


def test_a_promise_that_ended_keeps_its_word_to_those_who_wait(offer):
    note, code = send(offer)
    Contract.objects.update(ended_on=NOW.date())
    acting.invite(note.name, "Come", NOW + DAY)
    assert state_of(code, NOW + DAY) == State.INVITED


def test_thirty_days_after_its_end_nothing_is_left(offer):
    note, code = send(offer)
    kept, kept_code = send(offer)
    message = Message.objects.filter(note=note).get()
    acting.decline(note.name, "level", "Sorry", NOW)
    acting.invite(kept.name, "", NOW + 4 * DAY)
    gone_on = NOW + KEPT * DAY
    daily.work(gone_on - DAY)
    assert state_of(code, gone_on - DAY) == State.ANSWERED
    assert daily.work(gone_on) == 1
    assert daily.work(gone_on) == 0
    with pytest.raises(settling.Unknown):
        reading.look(code, gone_on)
    assert state_of(kept_code, gone_on) == State.EXPIRED
    assert list(Message.objects.values_list("note", flat=True)) == [kept.pk] * 2
    with pytest.raises(Lost):
        note_key(note)
    assert message.sealed
    assert Tally.objects.count() == 2


@pytest.mark.parametrize("is_settled", [True, False])
def test_thirty_days_after_its_end_nobody_reads_it_though_no_work_removed_it(client, offer, is_settled):
    note, code = send(offer)
    if is_settled:
        settling.settle_all(NOW + 6 * DAY)
    gone_on = NOW + (6 + KEPT) * DAY
    assert state_of(code, gone_on - DAY) == State.SILENT
    for read in (lambda: reading.look(code, gone_on), lambda: reading.look_as_recruiter(note.name, gone_on)):
        with pytest.raises(settling.Unknown):
            read()
    with time_machine.travel(gone_on, tick=False):
        assert client.get(f"/en/reply/{keys.link_of(note.name)}/").status_code == 404
    assert daily.work(gone_on) == 1


def test_a_lock_that_others_hold_is_told_with_a_sentence(client, offer, monkeypatch):
    note, code = send(offer)

    def busy(*_anything):
        raise settling.Busy("Many people are writing")

    monkeypatch.setattr("parvis.answers.domain.reading.locked", busy)
    for answer in (
        client.post(f"/en/reply/{keys.link_of(note.name)}/", {"act": "read"}),
        client.post("/en/notes/", {"code": code.reveal()}),
    ):
        assert answer.status_code in {422, 503}
        assert "Many people are writing" in answer.content.decode()


def test_rows_that_come_back_after_a_loss_are_told_as_lost(offer, settings, tmp_path):
    _note, code = send(offer)
    other, other_code = send(offer)
    acting.decline(other.name, "other", "", NOW)
    settings.DATA = tmp_path / "another machine"
    settings.DATA.mkdir()
    assert settling.settle_all(NOW) == 1
    seen = reading.look(code, NOW)
    assert (seen.state, seen.messages) == (State.LOST, [])
    assert reading.look(other_code, NOW).messages == []
    assert settling.effective(Note.objects.get(pk=other.pk), NOW) == State.ANSWERED


def test_a_note_under_another_contract_does_not_open(offer):
    note, _code = send(offer)
    other = a_contract(an_offer())
    Note.objects.filter(pk=note.pk).update(contract=other)
    moved = Note.objects.select_related("contract", "slot").get()
    with pytest.raises(Unreadable):
        note_key(moved).open(Message.objects.get().sealed, 1, 1)
    assert reading.look_as_recruiter(note.name, NOW).messages == []


def test_links_are_made_by_the_server_alone(offer):
    note, _code = send(offer)
    link = keys.link_of(note.name)
    assert keys.note_in(link) == note.name
    for wrong in ("", note.name, link[:-1], link + "0", "0" * 64, link[::-1]):
        assert keys.note_in(wrong) == ""


@pytest.mark.parametrize("state", list(State))
def test_an_open_note_has_a_day_and_an_end_has_one(offer, state):
    note, _code = send(offer)
    wrong = {"due_on": None} if state in OPEN else {"ended_on": None, "due_on": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(state=state, **wrong)


def test_slots_are_taken_by_chance(offer):
    for _number in range(12):
        note, _code = send(offer)
        acting.decline(note.name, "other", "", NOW)
    numbers = list(Slot.objects.order_by("note__sent_on").values_list("number", flat=True))
    assert len(set(numbers)) == 12
    assert sorted(numbers) != list(range(12))
    assert all(slots.shard_of(slot) for slot in Slot.objects.all())


def test_effective_says_without_writing_what_settling_writes(offer):
    _note, code = send(offer)
    for days in range(9):
        told = settling.effective(Note.objects.select_related("contract__house", "slot").get(), NOW + days * DAY)
        assert told == (State.WAITING if days <= 5 else State.SILENT)
    assert Note.objects.get().state == "waiting"
    assert Act.WITHDRAW in reading.look(code, NOW).acts
