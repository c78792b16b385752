"""Officers: members of staff who can open keys of desks with seven words of their own, which are kept nowhere.

Opened, the officer's private key lies in the session of staff alone, sealed under the key of that session, which only the cookie holds: whoever
has the whole server while nobody is signed in has nothing that opens.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import secrets
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.counsel.domain.hashing import SALT_BYTES, stretched
from parvis.counsel.domain.phrases import OFFICERS, Phrase, make_phrase
from parvis.counsel.domain.sealing import Key, Raw, Unreadable, new_pair, seal, unseal
from parvis.counsel.models import Officer
from parvis.network.models import Desk

#: Under this name the session of staff holds the opened key.
IN_SESSION = "letters"
_BOUND_TO_SESSION = b"session"


@dataclass(frozen=True, repr=False)
class OpenOfficer:
    """An officer whose private key is at hand, for the length of one request."""

    officer: Officer
    private: Key


def become_officer(staff: Staff, language: str, now: datetime.datetime) -> Phrase:
    """Make the keys of a member of staff and return the words that open them: to be shown once, and written down.

    They open no desk yet: an officer of that desk has to admit them. Whoever is an officer already gets new keys and words, and has to be
    admitted anew everywhere.
    """
    words = make_phrase(language, OFFICERS)
    take_words(staff, words, now)
    return words


def take_words(staff: Staff, words: Phrase, now: datetime.datetime) -> OpenOfficer:
    """Make the keys of a member of staff, opened by ``words``, and return them open; keys of before open nothing any more."""
    made = new_officer(words, now)
    with transaction.atomic():
        before = Officer.objects.filter(staff=staff).first()
        if before is not None:
            made.wants_mail, made.told_on = before.wants_mail, before.told_on
            before.delete()
        made.staff = staff
        made.save()
        record(staff, "letters.words")
    return open_with_words(made, words)


def new_officer(words: Phrase, now: datetime.datetime) -> Officer:
    """Return an officer, not kept yet, whose private key opens with ``words``."""
    private, public = new_pair()
    salt = secrets.token_bytes(SALT_BYTES)
    wrapped = seal(private.raw, Key(stretched(words.secret(), salt)), _binding(public))
    return Officer(public=public, salt=salt, wrapped=wrapped, made_on=now.date())


def open_with_words(officer: Officer, words: Phrase) -> OpenOfficer:
    """Return ``officer`` opened by ``words``; refuse others."""
    key = Key(stretched(words.secret(), bytes(officer.salt)))
    try:
        return OpenOfficer(officer, Key(unseal(officer.wrapped, key, _binding(officer.public))))
    except Unreadable as error:
        raise Refusal(_("These are not the words. Compare each with your paper.")) from error


def open_own(staff: Staff, words: Phrase) -> OpenOfficer:
    """Return the officer that ``staff`` is, opened by ``words``."""
    officer = Officer.objects.filter(staff=staff).first()
    if officer is None:
        raise Refusal(_("You have no words for letters yet."))
    return open_with_words(officer, words)


def open_sheet(desk: Desk, words: Phrase) -> OpenOfficer:
    """Return the recovery sheet of ``desk``, opened by ``words``."""
    officer = Officer.objects.filter(sheet_of=desk).first()
    if officer is None:
        raise Refusal(_("This desk has no recovery sheet."))
    return open_with_words(officer, words)


def keep_open(session: SessionBase, opened: OpenOfficer) -> None:
    """Keep ``opened`` in the session of staff until that ends or ``shut`` is called."""
    sealed = seal(opened.private.raw, _session_key(session), _BOUND_TO_SESSION)
    session[IN_SESSION] = [opened.officer.pk, base64.b64encode(sealed).decode()]


def opened_in(session: SessionBase, staff: Staff) -> OpenOfficer | None:
    """Return the officer that ``staff`` opened in this session; None when nothing is open, or the keys are others by now."""
    kept = session.get(IN_SESSION)
    if not kept:
        return None
    officer = Officer.objects.filter(staff=staff, pk=kept[0]).first()
    if officer is None:
        return None
    try:
        raw = unseal(base64.b64decode(kept[1]), _session_key(session), _BOUND_TO_SESSION)
    except (Unreadable, ValueError, binascii.Error):
        return None
    return OpenOfficer(officer, Key(raw))


def shut(session: SessionBase) -> None:
    """Forget what is open in the session."""
    session.pop(IN_SESSION, None)


def _session_key(session: SessionBase) -> Key:
    """Return a key made of the session's own, which the database knows by its fingerprint only (accounts/domain/sessions.py)."""
    told = (session.session_key or "").encode()
    return Key(hashlib.blake2b(told, digest_size=32, person=b"counsel.session").digest())


def _binding(public: Raw) -> bytes:
    return b"officer|" + bytes(public).hex().encode()
