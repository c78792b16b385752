"""Handing a thread on to another desk of the house: sealed to its key, and told to the visitor as a letter of the thread."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from parvis.core.domain.notebook import Item, Kind
from parvis.core.refusal import Refusal
from parvis.counsel.domain.attached import with_things
from parvis.counsel.domain.desks import desks_with_letters
from parvis.counsel.domain.opened import Opened, give_to_desk, letters_of
from parvis.counsel.domain.sealing import PlainText
from parvis.counsel.domain.threads import Overtaken, add_letter, keep_moved, locked
from parvis.counsel.enums import Role, State
from parvis.counsel.models import Claim
from parvis.network.models import Desk


def other_desks(desk: Desk) -> list[Desk]:
    """Return the desks of the same house to which a thread of ``desk`` can go."""
    return list(desks_with_letters().filter(house=desk.house_id).exclude(pk=desk.pk).order_by("order", "key"))


def hand_over(opened: Opened, to: Desk, note: PlainText, after: int, now: datetime.datetime) -> None:
    """Give a thread, read up to letter ``after``, to the desk ``to``. The desk of before cannot read it any more.

    ``note`` (perhaps empty) is read by the visitor and by the other desk. The day by which an answer is promised stays.
    """
    with locked(opened.thread) as thread:
        if thread.desk_id == to.pk:
            return
        if to.pk not in {desk.pk for desk in other_desks(thread.desk)}:
            raise Refusal(_("This desk takes no letters. Nothing was changed."))
        before = letters_of(Opened(thread, opened.root))
        if any(letter.number > after for letter in before):
            raise Overtaken(_("A letter came in this thread meanwhile. Nothing was changed: please read it first."))
        thread.desk = to
        thread.save(update_fields=["desk"])
        add_letter(thread, opened, before, Role.HANDED, with_things(note, [Item(Kind.DESK, to.code)]), now)
        thread.state = State.NEW if thread.first_answer_on is None else State.WAITING
        Claim.objects.filter(thread=thread).delete()
        give_to_desk(thread, opened.root)
        keep_moved(thread, now)
