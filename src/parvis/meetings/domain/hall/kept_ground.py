"""Who may meet whom on a running day, kept in memory between its acts: it is the same until something is stated anew.

What is kept lies under ``MeetingDay.stated``, a number drawn by chance whenever that changes (domain/locking.py), so that no process can take what is
old for true, after a rollback neither. Whoever joined since is read and added, whoever left is left out. It is lost with the process, holds no
name, and is dropped when ``forget`` is called or MOST days lie on it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from parvis.meetings.domain.plan.composing import compose, plain_seekers
from parvis.meetings.models import MeetingDay
from parvis.timetable.domain.reading import read_problem, read_seekers

if TYPE_CHECKING:
    from parvis.timetable.domain.day.ground import Ground

#: Days kept at once by a process; at 200 tables × 3,000 seekers each takes about six megabytes.
MOST = 2
_AT_ONCE = 900

_kept: OrderedDict[int, Ground] = OrderedDict()
_lock = Lock()


def forget() -> None:
    """Forget every day."""
    with _lock:
        _kept.clear()


def ground_of_day(day: MeetingDay, seekers: Sequence[int]) -> Ground:
    """Return the ground of ``day`` with ``seekers``, all who come, in this order. Needs ``session``; call it in the transaction that read both."""
    from parvis.timetable.domain.day.ground import ground_of

    names = [str(pk) for pk in seekers]
    with _lock:
        kept = _kept.get(day.stated) if day.stated is not None else None
    if kept is None:
        ground = ground_of(read_problem(compose(day, keeps_promises=False).problem)).among(names)
    elif list(kept.seekers) == names:
        return kept
    else:
        new = [pk for pk, name in zip(seekers, names, strict=True) if name not in kept.seekers]
        for first in range(0, len(new), _AT_ONCE):
            some = plain_seekers(day, new[first : first + _AT_ONCE])
            kept = kept.joined(read_seekers(some, day.slot_count, frozenset(kept.tables)))
        ground = kept.among(names)
    if day.stated is not None:
        with _lock:
            _kept[day.stated] = ground
            _kept.move_to_end(day.stated)
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return ground
