"""A letter between two pages: written, not sent yet. It lies sealed in the visitor's page alone and nowhere here.

The server's key seals it, so that nobody can change it and a browser that keeps fields of forms keeps no words. It stands beside the
phrase on the visitor's own page, so it need not be closed to whoever has both that page and the server.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json
import secrets
from dataclasses import dataclass

from parvis.core.domain.keys import mark_under, server_key
from parvis.core.domain.unsaid import Unsaid
from parvis.counsel.domain.phrases import Phrase, make_phrase
from parvis.counsel.domain.sealing import Key, PlainText, Unreadable, padded, seal, unpadded, unseal
from parvis.counsel.models import Thread
from parvis.network.models import Desk

#: How long a page with a letter that is not sent can stand open.
LASTS = datetime.timedelta(hours=24)
_BOUND_TO = b"draft"


@dataclass(frozen=True, repr=False)
class Draft(Unsaid):
    """What is going to be sent, and the phrase that will open it; ``name`` (random) is this draft's own."""

    desk: str
    text: PlainText
    language: str
    keep_days: int
    phrase: Phrase
    name: str
    made: int  #: seconds since 1970, for LASTS alone

    def mark(self) -> str:
        """Return the fingerprint by which a draft that was sent is known."""
        return mark_under("parvis.counsel.draft", self.name.encode())


def new_draft(desk: Desk, text: PlainText, language: str, keep_days: int, now: datetime.datetime) -> Draft:
    """Return a draft with a new phrase in ``language`` that finds no thread yet."""
    phrase = make_phrase(language)
    while Thread.objects.filter(locator=phrase.locator()).exists():
        phrase = make_phrase(language)
    name = secrets.token_hex(16)
    return Draft(desk.code, text, language, keep_days, phrase, name, int(now.timestamp()))


def hold(draft: Draft) -> str:
    """Return ``draft`` sealed, as the text of a hidden field; its length tells that of the letter in steps of 1 KiB."""
    words = [draft.desk, draft.text.reveal(), draft.language, draft.keep_days, draft.phrase.reveal()]
    told = json.dumps([*words, draft.phrase.language, draft.name, draft.made], ensure_ascii=False)
    return base64.urlsafe_b64encode(seal(padded(told.encode()), _key(), _BOUND_TO)).decode()


def read_held(field: str, now: datetime.datetime) -> Draft | None:
    """Return the draft in a hidden field; None when it is not ours, was touched, or is older than LASTS."""
    try:
        told = unpadded(unseal(base64.urlsafe_b64decode(field.encode()), _key(), _BOUND_TO))
    except (Unreadable, ValueError, binascii.Error):
        return None
    desk, text, language, keep_days, words, tongue, name, made = json.loads(told)
    if not made <= now.timestamp() + 60 <= made + 60 + LASTS.total_seconds():
        return None
    return Draft(desk, PlainText(text), language, keep_days, Phrase(words, tongue), name, made)


def _key() -> Key:
    return Key(server_key("parvis.counsel.drafts"))
