"""Is this a schedule of the event? Told from the rules of the paper, with nothing that the solvers use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from parvis.timetable.domain.b2b.event import AFTERNOON, DIFFERENCE, MORNING, Event, Schedule


def schedule_faults(event: Event, schedule: Schedule) -> Iterator[str]:
    """Yield each rule that ``schedule`` breaks, in words; participants, meetings and slots are counted from 1 as in the files."""
    if len(schedule) != len(event.meetings):
        yield f"{len(schedule)} slots for {len(event.meetings)} meetings"
        return
    for number, slot in enumerate(schedule):
        yield from _of_meeting(event, schedule, number, slot)
    for slot, held in Counter(schedule).items():
        if held > event.tables:
            yield f"{held} meetings at {event.tables} tables in slot {slot + 1}"
    seats = Counter((person, slot) for pair, slot in zip(event.meetings, schedule, strict=True) for person in pair)
    for (person, slot), times in seats.items():
        if times > 1:
            yield f"participant {person + 1} has {times} meetings in slot {slot + 1}"
        if slot in event.forbidden[person]:
            yield f"participant {person + 1} is not there in slot {slot + 1}"
    found = counted_breaks(event, schedule)
    if found and max(found) - min(found) > DIFFERENCE:
        yield f"one participant has {max(found)} breaks and another {min(found)}"


def _of_meeting(event: Event, schedule: Schedule, number: int, slot: int) -> Iterator[str]:
    fixed, half = event.fixed[number], event.halves[number]
    if not 0 <= slot < event.slots:
        yield f"meeting {number + 1} is in slot {slot + 1} of {event.slots}"
    if fixed is not None and slot != fixed:
        yield f"meeting {number + 1} is not in its slot {fixed + 1}"
    if (half == MORNING and slot >= event.morning) or (half == AFTERNOON and slot < event.morning):
        yield f"meeting {number + 1} is in the other half of the day"
    for other in event.before[number]:
        if schedule[other] >= slot:
            yield f"meeting {number + 1} is not after meeting {other + 1}"


def counted_breaks(event: Event, schedule: Schedule) -> list[int]:
    """Return the breaks of each participant, slot by slot: a break begins where a meeting is followed by a free slot and later by a meeting."""
    found = [0] * event.participants
    for person in range(event.participants):
        busy = {slot for pair, slot in zip(event.meetings, schedule, strict=True) if person in pair}
        for slot in busy:
            if slot + 1 not in busy and any(later > slot for later in busy):
                found[person] += 1
    return found
