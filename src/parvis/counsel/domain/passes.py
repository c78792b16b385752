"""A pass: what a visitor's page carries from one button to the next, so that the phrase itself does not stand in it.

It holds the thread's root, sealed under the server's key, and is good for half an hour. It is in the visitor's page and nowhere here;
whoever copies the page of a library's computer later has nothing.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json

from parvis.core.domain.keys import server_key
from parvis.counsel.domain.opened import Opened, is_over
from parvis.counsel.domain.sealing import Key, Unreadable, seal, unseal
from parvis.counsel.models import Thread

LASTS = datetime.timedelta(minutes=30)
_BOUND_TO = b"pass"


def issue_pass(opened: Opened, now: datetime.datetime) -> str:
    """Return the text of a hidden field that opens the thread again, for LASTS."""
    told = json.dumps([opened.thread.name, opened.root.raw.hex(), int(now.timestamp())])
    return base64.urlsafe_b64encode(seal(told.encode(), _key(), _BOUND_TO)).decode()


def read_pass(field: str, now: datetime.datetime) -> Opened | None:
    """Return the thread that a pass opens; None when it is not ours, too old, or the thread is gone or over."""
    name, root = _told(field, now)
    if not name:
        return None
    thread = Thread.objects.select_related("desk__house").filter(name=name).first()
    return Opened(thread, Key(bytes.fromhex(root))) if thread and not is_over(thread, now) else None


def name_in(field: str, now: datetime.datetime) -> str:
    """Return the name of the thread that a pass is for; empty when it is not ours or too old."""
    return _told(field, now)[0]


def _told(field: str, now: datetime.datetime) -> tuple[str, str]:
    """Return name and root in a pass, both empty when it does not count."""
    try:
        told = unseal(base64.urlsafe_b64decode(field.encode()), _key(), _BOUND_TO)
    except (Unreadable, ValueError, binascii.Error):
        return "", ""
    name, root, made = json.loads(told)
    return (name, root) if made <= now.timestamp() + 60 <= made + 60 + LASTS.total_seconds() else ("", "")


def _key() -> Key:
    return Key(server_key("parvis.counsel.passes"))
