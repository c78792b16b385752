"""Two at the same note, offer or form at the same moment: each race is run many times, in threads, on a database of its own kind."""

import datetime
import sqlite3
import threading
from collections import Counter

import pytest
from django.db import connection

from parvis.answers.domain import acting, closing, daily, keys, reading, settling
from parvis.answers.domain.sealing import Secret, seal_mailbox
from parvis.answers.domain.sending import send_note
from parvis.answers.domain.showing import promise_of
from parvis.answers.domain.slots import SHARDS
from parvis.answers.enums import State
from parvis.answers.models import Message, Note, Reveal, Silence, Slot, Tally
from parvis.answers.rules import PAUSE
from parvis.core.refusal import Refusal

from .made import DAY, NOTE, NOW, a_contract, a_form, an_offer, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(280)]
ROUNDS = 8
LATE = NOW + 6 * DAY  # five days are promised
WHO = {"name": "Zq Name", "contact": "zq@mail.example"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def offer():
    offer = an_offer()
    a_contract(offer, most=50)
    return offer


@pytest.fixture
def at_once(tmp_path):
    """Return what runs acts at the same moment, each with a connection of its own, and gives back what each returned or refused.

    In memory SQLite has one writer for all threads: there the acts work on the database in a file, and the end is brought back.
    """
    file = tmp_path / "at-once.sqlite3"
    is_sqlite = connection.vendor == "sqlite"

    def run(*acts):
        start, ends = threading.Barrier(len(acts)), [None] * len(acts)

        def act_of(number):
            if is_sqlite:
                connection.settings_dict = {**connection.settings_dict, "NAME": str(file)}
            try:
                connection.ensure_connection()
                start.wait()
                ends[number] = acts[number]()
            except Refusal as refusal:
                ends[number] = refusal
            except Exception as error:  # noqa: BLE001  # shown by the test that asks
                ends[number] = error
            finally:
                connection.close()

        if is_sqlite:
            copied(file, is_back=False)
        threads = [threading.Thread(target=act_of, args=(number,)) for number in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if is_sqlite:
            copied(file, is_back=True)
        assert not [end for end in ends if isinstance(end, Exception) and not isinstance(end, Refusal)], ends
        return ends

    return run


def copied(file, *, is_back):
    connection.ensure_connection()
    with sqlite3.connect(file) as kept:
        if is_back:
            kept.backup(connection.connection)
        else:
            connection.connection.backup(kept)
    kept.close()


def refused(ends):
    return sum(isinstance(end, Refusal) for end in ends)


def test_the_same_form_sent_at_once_is_one_note(offer, at_once):
    for number in range(ROUNDS):
        form = a_form()
        ends = at_once(*[lambda form=form: send_note(offer, Secret(**NOTE), form, NOW).name] * 3)
        assert len(set(ends)) == 1
        assert Note.objects.count() == Message.objects.count() == Slot.objects.count() == number + 1


def test_forms_sent_at_once_take_no_more_places_than_there_are(at_once):
    for _round in range(ROUNDS):
        offer = an_offer()
        contract = a_contract(offer, most=2)
        ends = at_once(*[lambda offer=offer: send_note(offer, Secret(**NOTE), a_form(), NOW).name] * 4)
        assert refused(ends) == 2
        assert Note.objects.filter(contract=contract).count() == 2
    numbers = list(Slot.objects.values_list("number", flat=True))
    assert len(set(numbers)) == 2 * ROUNDS
    assert all(reading.look_as_recruiter(note.name, NOW).messages for note in Note.objects.all())


def test_an_answer_at_the_moment_of_the_time_out_has_one_outcome(offer, at_once):
    """The recruiter pressed a second before midnight, the daily work begins a second after: kept or silent, and not both."""
    seen = Counter()
    for number in range(ROUNDS):
        note, _code = send(offer)
        Silence.objects.all().delete()
        before = sum(Tally.objects.values_list("number", flat=True))
        (answered, _settled) = at_once(
            lambda note=note: acting.invite(note.name, f"Come {number}", NOW + 5 * DAY),  # noqa: B023
            lambda: settling.settle_all(LATE),
        )
        state = State(Note.objects.get(pk=note.pk).state)
        assert state in {State.INVITED, State.SILENT}
        assert isinstance(answered, Refusal) == (state == State.SILENT)
        assert Message.objects.filter(note=note).count() == 1 + (state == State.INVITED)
        assert Silence.objects.count() == (state == State.SILENT)
        assert sum(Tally.objects.values_list("number", flat=True)) == before + 1
        seen[state] += 1
        Note.objects.filter(pk=note.pk).delete()
    told = dict(Tally.objects.values_list("fate", "number"))
    assert told == {
        fate: number for fate, number in {"meet": seen[State.INVITED], "silent": seen[State.SILENT]}.items() if number
    }


def test_of_two_answers_at_once_one_counts(offer, at_once):
    for _round in range(ROUNDS):
        note, _code = send(offer)
        before = sum(Tally.objects.values_list("number", flat=True))
        ends = at_once(
            lambda note=note: acting.invite(note.name, "Come on Monday", NOW),
            lambda note=note: acting.decline(note.name, "taken", "Sorry", NOW),
        )
        assert refused(ends) == 1
        assert State(Note.objects.get(pk=note.pk).state) in {State.INVITED, State.ANSWERED}
        assert Message.objects.filter(note=note).count() == 2
        assert sum(Tally.objects.values_list("number", flat=True)) == before + 1


def test_the_same_answer_pressed_twice_at_once_is_one(offer, at_once):
    for number in range(ROUNDS):
        note, _code = send(offer)
        ends = at_once(*[lambda note=note: acting.ask(note.name, "Since when?", NOW)] * 2)
        assert refused(ends) == 0
        assert (Message.objects.filter(note=note).count(), Note.objects.get(pk=note.pk).questions) == (2, 1)
        assert Tally.objects.get().number == number + 1


def test_taken_back_while_the_other_says_yes_leaves_no_name_or_shows_it_to_nobody(offer, at_once):
    for _round in range(ROUNDS):
        note, code = send(offer)
        acting.invite(note.name, "Come", NOW)
        acting.sign(code, Secret(**WHO), 7, NOW)
        at_once(
            lambda note=note: acting.accept(note.name, NOW),
            lambda code=code: acting.revoke(code, NOW),
        )
        assert Note.objects.get(pk=note.pk).state == State.ANSWERED
        assert not Reveal.objects.exists()
        assert reading.look_as_recruiter(note.name, NOW).identity == {}
    assert Slot.objects.count() == ROUNDS


def test_two_silences_that_two_people_see_at_once_close_the_offer_once(at_once):
    for _round in range(ROUNDS):
        offer = an_offer()
        a_contract(offer)
        codes = [send(offer)[1] for _note in range(2)]
        ends = at_once(
            *[lambda code=code: reading.look(code, LATE).state for code in codes],
            lambda: settling.settle_all(LATE) and 0,
        )
        assert ends[:2] == [State.SILENT] * 2
        row = Silence.objects.get(offer_code=offer.code)
        assert (row.number, row.closed_on) == (2, (LATE - DAY).date())
    assert sum(Tally.objects.values_list("number", flat=True)) == 2 * ROUNDS


def test_an_offer_is_promised_anew_once_and_the_daily_work_beside_it_changes_nothing(at_once):
    again = LATE + (PAUSE - 1) * DAY
    for _round in range(ROUNDS):
        offer = an_offer()
        contract = a_contract(offer, agreed_on=NOW.date())
        contract.mailbox = seal_mailbox("answers@example.org", contract)
        contract.save()
        link = keys.mailbox_link_of(contract)
        for _note in range(2):
            send(offer)
        ends = at_once(
            lambda link=link: closing.promise_anew(link, again),
            lambda link=link: closing.promise_anew(link, again),
            lambda: daily.work(again) and 0,
        )
        assert sorted(ends[:2]) == [0, 1], ends
        assert promise_of(offer, again).is_open
        row = Silence.objects.get(offer_code=offer.code)
        assert (row.number, row.closed_on, row.told_on) == (0, None, None)
        assert Tally.objects.get(contract=contract).number == 2


def test_a_note_taken_back_while_another_is_sent_leaves_the_others_shard(offer, at_once):
    kept = []
    for _round in range(ROUNDS):
        _note, code = send(offer)
        form = a_form()
        at_once(
            lambda code=code: acting.withdraw(code, NOW),
            lambda form=form: send_note(offer, Secret(**NOTE), form, NOW).name,
            lambda: daily.purge(NOW + datetime.timedelta(hours=1)) and 0,
        )
        kept.append(keys.code_from(form.secret))
    assert all(reading.look(code, NOW).messages for code in kept)
    assert Slot.objects.count() == ROUNDS
    assert SHARDS.file().exists()
