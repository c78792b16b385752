"""What a visitor does with a code, and a recruiter with a link. Each act is possible where the table (rules.py) says so, and nowhere else.

An act that is sent twice is done once: what it led to is there already.
"""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from parvis.answers.domain.keys import locator
from parvis.answers.domain.sealing import Lost, Secret, note_key, open_reveal, seal_reveal
from parvis.answers.domain.settling import Held, Unknown, locked
from parvis.answers.domain.slots import take_slot
from parvis.answers.domain.tallying import count
from parvis.answers.enums import OPEN, REASONS, Act, Fate, Role, State
from parvis.answers.models import Message, Note, Reveal
from parvis.answers.rules import ONE_DAY, REVEAL_DAYS, after
from parvis.core.domain.return_codes import Code
from parvis.core.domain.sealing import Unreadable
from parvis.core.refusal import Refusal

#: What of an answer is counted.
_FATES = {Act.INVITE: Fate.MEET, Act.ASK: Fate.QUESTION, Act.ACCEPT: Fate.REVEAL}


def note_under(code: Code) -> str:
    """Return the name of the note under ``code``; Unknown when there is none."""
    name = Note.objects.filter(locator=locator(code)).values_list("name", flat=True).first()
    if name is None:
        raise Unknown(
            _("We know no note under this code. Compare each letter; a note is forgotten 30 days after its end.")
        )
    return name


def reply(code: Code, text: str, now: datetime.datetime) -> None:
    """Answer the recruiter's question; from today on the recruiter owes an answer again."""
    with locked(note_under(code), now) as held:
        told = Secret(text=text)
        if not _is_said(held, Role.VISITOR, told):
            state = _allowed(held, Act.REPLY)
            _say(held, Role.VISITOR, told)
            held.enter(state)


def sign(code: Code, told: Secret, days: int, now: datetime.datetime) -> None:
    """Say who one is (``name``, ``contact``), to this organisation, for ``days`` days from its yes; nobody reads it before."""
    if days not in REVEAL_DAYS:
        raise Refusal(_("Please choose one of the times on the list."))
    with locked(note_under(code), now) as held:
        if _is_signed(held, told):
            return
        state = _allowed(held, Act.SIGN)
        slot, shard = take_slot()
        Reveal.objects.create(note=held.note, slot=slot, days=days, sealed=seal_reveal(told, held.note, shard))
        held.enter(state)


def revoke(code: Code, now: datetime.datetime) -> None:
    """Take name and contact back: from this moment nothing opens them."""
    with locked(note_under(code), now) as held:
        if held.state != State.ANSWERED:
            held.enter(_allowed(held, Act.REVOKE))


def withdraw(code: Code, now: datetime.datetime) -> None:
    """Take the note back: all that was written is destroyed at once."""
    with locked(note_under(code), now) as held:
        if held.state != State.WITHDRAWN:
            held.enter(_allowed(held, Act.WITHDRAW))


def invite(name: str, text: str, now: datetime.datetime) -> None:
    """Say yes, let us meet, and how."""
    _answer(name, Act.INVITE, Secret(text=text, reason=Fate.MEET), now)


def ask(name: str, text: str, now: datetime.datetime) -> None:
    """Ask the visitor something; a few times at most."""
    _answer(name, Act.ASK, Secret(text=text, reason=Fate.QUESTION), now)


def decline(name: str, reason: str, text: str, now: datetime.datetime) -> None:
    """Say no, with a reason of the list and perhaps a sentence."""
    if reason not in REASONS:
        raise Refusal(_("Please choose a reason. Nothing was sent."))
    _answer(name, Act.DECLINE, Secret(text=text, reason=reason), now)


def accept(name: str, now: datetime.datetime) -> None:
    """Say yes to somebody who said who they are: name and contact can be read from now on, for as long as they chose."""
    with locked(name, now) as held:
        if held.state == State.MEETING:
            return
        state = _allowed(held, Act.ACCEPT)
        reveal = Reveal.objects.get(note=held.note)
        reveal.until = held.today + reveal.days * ONE_DAY
        reveal.save(update_fields=["until"])
        count(held.note.contract, Fate.REVEAL, held.today)
        held.enter(state, reveal.days)


def _answer(name: str, act: Act, told: Secret, now: datetime.datetime) -> None:
    with locked(name, now) as held:
        if _is_said(held, Role.RECRUITER, told):
            return
        state = _allowed(held, act)
        _say(held, Role.RECRUITER, told)
        count(held.note.contract, _FATES.get(act) or Fate(told.reveal()["reason"]), held.today)
        held.note.questions += act == Act.ASK
        held.enter(state)


def _allowed(held: Held, act: Act) -> State:
    """Return where ``act`` leads; refuse, with a sentence, when the table does not know it here."""
    state = after(held.state, act, held.note.questions)
    if state is not None:
        return state
    if held.state not in OPEN:
        raise Refusal(_("This note has ended: “%(state)s”. Nothing was changed.") % {"state": held.state.label})
    if act == Act.ASK and held.state == State.WAITING:
        raise Refusal(_("You asked as often as is possible. Please say yes or no. Nothing was sent."))
    raise Refusal(_("This cannot be done at the moment: it is not your turn. Nothing was changed."))


def _say(held: Held, role: Role, told: Secret) -> None:
    number = Message.objects.filter(note=held.note).count() + 1
    sealed = note_key(held.note).seal(told, number, role)
    Message.objects.create(note=held.note, number=number, role=role, written_on=held.today, sealed=sealed)


def _is_said(held: Held, role: Role, told: Secret) -> bool:
    """Say whether the newest message is this one: a form that was sent twice."""
    newest = Message.objects.filter(note=held.note).order_by("-number").first()
    if newest is None or newest.role != role:
        return False
    try:
        return note_key(held.note).open(newest.sealed, newest.number, role) == told
    except (Lost, Unreadable):
        return False


def _is_signed(held: Held, told: Secret) -> bool:
    """Say whether this very name and contact were given already."""
    reveal = Reveal.objects.filter(note=held.note).select_related("slot").first()
    try:
        return reveal is not None and open_reveal(reveal, held.note) == told
    except (Lost, Unreadable):
        return False
