"""Sending the first letter: only then is there a thread."""

from __future__ import annotations

import datetime
import secrets

from django.db import OperationalError
from django.utils.translation import gettext as _

from parvis.core.domain.durable import durable, is_busy
from parvis.core.random_keys import number_of
from parvis.core.refusal import Refusal
from parvis.counsel.domain import shards
from parvis.counsel.domain.desks import refuse_closed
from parvis.counsel.domain.drafts import Draft
from parvis.counsel.domain.hashing import SALT_BYTES, Busy, stretched
from parvis.counsel.domain.opened import give_to_desk, letters_key, root_binding
from parvis.counsel.domain.sealing import Key, seal, seal_letter
from parvis.counsel.domain.tallying import count_opening
from parvis.counsel.enums import Role
from parvis.counsel.models import Letter, Spent, Thread
from parvis.counsel.rules import keep_until
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk


class PhraseTaken(Refusal):
    """Somebody else's thread has the words that locate: the draft needs another phrase. It happens once in a long while."""


def send_first(draft: Draft, now: datetime.datetime) -> None:
    """Open a thread with the letter in ``draft``. It is on the disk when this returns; sent again, it is the same thread.

    Refuse when the desk takes no letters any more, or when this very draft was sent and its thread deleted since.
    """
    if _was_sent(draft):
        return
    desk = Desk.objects.select_related("house").get(code=draft.desk)
    refuse_closed(desk)
    salt = secrets.token_bytes(SALT_BYTES)
    phrase_key = Key(stretched(draft.phrase.secret(), salt))
    try:
        with shards.held(), durable():
            if not _was_sent(draft):
                _write(draft, desk, salt, phrase_key, now)
    except OperationalError as error:
        if is_busy(error):
            raise Busy(_("Many people are writing at this moment. Nothing was sent: please try again.")) from error
        raise


def _was_sent(draft: Draft) -> bool:
    """Say whether this draft is a thread already; refuse when it was, and was deleted."""
    if not Spent.objects.filter(pk=number_of(draft.mark())).exists():
        return False
    if not Thread.objects.filter(locator=draft.phrase.locator()).exists():
        raise Refusal(_("This letter was sent before, and has been deleted since."))
    return True


def _write(draft: Draft, desk: Desk, salt: bytes, phrase_key: Key, now: datetime.datetime) -> None:
    if Thread.objects.filter(locator=draft.phrase.locator()).exists():
        raise PhraseTaken(_("These words cannot be used after all. Please note the new ones."))
    today, name, root = today_at(desk.house, now), secrets.token_hex(16), Key.new()
    slot = _free_slot()
    shard = shards.fresh(slot)
    thread = Thread.objects.create(
        name=name,
        desk=desk,
        locator=draft.phrase.locator(),
        salt=salt,
        root=seal(root.raw, phrase_key, root_binding(name)),
        slot=slot,
        shard_print=shards.shard_print(shard),
        language=draft.language,
        opened_on=today,
        keep_days=draft.keep_days,
        keep_until=keep_until(today, draft.keep_days),
    )
    give_to_desk(thread, root)
    sealed = seal_letter(draft.text, letters_key(root, shard, name), name, 1, Role.VISITOR)
    Letter.objects.create(thread=thread, number=1, role=Role.VISITOR, written_on=today, sealed=sealed)
    Spent.objects.create(pk=number_of(draft.mark()), day=now.date())
    count_opening(thread)


def _free_slot() -> int:
    """Return a slot that no thread has, by chance: numbers that rise would tell who wrote before whom. Call it with the lock of the slots held."""
    used = set(Thread.objects.order_by().values_list("slot", flat=True))
    there = max(shards.slots_there(), shards.BLOCK)
    free = [slot for slot in range(there) if slot not in used] or range(there, there + shards.BLOCK)
    return secrets.choice(free)
