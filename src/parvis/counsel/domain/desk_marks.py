"""The server's own mark on the key of a desk: whoever can write into the database, and has no signing key, can put no other in its place.

A visitor's words are sealed to a key only while its mark is right. Who has the signing key and the database can mark what they like.
"""

from __future__ import annotations

import logging

from django.utils.crypto import constant_time_compare

from parvis.core.domain.keys import mark_under
from parvis.counsel.models import DeskKey

_PURPOSE = "parvis.counsel.desk_key"
logger = logging.getLogger("parvis")


def key_binding(key: DeskKey) -> bytes:
    """Return what a key of a desk is: whose, which number, its public half."""
    return f"desk|{key.desk_id}|{key.number}|{bytes(key.public).hex()}".encode()


def mark_of(key: DeskKey) -> str:
    """Return the mark of ``key``, made when the key was."""
    return mark_under(_PURPOSE, key_binding(key))


def is_marked(key: DeskKey) -> bool:
    """Say whether this server made ``key``; one that it did not is told in the log, by the number of its row alone."""
    is_ours = constant_time_compare(key.mark, mark_of(key))
    if not is_ours:
        logger.error("the key %s of a desk has no mark of this server: no letter is sealed to it", key.pk)
    return is_ours
