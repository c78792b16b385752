"""The cards of a board for readers who ask every few seconds: made once a house and language, kept until something changes.

Asking costs one question, for two revisions by their key. The ETag is of what the cards say, so that processes agree on it
and a change that a reader cannot see costs that reader nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from parvis import __version__
from parvis.core.models import Revision
from parvis.rota.domain.revising import revision_name

#: Houses in their languages whose cards a process keeps; those made longest ago go first.
MOST_KEPT = 256


@dataclass(frozen=True)
class Live:
    """Finished cards: they stand for these revisions until ``until``."""

    revisions: tuple[tuple[str, int], ...]
    until: datetime.datetime
    body: bytes
    etag: str


Made = tuple[str, datetime.datetime]  #: the cards as HTML, and until when they hold by themselves

_kept: OrderedDict[tuple[str, str], Live] = OrderedDict()
_lock = threading.Lock()


def live_cards(slug: str, language: str, now: datetime.datetime, make: Callable[[], Made]) -> Live:
    """Return the cards of the house ``slug`` in ``language``; ``make`` writes them when none that hold are kept."""
    rows = Revision.objects.filter(room__in=("network", revision_name(slug))).order_by("room")
    revisions = tuple(rows.values_list("room", "number"))
    with _lock:
        found = _kept.get((slug, language))
    if found is not None and found.revisions == revisions and now < found.until:
        return found
    html, until = make()
    body = html.encode()
    etag = hashlib.sha256(repr((__version__, body)).encode()).hexdigest()[:20]
    made = Live(revisions, until, body, f'"{etag}"')
    with _lock:
        _kept[slug, language] = made
        _kept.move_to_end((slug, language))
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Let go of everything kept."""
    with _lock:
        _kept.clear()
