"""Numbers and words of a meeting day: its slots, what may be stated, how long what is kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parvis.meetings.enums import Need

#: Everything about a seeker goes so long after the day.
KEPT = datetime.timedelta(days=7)
#: Days for which a name may be revealed to an organisation.
REVEALED_FOR = (7, 14, 30)
MOST_SLOTS = 96
MOST_INTERVIEWERS = 20
MOST_TABLES = 2_000
MOST_MEETINGS = 12
LONGEST_TITLE = 200
#: Two digits stand in the name of a seeker, so that it is never mistaken for a ticket's, and so that there are 43,200 of them.
NUMBERS = range(10, 100)
#: Levels of the European Qualifications Framework.
LEVELS = range(1, 9)
#: What seekers state and tables want or refuse: ``<kind>:<value>``, one value a kind; a kind that is not stated is open.
KINDS = ("level", "contract", "rhythm", "start", "zone")
_INTERPRETER = "interpreter"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True)
class Slot:
    """A time of the day at which one meeting is held at each place; ``number`` from 0."""

    number: int
    starts: datetime.datetime
    ends: datetime.datetime


def slots_of(
    starts: datetime.datetime, number: int, minutes: int, pause: int, breaks: Iterable[tuple[int, int]] = ()
) -> tuple[Slot, ...]:
    """Return ``number`` slots of ``minutes`` from ``starts``, ``pause`` minutes apart.

    ``breaks`` are (slot, minutes): after that slot everybody rests so long, instead of the pause.
    """
    rests = dict(breaks)
    found: list[Slot] = []
    begins = starts
    for slot in range(number):
        ends = begins + datetime.timedelta(minutes=minutes)
        found.append(Slot(slot, begins, ends))
        begins = ends + datetime.timedelta(minutes=rests.get(slot, pause))
    return tuple(found)


def fact(kind: str, value: object) -> str:
    """Return what is stated, as wishes of tables name it: ``level:3``."""
    return f"{kind}:{value}"


def facts_of(stated: Mapping[str, object]) -> list[str]:
    """Return the facts of a row's columns, in the order of KINDS; what is None or empty is open and is no fact."""
    return [fact(kind, stated[kind]) for kind in KINDS if stated.get(kind) not in {None, ""}]


def interpreter(language: str) -> str:
    """Return the need of an interpreter of ``language`` (BCP 47)."""
    return fact(_INTERPRETER, language.lower())


def interpreted(need: str) -> str:
    """Return the language of a need of an interpreter, empty for every other need."""
    kind, _colon, language = need.partition(":")
    return language if kind == _INTERPRETER else ""


def is_need(text: str) -> bool:
    """Say whether ``text`` is a need that a seeker may have and a table may meet."""
    return text in Need.values or bool(_LANGUAGE.fullmatch(interpreted(text)))
