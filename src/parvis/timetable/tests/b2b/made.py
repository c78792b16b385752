"""Small events, their best schedules by trying everything, and their files."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

from parvis.timetable.domain.b2b.event import DIFFERENCE, Event, Schedule


@st.composite
def events(draw: st.DrawFn) -> Event:
    participants, slots = draw(st.integers(2, 5)), draw(st.integers(1, 5))
    pairs = st.sampled_from(list(itertools.combinations(range(participants), 2)))
    meetings = tuple(draw(st.lists(pairs, max_size=5)))
    numbers = range(len(meetings))
    some = st.frozensets(st.integers(0, slots - 1), max_size=1)
    before = [
        draw(st.frozensets(st.sampled_from(numbers[:number]), max_size=1))
        if number and draw(st.booleans())
        else frozenset()
        for number in numbers
    ]
    return Event(
        participants=participants,
        tables=draw(st.integers(1, 3)),
        slots=slots,
        morning=draw(st.integers(0, slots)),
        meetings=meetings,
        halves=tuple(draw(st.sampled_from((1, 2, 3, 3, 3, 3))) for _ in numbers),
        forbidden=tuple(draw(some) for _ in range(participants)),
        fixed=tuple(draw(st.sampled_from((None, None, None, *range(slots)))) for _ in numbers),
        before=tuple(before),
    )


def keeps_every_rule(event: Event, schedule: Schedule) -> bool:
    for number, (slot, half) in enumerate(zip(schedule, event.halves, strict=True)):
        if (half == 1 and slot >= event.morning) or (half == 2 and slot < event.morning):
            return False
        if event.fixed[number] not in {None, slot} or any(schedule[other] >= slot for other in event.before[number]):
            return False
        if any(slot in event.forbidden[person] for person in event.meetings[number]):
            return False
    for slot in range(event.slots):
        there = [person for pair, then in zip(event.meetings, schedule, strict=True) if then == slot for person in pair]
        if len(there) > len(set(there)) or len(there) > 2 * event.tables:
            return False
    breaks = breaks_of(event, schedule)
    return max(breaks) - min(breaks) <= DIFFERENCE


def breaks_of(event: Event, schedule: Schedule) -> list[int]:
    """Return the breaks of each participant, read from a day written as letters."""
    found = []
    for person in range(event.participants):
        busy = {slot for pair, slot in zip(event.meetings, schedule, strict=True) if person in pair}
        day = "".join("x" if slot in busy else " " for slot in range(event.slots))
        found.append(max(0, len(day.split()) - 1))
    return found


def least_breaks(event: Event) -> int | None:
    """Return the fewest breaks of a schedule, None when there is none."""
    every = itertools.product(range(event.slots), repeat=len(event.meetings))
    return min((sum(breaks_of(event, one)) for one in every if keeps_every_rule(event, one)), default=None)


def written(event: Event) -> str:
    def sets(values: tuple[frozenset[int], ...], empty: str) -> str:
        return ",\n".join("{" + (",".join(str(one + 1) for one in sorted(each)) or empty) + "}" for each in values)

    requested = "".join(
        f"|{one + 1}, {other + 1},{half}, \n" for (one, other), half in zip(event.meetings, event.halves, strict=True)
    )
    fixed = ",".join(str(0 if slot is None else slot + 1) for slot in event.fixed)
    return f"""
nBusiness = {event.participants}; % who takes part
nMeetings = {len(event.meetings)};
nTables = {event.tables};
nTotalSlots = {event.slots};
nMorningSlots = {event.morning};
requested = [{requested or "|"}|];
forbidden = [{sets(event.forbidden, "0")}];
fixed = [{fixed}];
precedences = [{sets(event.before, "")}];
"""
