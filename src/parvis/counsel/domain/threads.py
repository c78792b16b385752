"""What is done in a thread that is open: read, write again, choose how long it is kept, delete."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import OperationalError
from django.utils.translation import gettext as _

from parvis.core.domain.durable import durable, is_busy
from parvis.core.refusal import Refusal
from parvis.counsel.domain import shards
from parvis.counsel.domain.desks import TakesNone
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.opened import Lost, Opened, Shown, give_to_desk, is_over, letters_of
from parvis.counsel.domain.sealing import PlainText, seal_letter
from parvis.counsel.domain.tallying import count_answer, count_missed
from parvis.counsel.enums import Keep, Role, State
from parvis.counsel.models import Claim, DeskKey, Letter, Thread
from parvis.counsel.rules import MOST_LETTERS, keep_until
from parvis.network.domain.scope import today_at


class Overtaken(Refusal):
    """Somebody wrote in the thread meanwhile; nothing was sent. The text goes back to whoever typed it."""


@contextmanager
def locked(thread: Thread) -> Iterator[Thread]:
    """Hold the row of ``thread`` in one transaction that is on the disk at its end, and yield it read anew."""
    try:
        with durable():
            row = (
                Thread.objects.select_for_update(of=("self",))
                .select_related("desk__house")
                .filter(pk=thread.pk)
                .first()
            )
            if row is None:
                raise Lost(_("These letters were deleted."))
            yield row
    except OperationalError as error:
        if is_busy(error):
            raise Busy(_("Many people are writing at this moment. Nothing was changed: please try again.")) from error
        raise


def write_again(opened: Opened, text: PlainText, after: int, now: datetime.datetime) -> None:
    """Add a letter of the visitor, who has read up to number ``after``. The same text sent twice is one letter."""
    with locked(opened.thread) as thread:
        before = letters_of(Opened(thread, opened.root))
        if any(letter.number > after and letter.role == Role.VISITOR and letter.text == text for letter in before):
            return
        add_letter(thread, opened, before, Role.VISITOR, text, now)
        thread.state = State.NEW if thread.first_answer_on is None else State.WAITING
        give_to_desk(thread, opened.root)
        keep_moved(thread, now)


def answer(opened: Opened, text: PlainText, after: int, now: datetime.datetime, *, ends: bool = False) -> None:
    """Add a letter of the desk, whose officer has read up to number ``after``; with ``ends`` nothing more is owed.

    Raise Overtaken when a letter came meanwhile, be it from the visitor or from a colleague; the same text sent twice is one letter.
    """
    with locked(opened.thread) as thread:
        before = letters_of(Opened(thread, opened.root))
        newer = [letter for letter in before if letter.number > after]
        if any(letter.role == Role.DESK and letter.text == text for letter in newer):
            return
        if newer:
            raise Overtaken(_("A letter came in this thread while you wrote. Nothing was sent: please read it first."))
        add_letter(thread, opened, before, Role.DESK, text, now)
        thread.state = State.CLOSED if ends else State.ANSWERED
        if thread.first_answer_on is None:
            thread.first_answer_on = today_at(thread.desk.house, now)
            count_answer(thread)
        Claim.objects.filter(thread=thread).delete()
        give_to_desk(thread, opened.root)
        keep_moved(thread, now)


def end(opened: Opened, after: int, now: datetime.datetime) -> None:
    """End a thread, read up to letter ``after``, that needs no (further) answer; its visitor can write again."""
    with locked(opened.thread) as thread:
        if Letter.objects.filter(thread=thread, number__gt=after).exists():
            raise Overtaken(_("A letter came in this thread meanwhile. Nothing was changed: please read it first."))
        if thread.first_answer_on is None:
            raise Refusal(_("Nobody has answered here yet. Write an answer first."))
        thread.state = State.CLOSED
        keep_moved(thread, now, is_letter=False)


def choose_keep(opened: Opened, days: int, now: datetime.datetime) -> None:
    """Keep the thread ``days`` after its last letter, as its visitor chooses."""
    if days not in Keep.values:
        raise Refusal(_("Please choose one of the times on the list."))
    with locked(opened.thread) as thread:
        thread.keep_days = days
        keep_moved(thread, now, is_letter=False)


def delete(thread: Thread, now: datetime.datetime) -> None:
    """Delete a thread: rows, keys, and at last its shard, without which no copy of the rows can be read."""
    _delete(thread, now)


def delete_over(thread: Thread, now: datetime.datetime) -> bool:
    """Delete a thread whose time is over; leave it, and return False, when it was lengthened since ``thread`` was read."""
    return _delete(thread, now, only_over=True)


def _delete(thread: Thread, now: datetime.datetime, *, only_over: bool = False) -> bool:
    with shards.held():
        with locked(thread) as row:
            if only_over and not is_over(row, now):
                return False
            count_missed(row, now)
            row.delete()
        shards.destroy([thread.slot])
    return True


def add_letter(
    thread: Thread, opened: Opened, before: list[Shown], role: Role, text: PlainText, now: datetime.datetime
) -> None:
    """Seal a letter after those ``before``; call it with the thread locked."""
    if len(before) >= MOST_LETTERS:
        raise Refusal(_("This thread is full. Please begin a new one. Nothing was sent."))
    number = before[-1].number + 1 if before else 1
    sealed = seal_letter(text, Opened(thread, opened.root).letters_key(), thread.name, number, role)
    today = today_at(thread.desk.house, now)
    Letter.objects.create(thread=thread, number=number, role=role, written_on=today, sealed=sealed)


def keep_moved(thread: Thread, now: datetime.datetime, *, is_letter: bool = True) -> None:
    """Keep what changed in ``thread``; a letter begins its time anew."""
    last = today_at(thread.desk.house, now)
    if not is_letter:
        last = Letter.objects.filter(thread=thread).order_by("-number").values_list("written_on", flat=True)[0]
    thread.keep_until = keep_until(last, thread.keep_days)
    thread.version += 1
    thread.save(update_fields=["state", "first_answer_on", "keep_days", "keep_until", "version"])


def let_desk_read(opened: Opened) -> None:
    """See to it that the desk's key of today opens the thread, after keys were changed; most often there is nothing to do."""
    current = DeskKey.objects.current().filter(desk=opened.thread.desk_id).values_list("pk", flat=True).first()
    has = set(opened.thread.wraps.order_by().values_list("key_id", flat=True))
    if current is not None and has != {current}:
        # A key that this server did not make gets nothing; the visitor reads all the same.
        with suppress(TakesNone), locked(opened.thread) as thread:
            give_to_desk(thread, opened.root)
