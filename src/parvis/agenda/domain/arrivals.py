"""What arrives from elsewhere as plain records: one event with its sessions, or a notice for a person."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from parvis.agenda.enums import EventState, Where

TITLE, SUMMARY, BODY, PLACE, TOWN, REFERENCE = 160, 300, 10_000, 200, 120, 200


@dataclass(frozen=True, order=True)
class Time:
    """One session: aware moments in UTC."""

    starts: datetime.datetime
    ends: datetime.datetime
    is_cancelled: bool = False

    @classmethod
    def from_plain(cls, row: Mapping[str, Any]) -> Self:
        """Read what ``Arrival.plain`` wrote."""
        moment = datetime.datetime.fromisoformat
        return cls(moment(row["starts"]), moment(row["ends"]), is_cancelled=row["is_cancelled"])


@dataclass(frozen=True)
class Arrival:
    """An event as its sender tells it; texts are cut to what the tables hold, empty means: not told.

    ``state`` and ``version`` are what stands here: an import makes drafts only, and what a house did since shows in them.
    """

    house: str
    reference: str
    kind: str
    language: str
    title: str
    body: str = ""
    where: str = Where.ROOM.value
    place: str = ""
    town: str = ""
    url: str = ""
    source: str = ""
    times: tuple[Time, ...] = ()
    state: str = EventState.DRAFT.value
    version: int = 1

    @property
    def key(self) -> str:
        """Return the name under which it is kept and put back."""
        return f"{self.house}:{self.reference}"

    def plain(self) -> dict[str, Any]:
        """Return the record as JSON can write it."""
        times = [
            {"starts": one.starts.isoformat(), "ends": one.ends.isoformat(), "is_cancelled": one.is_cancelled}
            for one in self.times
        ]
        return {**asdict(self), "times": times}

    @classmethod
    def from_plain(cls, row: Mapping[str, Any]) -> Self:
        """Read what ``plain`` wrote."""
        return cls(**{**row, "times": tuple(Time.from_plain(one) for one in row["times"])})


@dataclass(frozen=True)
class Puzzle:
    """A notice that a person has to read, with a code of why, and the name and town of whoever it is from, where known."""

    house: str
    reference: str
    text: str
    reason: str
    source: str = ""
    is_done: bool = False
    place: str = ""
    town: str = ""

    @property
    def key(self) -> str:
        """Return the name under which it is kept and put back."""
        return f"{self.house}:{self.reference}"

    def plain(self) -> dict[str, Any]:
        """Return the record as JSON can write it."""
        return asdict(self)
