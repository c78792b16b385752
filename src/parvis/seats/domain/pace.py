"""How fast seats of a session are being taken, by all visitors together. Kept in this process's memory for a minute, nowhere else.

What was counted comes from the table, so that each process knows what all of them gave; when it was counted is not written down.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict, deque

from parvis.seats.models import Holding

WINDOW = datetime.timedelta(seconds=60)
_SECOND = datetime.timedelta(seconds=1)
_MOST_PLANS = 1000

_seen: OrderedDict[int, deque[tuple[datetime.datetime, int]]] = OrderedDict()
_lock = threading.Lock()


def codes_lately(plan: int, now: datetime.datetime) -> int:
    """Return how many codes of ``plan`` were given in the last minute, as far as this process has looked."""
    number = Holding.objects.filter(plan=plan).count()
    with _lock:
        looks = _seen.setdefault(plan, deque())
        _seen.move_to_end(plan)
        while len(_seen) > _MOST_PLANS:
            _seen.popitem(last=False)
        while looks and not now - WINDOW < looks[0][0] <= now:
            looks.popleft()
        if not looks or now - looks[-1][0] >= _SECOND:
            looks.append((now, number))
        return max(0, number - looks[0][1])


def forget() -> None:
    """Begin anew; for tests."""
    with _lock:
        _seen.clear()
