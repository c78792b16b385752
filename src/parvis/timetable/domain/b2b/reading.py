"""Reading an instance: assignments of MiniZinc data (`.dzn`), as far as these files go, and what their names mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from parvis.timetable.domain.b2b.event import AFTERNOON, ANY, MORNING, Event

_TOKEN = re.compile(r"\s*(?:(?P<sign>\[\||\|\]|\.\.|[][{}(),;=|])|(?P<number>-?\d+)|(?P<name>[A-Za-z_]\w*))")
_COMMENT = re.compile(r"%[^\n]*|/\*.*?\*/", re.DOTALL)
_CLOSING = {"[": "]", "[|": "|]", "{": "}", "(": ")"}
#: More of anything than this is no event.
_MOST = 10_000


class NotAnEvent(ValueError):
    """The file is not an instance; the message is a sentence."""


def read_event(text: str) -> Event:
    """Return the event that ``text`` describes; raise NotAnEvent with a sentence otherwise."""
    try:
        said = dict(_assignments(list(_tokens(_COMMENT.sub(" ", text)))))
    except RecursionError as error:
        raise NotAnEvent("Lists are nested too deeply.") from error
    participants, slots = _count(said, "nBusiness"), _count(said, "nTotalSlots")
    rows = _rows(said, _count(said, "nMeetings"))
    event = Event(
        participants=participants,
        tables=_count(said, "nTables"),
        slots=slots,
        morning=min(slots, _count(said, "nMorningSlots")),
        meetings=tuple((row[0] - 1, row[1] - 1) for row in rows),
        halves=tuple(row[2] for row in rows),
        forbidden=_sets(said, "forbidden", participants, slots),
        fixed=tuple(None if slot == 0 else slot - 1 for slot in _fixed(said, len(rows), slots)),
        before=_sets(said, "precedences", len(rows), len(rows)),
    )
    _check(event)
    return event


def _tokens(text: str) -> Iterator[str]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            line = text.count("\n", 0, at) + 1
            message = f"Line {line} cannot be read: “{text[at : at + 20].strip()}”."
            raise NotAnEvent(message)
        at = found.end()
        yield found[found.lastgroup or 0]


def _assignments(tokens: list[str]) -> Iterator[tuple[str, Any]]:
    tokens.reverse()
    while tokens:
        name = tokens.pop()
        if not name.isidentifier() or not tokens or tokens.pop() != "=":
            message = f"“{name}” is followed by no value."
            raise NotAnEvent(message)
        yield name, _value(tokens)
        if tokens and tokens.pop() != ";":
            message = f"What {name} is does not end with “;”."
            raise NotAnEvent(message)


def _value(tokens: list[str]) -> Any:
    """Take one value from the end of ``tokens``: a number, a range, a list or set of values, rows, or the last thing in a call's brackets."""
    first = tokens.pop() if tokens else ""
    if first in _CLOSING:
        return _inside(tokens, first)
    if first.isidentifier() and tokens and tokens[-1] == "(":
        tokens.pop()
        return [None, *_inside(tokens, "(")][-1]  # array2d(1..n, 1..3, [...])
    try:
        number = int(first)
    except ValueError as error:
        message = f"“{first[:20]}” stands where a number or a list should."
        raise NotAnEvent(message) from error
    if tokens and tokens[-1] == "..":
        tokens.pop()
        last = _value(tokens)
        if not isinstance(last, int) or last - number > _MOST:
            message = f"A range from {number} cannot be read."
            raise NotAnEvent(message)
        return list(range(number, last + 1))
    return number


def _inside(tokens: list[str], opening: str) -> list[Any]:
    found: list[Any] = []
    while tokens:
        if tokens[-1] == _CLOSING[opening]:
            tokens.pop()
            return found
        if tokens[-1] in {",", "|"}:
            tokens.pop()
        else:
            found.append(_value(tokens))
    message = f"A “{opening}” is never closed."
    raise NotAnEvent(message)


def _count(said: dict[str, Any], name: str) -> int:
    value = said.get(name)
    if not isinstance(value, int) or not 0 <= value <= _MOST:
        message = f"{name} is missing, or is no number from 0 to {_MOST:,}."
        raise NotAnEvent(message)
    return value


def _numbers(said: dict[str, Any], name: str) -> list[int]:
    value = said.get(name)
    if not isinstance(value, list) or not all(isinstance(one, int) for one in value):
        message = f"{name} is missing, or is no list of numbers."
        raise NotAnEvent(message)
    return value


def _rows(said: dict[str, Any], count: int) -> list[list[int]]:
    flat = _numbers(said, "requested")
    if len(flat) != 3 * count:
        message = f"requested holds {len(flat)} numbers; {count} meetings have {3 * count}."
        raise NotAnEvent(message)
    return [flat[at : at + 3] for at in range(0, len(flat), 3)]


def _fixed(said: dict[str, Any], count: int, slots: int) -> list[int]:
    numbers = _numbers(said, "fixed") if "fixed" in said else [0] * count
    if len(numbers) != count or not all(0 <= number <= slots for number in numbers):
        message = f"fixed must hold {count} slots, each from 0 (free) to {slots}."
        raise NotAnEvent(message)
    return numbers


def _sets(said: dict[str, Any], name: str, count: int, most: int) -> tuple[frozenset[int], ...]:
    """Return ``count`` sets of numbers from 0; the files count from 1, and write 0 where a set must not be empty."""
    value = said.get(name, [[]] * count)
    is_right = isinstance(value, list) and len(value) == count
    if not is_right or not all(_is_set(one, most) for one in value):
        message = f"{name} must hold {count} sets of numbers up to {most}."
        raise NotAnEvent(message)
    return tuple(frozenset(number - 1 for number in one if number) for one in value)


def _is_set(one: Any, most: int) -> bool:
    return isinstance(one, list) and all(isinstance(number, int) and 0 <= number <= most for number in one)


def _check(event: Event) -> None:
    for number, (pair, half) in enumerate(zip(event.meetings, event.halves, strict=True), 1):
        if not all(0 <= participant < event.participants for participant in pair) or pair[0] == pair[1]:
            message = f"Meeting {number} is not of two participants."
            raise NotAnEvent(message)
        if half not in {MORNING, AFTERNOON, ANY}:
            message = f"Meeting {number} is in the half {half}; there are 1 (morning), 2 (afternoon) and 3 (any)."
            raise NotAnEvent(message)
