"""A week as a timetable and a month as a calendar: where each session stands. Those at one time stand side by side."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.agenda.domain.showing import Day, Line, every_day
from parvis.network.domain.saying import say_time, say_weekday

#: Sessions side by side; when more meet, they stand one below the other in the time they take together.
LANES = 3
#: Sessions side by side over the whole week before words get too narrow to read; beyond, two at most stand so.
WIDE = 14
#: Sessions that a day of a month names.
NAMED = 5
_QUARTER = 15
_MIDNIGHT = 96  # quarters of an hour


@dataclass(frozen=True)
class Slot:
    """A place in a day, from ``first`` to ``last`` in quarters of an hour since midnight, the ``lane``-th of ``lanes``."""

    lines: tuple[Line, ...]
    first: int
    last: int
    lane: int = 1
    lanes: int = 1

    @property
    def place(self) -> str:
        """Return the classes of the stylesheet (week.css) that put it there."""
        (hour, quarter), (to, rest) = divmod(self.first, 4), divmod(self.last, 4)
        return f"at-{hour} q-{quarter} to-{to} tq-{rest} of-{self.lanes} lane-{self.lane}"


@dataclass(frozen=True)
class Column:
    """A day of the week with its slots, earliest first."""

    day: Day
    slots: tuple[Slot, ...]

    @property
    def lanes(self) -> int:
        """Return how many sessions stand side by side at most; those that stand one below the other are as wide as two."""
        return max((max(slot.lanes, min(len(slot.lines), 2)) for slot in self.slots), default=0)


@dataclass(frozen=True)
class Timetable:
    """The days of a week, and the hours between which anything takes place, each with its words."""

    columns: tuple[Column, ...]
    hours: tuple[tuple[int, str], ...]

    @property
    def frame(self) -> str:
        """Return the classes of the stylesheet that say which hours are drawn, and how wide each day is."""
        if not self.hours:
            return ""
        widths = " ".join(f"c{number}-{column.lanes}" for number, column in enumerate(self.columns, 1))
        return f"first-{self.hours[0][0]} hours-{len(self.hours)} {widths}"


@dataclass(frozen=True)
class Square:
    """A day in a month; ``more`` is how many sessions it does not name. Another month's day names none."""

    day: Day
    is_inside: bool
    lines: tuple[Line, ...]
    more: int


def _span(line: Line) -> tuple[int, int]:
    """Return the quarters that ``line`` takes on its first day: half an hour at least, to be read."""
    starts, ends = line.starts, line.ends
    first = min((starts.hour * 60 + starts.minute) // _QUARTER, _MIDNIGHT - 2)
    is_later = ends.date() > starts.date()
    last = _MIDNIGHT if is_later else -(-(ends.hour * 60 + ends.minute) // _QUARTER)
    return first, max(last, first + 2)


def timetable_of(monday: datetime.date, lines: Iterable[Line], language: str) -> Timetable:
    """Return the week from ``monday``. What goes on past midnight is drawn to the end of the hours that others take."""
    days = every_day(monday, 7, lines, language)
    spans = [_span(line) for day in days for line in day.lines]
    begins = min((first // 4 for first, _last in spans), default=0)
    until = max((-(-last // 4) for _first, last in spans if last < _MIDNIGHT), default=0)
    until = max([until, *(first // 4 + 1 for first, _last in spans)])
    hours = tuple((hour, say_time(datetime.time(hour), language)) for hour in range(begins, until))
    columns = tuple(Column(day, slots_of(day.lines, until * 4)) for day in days)
    if sum(column.lanes for column in columns) > WIDE:
        columns = tuple(Column(day, slots_of(day.lines, until * 4, lanes=2)) for day in days)
    return Timetable(columns, hours)


def slots_of(lines: Iterable[Line], end: int, lanes: int = LANES) -> tuple[Slot, ...]:
    """Return the slots of a day's ``lines``, drawn to the quarter ``end`` at most: up to ``lanes`` that meet share the width."""
    found: list[Slot] = []
    group: list[Slot] = []
    for line in sorted(lines, key=lambda line: (line.starts, line.code)):
        first, last = _span(line)
        slot = Slot((line,), first, min(last, end))
        if group and slot.first >= max(each.last for each in group):
            found += _side_by_side(group, lanes)
            group = []
        group.append(slot)
    return (*found, *_side_by_side(group, lanes))


def _side_by_side(group: list[Slot], most: int) -> list[Slot]:
    lanes: list[int] = []  # until when each is taken
    places: list[int] = []
    for slot in group:
        lane = next((place for place, until in enumerate(lanes) if until <= slot.first), len(lanes))
        lanes[lane : lane + 1] = [slot.last]
        places.append(lane + 1)
    if len(lanes) > most:
        lines = tuple(line for slot in group for line in slot.lines)
        return [Slot(lines, group[0].first, max(slot.last for slot in group))]
    return [Slot(slot.lines, slot.first, slot.last, lane, len(lanes)) for slot, lane in zip(group, places, strict=True)]


def month_of(first: datetime.date, weeks: int, lines: Iterable[Line], language: str) -> list[list[Square]]:
    """Return the ``weeks`` of the month that begins on ``first``, from Monday to Sunday."""
    monday = first - datetime.timedelta(days=first.weekday())
    squares = [
        Square(day, is_inside, day.lines[:NAMED], max(0, len(day.lines) - NAMED))
        if (is_inside := day.day.month == first.month)
        else Square(day, is_inside, (), 0)
        for day in every_day(monday, weeks * 7, lines, language)
    ]
    return [squares[place : place + 7] for place in range(0, len(squares), 7)]


def weekdays(language: str) -> list[str]:
    """Return the names of the days, Monday first."""
    return [say_weekday(day, language) for day in range(1, 8)]
