"""An officer's words between being shown and being typed back: sealed in the page, kept nowhere. Only typed back do they count."""

from __future__ import annotations

import base64
import binascii
import datetime
import json

from parvis.accounts.models import Staff
from parvis.core.domain.keys import server_key
from parvis.counsel.domain.phrases import OFFICERS, Phrase, make_phrase
from parvis.counsel.domain.sealing import Key, Unreadable, seal, unseal

LASTS = datetime.timedelta(minutes=30)


def draw_words(language: str) -> Phrase:
    """Return new words for an officer; nothing is changed by it."""
    return make_phrase(language, OFFICERS)


def hold_words(staff: Staff, words: Phrase, now: datetime.datetime) -> str:
    """Return the text of a hidden field that brings ``words`` back to ``staff`` alone, for LASTS."""
    told = json.dumps([words.reveal(), words.language, int(now.timestamp())])
    return base64.urlsafe_b64encode(seal(told.encode(), _key(), _bound_to(staff))).decode()


def held_words(staff: Staff, field: str, now: datetime.datetime) -> Phrase | None:
    """Return the words in a hidden field; None when it is not ours, another's, or too old."""
    try:
        words, language, made = json.loads(unseal(base64.urlsafe_b64decode(field.encode()), _key(), _bound_to(staff)))
    except (Unreadable, ValueError, binascii.Error):
        return None
    is_young = made <= now.timestamp() + 60 <= made + 60 + LASTS.total_seconds()
    return Phrase(words, language) if is_young else None


def _bound_to(staff: Staff) -> bytes:
    return f"own words|{staff.pk}".encode()


def _key() -> Key:
    return Key(server_key("parvis.counsel.own-words"))
