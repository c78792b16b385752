"""The desk's side of a thread: opened with the desk's key, by whoever of its officers is there; it signs as the desk."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.counsel.domain.opened import Opened, root_binding
from parvis.counsel.domain.sealing import Key, Unreadable, unseal_with
from parvis.counsel.models import DeskWrap, Thread


def open_at_desk(thread: Thread, keys: Mapping[int, Key]) -> Opened:
    """Return ``thread`` opened with one of ``keys`` (``desk_keys.keys_of``); refuse when it was sealed to none of them."""
    for wrap in DeskWrap.objects.filter(thread=thread, key__in=keys).order_by("-key__number"):
        try:
            return Opened(thread, unseal_with(keys[wrap.key_id], wrap.sealed, root_binding(thread.name)))
        except Unreadable:
            continue
    raise Refusal(
        _("Your keys do not open this thread. Its visitor can still read it; when they come back, you can too.")
    )
