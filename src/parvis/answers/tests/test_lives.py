"""Notes on the database against a model that a child could keep with pencil and paper: whatever people do, in whatever order, and however
long nobody does anything. Every time-out is an answer or an honest end, nothing is told twice, nothing outlives its day."""

import datetime
import re
import tempfile
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from parvis.answers.domain import acting, closing, daily, keys, reading, settling
from parvis.answers.domain.saying import said_to_visitor
from parvis.answers.domain.sealing import Secret, seal_mailbox
from parvis.answers.domain.showing import Standing, standing_of
from parvis.answers.domain.slots import SHARDS, shard_of
from parvis.answers.domain.tallying import measured_all
from parvis.answers.enums import BROKEN, OPEN, OWED, REASONS, Act, Fate, State, Who
from parvis.answers.models import Message, Note, Reveal, Silence, Slot, Tally
from parvis.answers.rules import BY, KEPT, PAUSE, REVEAL_DAYS, SILENCES, after, due_after, on_time, rate_of
from parvis.core.domain.return_codes import code_from_digest
from parvis.core.refusal import Refusal
from parvis.offers.models import Offer

from .made import DAY, NOTE, NOW, a_contract, a_form, an_offer, send

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(280)]
DAYS, MOST = 5, 3
ACTS = [act for act in Act if BY[act] != Who.NOBODY]
LINK = re.compile(r"/en/reply/([0-9a-f]{64})/")
FATES = {Act.INVITE: Fate.MEET, Act.ASK: Fate.QUESTION, Act.ACCEPT: Fate.REVEAL}


class Paper:
    """What somebody would note of one note."""

    def __init__(self, name, code, form, today):
        self.name, self.code, self.form, self.sent, self.state = name, code, form, today, State.WAITING
        self.due, self.ended, self.questions, self.texts = due_after(self.state, today, DAYS), None, 0, 1
        self.told = self.reminded = self.days = self.again = None
        self.is_lost, self.shards, self.gone = False, {}, []

    def enter(self, state, day):
        self.state, self.told, self.reminded = state, None, None
        self.due = due_after(state, day, DAYS, self.days or 0)
        if state not in OPEN:
            self.ended = day
            self.gone.append(self.shards.pop("reveal", None))
        if state == State.WITHDRAWN:
            self.gone.append(self.shards.pop("note"))
            self.texts = 0


class Lives(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.set = override_settings(DATA=Path(self.folder.name), MAIL_SERVER=object())
        self.set.enable()
        self.point = transaction.atomic()
        self.point.__enter__()
        mail.outbox.clear()
        self.now, self.notes, self.counted, self.number = NOW, [], Counter(), 0
        self.silences, self.closed, self.told_closed, self.withdrawn = 0, None, None, None
        self.destroyed = set()
        self.offer = an_offer()
        self.contract = a_contract(self.offer, days=DAYS, most=MOST, agreed_on=NOW.date())
        self.contract.mailbox = seal_mailbox("answers@example.org", self.contract)
        self.contract.save()
        self.zone = ZoneInfo(self.contract.house.time_zone)

    def teardown(self):
        try:
            self.everything_ends_and_nothing_is_left()
        finally:
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)
            self.set.disable()
            self.folder.cleanup()

    # The model: a list of notes, two numbers of the offer, and arithmetic.
    @property
    def today(self):
        return self.now.astimezone(self.zone).date()

    def stands(self, one):
        """Where a note stands, settled or not."""
        if one.state not in OPEN:
            return one.state
        if one.is_lost:
            return State.LOST
        gone = self.withdrawn is not None and self.withdrawn <= one.due
        return on_time(one.state, is_gone=gone) if one.due < self.today else one.state

    def settle(self, *those):
        for one in sorted(those, key=lambda one: (one.state not in OPEN, one.due)):
            becomes, due = self.stands(one), one.due
            if becomes == one.state:
                continue
            owed = [each for each in self.notes if each.state in OWED and each.due < due]
            for each in sorted(owed, key=lambda each: each.due):
                self.move(each)
            self.move(one)

    def move(self, one):
        becomes, due = self.stands(one), one.due
        if becomes == one.state:
            return
        one.enter(becomes, self.today if becomes == State.LOST else due + DAY)
        if becomes in BROKEN:
            self.counted[due.replace(day=1), Fate(becomes.value)] += 1
        if becomes == State.SILENT:
            self.silences += 1
            if self.silences >= SILENCES and self.closed is None:
                self.closed = due

    def is_forgotten(self, one):
        ended = one.ended or (one.due + DAY if self.stands(one) != one.state and not one.is_lost else None)
        return ended is not None and (self.today - ended).days >= KEPT

    def standing(self):
        overdue = sum(one.state in OWED and self.stands(one) == State.SILENT for one in self.notes)
        if self.closed or self.silences + overdue >= SILENCES:
            return Standing.CLOSED
        waiting = sum(one.state in OWED and one.due >= self.today for one in self.notes)
        return Standing.FULL if waiting >= MOST else Standing.OPEN

    @initialize(number=st.integers(1, MOST))
    def some_write_first(self, number):
        for _note in range(number):
            self.write()

    def someone(self, data):
        return data.draw(st.sampled_from(self.notes))

    def read(self, one):
        """What both see, each what is theirs."""
        state = one.state
        seen = reading.look(one.code, self.now)
        assert (seen.state, bool(seen.identity)) == (state, "reveal" in one.shards)
        assert len(seen.messages) == (0 if one.is_lost else one.texts)
        assert said_to_visitor(seen.state, DAYS)
        theirs = reading.look_as_recruiter(one.name, self.now)
        assert (theirs.state, bool(theirs.identity)) == (state, state == State.MEETING)
        if state not in {*OPEN, State.ANSWERED}:
            assert theirs.messages == []

    @rule()
    def write(self):
        form, standing = a_form(), self.standing()
        today = sum(one.sent == self.today for one in self.notes)
        may = standing is Standing.OPEN and today < 3 * MOST and self.withdrawn is None
        try:
            note, code = send(self.offer, self.now, form)
        except Refusal:
            assert not may
            return
        assert may
        one = Paper(note.name, code, form, self.today)
        one.shards["note"] = shard_of(note.slot).raw
        self.notes.append(one)

    @precondition(lambda self: self.notes and self.withdrawn is None)
    @rule(data=st.data())
    def send_the_form_again(self, data):
        one = self.someone(data)
        assert send(self.offer, self.now, one.form)[0].name == one.name

    @precondition(lambda self: self.notes)
    @rule(data=st.data())
    def look(self, data):
        one = self.someone(data)
        if self.is_forgotten(one):
            with pytest.raises(settling.Unknown):
                reading.look(one.code, self.now)
            self.settle(one)
            return
        self.settle(one)
        self.read(one)

    @rule(wrong=st.binary(min_size=8, max_size=8))
    def type_a_wrong_code(self, wrong):
        with pytest.raises(settling.Unknown):
            acting.withdraw(code_from_digest(wrong), self.now)
        assert keys.note_in(wrong.hex() * 4) == ""

    @precondition(lambda self: self.notes)
    @rule(data=st.data(), act=st.sampled_from(ACTS), days=st.sampled_from(REVEAL_DAYS), reason=st.sampled_from(REASONS))
    def somebody_acts(self, data, act, days, reason):
        one = self.someone(data)
        self.number += 1
        do = self.doing(one, act, f"text {self.number}", days, reason)
        found = None if self.is_forgotten(one) else after(self.stands(one), act, one.questions)
        done_before = {Act.REVOKE: State.ANSWERED, Act.WITHDRAW: State.WITHDRAWN, Act.ACCEPT: State.MEETING}
        is_done = not self.is_forgotten(one) and done_before.get(act) == self.stands(one)
        try:
            do()
        except Refusal:
            assert found is None
            assert not is_done
            self.settle(one)
            return
        self.settle(one)
        assert found is not None or is_done
        if found is not None:
            one.again = do
            self.acted(one, act, found, (days, reason))

    def doing(self, one, act, text, days, reason):
        now = lambda: self.now  # noqa: E731  # an act that is done again later has a later clock
        return {
            Act.REPLY: lambda: acting.reply(one.code, text, now()),
            Act.SIGN: lambda: acting.sign(one.code, Secret(name=text, contact=text), days, now()),
            Act.REVOKE: lambda: acting.revoke(one.code, now()),
            Act.WITHDRAW: lambda: acting.withdraw(one.code, now()),
            Act.INVITE: lambda: acting.invite(one.name, text, now()),
            Act.ASK: lambda: acting.ask(one.name, text, now()),
            Act.DECLINE: lambda: acting.decline(one.name, reason, text, now()),
            Act.ACCEPT: lambda: acting.accept(one.name, now()),
        }[act]

    def acted(self, one, act, found, chosen):
        days, reason = chosen
        if act == Act.SIGN:
            one.days = days
            one.shards["reveal"] = shard_of(Reveal.objects.get(note__name=one.name).slot).raw
        one.questions += act == Act.ASK
        one.texts += act in {Act.REPLY, Act.INVITE, Act.ASK, Act.DECLINE}
        if BY[act] == Who.RECRUITER:
            self.counted[self.today.replace(day=1), FATES.get(act) or reason] += 1
        one.enter(found, self.today)

    @precondition(lambda self: any(one.again and one.state in OPEN for one in self.notes))
    @rule(data=st.data())
    def press_the_button_twice(self, data):
        one = data.draw(st.sampled_from([one for one in self.notes if one.again and one.state in OPEN]))
        if self.stands(one) == one.state:
            one.again()

    @rule(hours=st.sampled_from([5, 24, 24 * 4, 24 * 6, 24 * 15, 24 * 31]))
    def time_passes(self, hours):
        self.now += datetime.timedelta(hours=hours)

    @rule()
    def the_offer_goes_or_comes_back(self):
        self.withdrawn = None if self.withdrawn else self.today
        Offer.objects.filter(pk=self.offer.pk).update(withdrawn_on=self.withdrawn)
        self.offer.refresh_from_db()

    @precondition(lambda self: any(one.state in OPEN and not one.is_lost for one in self.notes))
    @rule(data=st.data())
    def a_shard_is_lost(self, data):
        one = data.draw(st.sampled_from([one for one in self.notes if one.state in OPEN and not one.is_lost]))
        SHARDS.destroy([Note.objects.select_related("slot").get(name=one.name).slot.number])
        one.is_lost = True
        self.destroyed.add(one.shards["note"])

    @rule()
    def promise_anew(self):
        self.settle(*(one for one in self.notes if one.state in OWED and one.due < self.today))
        is_over = self.closed is not None and self.closed + PAUSE * DAY <= self.today
        assert closing.promise_anew(keys.mailbox_link_of(self.contract), self.now) == is_over
        if is_over:
            self.silences, self.closed, self.told_closed = 0, None, None

    @rule()
    def a_day_is_worked(self):
        self.settle(*self.notes)
        forgotten = [one for one in self.notes if self.is_forgotten(one)]
        fresh, again = [], []
        for one in self.notes:
            if one.state in OWED:
                if one.told is None:
                    fresh.append(keys.link_of(one.name))
                    one.told = self.today
                elif one.told < self.today and one.reminded is None and one.due <= self.today + DAY:
                    again.append(keys.link_of(one.name))
                    one.reminded = self.today
        opens = self.closed + PAUSE * DAY if self.closed else None
        tells = opens is not None and (self.told_closed is None or self.told_closed < opens <= self.today)
        mail.outbox.clear()
        assert daily.work(self.now) == len(forgotten)
        found = [link for message in mail.outbox for link in LINK.findall(message.body)]
        assert sorted(found) == sorted([*fresh, *again])
        assert len(mail.outbox) == bool(found) + tells
        assert daily.work(self.now) == 0
        assert len(mail.outbox) == bool(found) + tells, "the same day worked twice tells nothing twice"
        if tells:
            self.told_closed = self.today
        for one in forgotten:
            self.destroyed |= {*one.shards.values(), *one.gone} - {None}
            self.notes.remove(one)

    @invariant()
    def the_tables_say_the_same(self):
        rows = {row.name: row for row in Note.objects.select_related("contract__house", "slot")}
        assert set(rows) == {one.name for one in self.notes}
        for one in self.notes:
            row = rows[one.name]
            assert (row.state, row.due_on, row.ended_on) == (one.state, one.due, one.ended)
            assert settling.effective(row, self.now) == self.stands(one)
        assert Message.objects.count() == sum(one.texts for one in self.notes)
        assert Slot.objects.count() == sum(len(one.shards) for one in self.notes)
        assert Reveal.objects.count() == sum(one.state in {State.SIGNED, State.MEETING} for one in self.notes)
        noted = Silence.objects.values_list("number", "closed_on").first() or (0, None)
        assert noted == (self.silences, self.closed)

    @invariant()
    def an_offers_page_says_how_it_stands(self):
        assert standing_of(self.contract, self.offer.code, self.now) is self.standing()

    @invariant()
    def what_is_counted_is_what_happened(self):
        found = {
            (month, Fate(fate)): number for month, fate, number in Tally.objects.values_list("month", "fate", "number")
        }
        assert found == dict(self.counted)
        broken = sum(number for (_month, fate), number in self.counted.items() if fate in BROKEN)
        total = sum(self.counted.values())
        rates = measured_all([self.contract], self.now + 40 * DAY)
        assert rates.get(self.contract.pk) == rate_of(total - broken, total)

    @invariant()
    def what_was_destroyed_is_on_no_disk(self):
        there = SHARDS.file().read_bytes() if SHARDS.file().exists() else b""
        gone = {raw for one in self.notes for raw in one.gone if raw} | self.destroyed
        assert not [raw for raw in gone if raw in there]
        assert all(raw in there for one in self.notes for raw in one.shards.values() if raw not in self.destroyed)

    def everything_ends_and_nothing_is_left(self):
        """Nobody does anything any more: within a month every note has ended and is told so; a month later nothing is left."""
        self.now += (max(REVEAL_DAYS) + 1) * DAY
        for one in self.notes:
            if not self.is_forgotten(one):
                seen = reading.look(one.code, self.now)
                self.settle(one)
                assert seen.state == one.state
                assert seen.state not in OPEN
                assert seen.acts == ()
        self.now += KEPT * DAY
        self.a_day_is_worked()
        assert self.notes == []
        assert not Note.objects.exists()
        self.the_tables_say_the_same()
        self.what_is_counted_is_what_happened()
        self.what_was_destroyed_is_on_no_disk()


def test_whatever_people_do_and_however_long_nobody_does_anything():
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_what_a_note_says_is_read_by_both(tmp_path, settings):
    """The model above counts messages; that they are these is said here."""
    settings.DATA = tmp_path
    offer = an_offer()
    a_contract(offer)
    note, code = send(offer)
    for seen in (reading.look(code, NOW), reading.look_as_recruiter(note.name, NOW)):
        assert [shown.texts for shown in seen.messages] == [NOTE]
