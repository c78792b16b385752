"""What tables noted without a network, merged so that neither the order nor a second sending matters.

Each table numbers its own notes; of those about one person in one slot the highest number holds. No clock is read, no table writes for
another: so there is nothing to resolve, and merging is commutative, associative and idempotent (a map of last writers, one writer a key).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from parvis.timetable.domain.day.state import Meeting


class Seen(StrEnum):
    """What a table says of somebody on its card: they met; called and did not come; the note was a slip."""

    MET = "met"
    MISSED = "missed"
    NOTHING = "nothing"


class Note(NamedTuple):
    """A line of a table: about whom, in which slot, its running number at this table, what was seen."""

    table: str
    seeker: str
    slot: int
    number: int
    seen: Seen


def merged(*logs: Iterable[Note]) -> tuple[Note, ...]:
    """Return what holds of all ``logs`` together, sorted: one note for each table, person and slot."""
    last: dict[tuple[str, str, int], Note] = {}
    for note in (note for log in logs for note in log):
        key = (note.table, note.seeker, note.slot)
        last[key] = max(last.get(key, note), note)
    return tuple(sorted(last.values()))


@dataclass(frozen=True, slots=True)
class Noted:
    """What follows from notes: who met, who was called and did not come, and meetings that cannot all be true, for a human to ask about."""

    met: tuple[Meeting, ...]
    missed: tuple[Meeting, ...]
    doubtful: tuple[Meeting, ...]


def noted(notes: Iterable[Note], known: Sequence[Meeting] = ()) -> Noted:
    """Return what ``notes`` say beside ``known`` meetings (held or promised, which are believed first): nobody in two places, a pair once.

    Who missed a call at one table and sat at another in the same slot was not missing.
    """
    notes = merged(notes)
    said = [Meeting(note.seeker, note.table, note.slot) for note in notes if note.seen is Seen.MET]
    told = set(known)
    met, doubtful = [], []
    places: set[tuple[str, int]] = set()
    pairs: set[tuple[str, str]] = set()
    for meeting in sorted(said, key=lambda each: (each not in told, each.slot, each.table, each.seeker)):
        place, pair = (meeting.seeker, meeting.slot), (meeting.seeker, meeting.table)
        if place in places or pair in pairs:
            doubtful.append(meeting)
            continue
        places.add(place)
        pairs.add(pair)
        met.append(meeting)
    missed = [Meeting(note.seeker, note.table, note.slot) for note in notes if note.seen is Seen.MISSED]
    return Noted(
        tuple(sorted(met)),
        tuple(each for each in missed if (each.seeker, each.slot) not in places),
        tuple(sorted(doubtful)),
    )
