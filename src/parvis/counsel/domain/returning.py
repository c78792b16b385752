"""Coming back with the phrase: the same work, and the same words, whether the phrase is a thread's or not."""

from __future__ import annotations

import datetime
import hashlib
from functools import lru_cache

from django.utils.translation import gettext as _

from parvis.core.domain.keys import server_key
from parvis.core.refusal import Refusal
from parvis.counsel.domain.hashing import SALT_BYTES, stretched
from parvis.counsel.domain.opened import Opened, is_over, root_binding
from parvis.counsel.domain.phrases import Phrase
from parvis.counsel.domain.sealing import Key, Unreadable, seal, unseal
from parvis.counsel.models import Thread


class NotThere(Refusal):
    """No thread opens with these words: they are another's, or their thread is deleted."""


def come_back(phrase: Phrase, now: datetime.datetime) -> Opened:
    """Return the thread that ``phrase`` opens; raise NotThere, after the same work, when there is none or its time is over."""
    where = phrase.locator()
    thread = Thread.objects.select_related("desk__house").filter(locator=where).first()
    salt, sealed, name = (bytes(thread.salt), bytes(thread.root), thread.name) if thread else _nobody(where)
    key = Key(stretched(phrase.secret(), salt))
    try:
        root = Key(unseal(sealed, key, root_binding(name)))
    except Unreadable:
        root = None
    if thread is None or root is None or is_over(thread, now):
        raise NotThere(
            _(
                "No letters open with these words. Perhaps a word is another one, or the letters were deleted: we cannot tell which."
            )
        )
    return Opened(thread, root)


def _nobody(where: str) -> tuple[bytes, bytes, str]:
    """Return a salt, a seal and a name for words that find nothing, so that as much is done for them; the same each time."""
    salt = hashlib.blake2b(where.encode(), key=server_key("parvis.counsel.nobody"), digest_size=SALT_BYTES).digest()
    return salt, _sealed_for_nobody(), "nobody"


@lru_cache(maxsize=1)
def _sealed_for_nobody() -> bytes:
    return seal(Key.new().raw, Key.new(), root_binding("nobody"))
