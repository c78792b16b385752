"""Who can help now: a card a desk, from its hours, the plan and what it says itself. No partner, no person is told.

What a card says, the first that holds: the desk is closed; a chair says that it is free, in a talk, back at a time; somebody
is planned; nobody is planned, and when somebody is next, if it is known; the desk is open and keeps no rota.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from parvis.core.languages import is_same_language
from parvis.network.domain.hours import ONE_DAY, next_opening
from parvis.network.models import Desk, House
from parvis.rota.domain.helping import AHEAD, helping, spoken
from parvis.rota.domain.intervals import Interval
from parvis.rota.domain.occurring import Occurrence, languages_of, rota_of
from parvis.rota.domain.opening import Hours, hours_of
from parvis.rota.domain.standing import standings_now
from parvis.rota.models import Standing
from parvis.rota.rules import half_ends

UTC = datetime.UTC


class CardState(StrEnum):
    """What a card says; the values are classes of the stylesheet too. In the order in which they help."""

    FREE = "free"
    HERE = "here"
    OPEN = "open"
    TALKING = "talking"
    BACK = "back"
    AWAY = "away"
    CLOSED = "closed"


@dataclass(frozen=True)
class Chair:
    """What one chair says, or what the plan says of those that say nothing (HERE); ``until`` when it is back or goes."""

    state: CardState
    languages: tuple[str, ...]
    until: datetime.datetime | None = None
    people: int = 1


@dataclass(frozen=True)
class Card:
    """A desk now. ``next`` is when somebody is next there (CLOSED and AWAY); ``opens`` when it opens, where no rota says it."""

    desk: Desk
    state: CardState
    chairs: tuple[Chair, ...] = ()
    next: Interval | None = None
    opens: datetime.datetime | None = None
    until: datetime.datetime | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Return what is spoken there now; where the desk keeps no rota, what it says it speaks."""
        if self.state == CardState.OPEN:
            return tuple(self.desk.languages)
        return tuple(dict.fromkeys(language for chair in self.chairs for language in chair.languages))


@dataclass(frozen=True)
class Tongue:
    """A language of the rota and its next times: (the desk's question as kept, from, to)."""

    code: str
    times: tuple[tuple[Desk, Interval], ...]


@dataclass(frozen=True)
class Board:
    """All desks of a house at ``now``; it says the same until ``until`` unless a desk or the plan changes."""

    house: House
    zone: ZoneInfo
    now: datetime.datetime
    until: datetime.datetime
    cards: tuple[Card, ...]
    helping: list[Occurrence]
    hours: Hours

    @property
    def is_kept(self) -> bool:
        """Say whether anything is planned in the next weeks, or a desk says something."""
        return bool(self.helping) or any(card.chairs for card in self.cards)

    @property
    def number_helping(self) -> int:
        """Return how many desks can help now."""
        return sum(card.state in {CardState.FREE, CardState.HERE, CardState.TALKING} for card in self.cards)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages planned in the next weeks, those of the house first."""
        planned = languages_of(self.helping)
        own = [each for each in self.house.languages if any(is_same_language(each, one) for one in planned)]
        return tuple(dict.fromkeys([*own, *planned]))

    def tongue(self, language: str, most: int = 6) -> Tongue:
        """Return the next times at which ``language`` is spoken."""
        times = spoken(self.helping, self.hours, language, self.now)[:most]
        return Tongue(language, tuple((each.desk, (each.begins, each.ends)) for each in times))

    def others(self) -> tuple[Tongue, ...]:
        """Return the next time of each language but the one of the house's name."""
        codes = [each for each in self.languages if not is_same_language(each, self.house.name_language)]
        return tuple(found for code in codes if (found := self.tongue(code, 1)).times)


def board_of(house: House, now: datetime.datetime, hours: Hours | None = None) -> Board:
    """Return the board of ``house`` at ``now``: four questions, and four more for the hours when they are not given."""
    hours = hours or hours_of(house)
    today = now.astimezone(hours.schedule.zone).date()
    first, last = today - ONE_DAY, today + AHEAD * ONE_DAY
    rota = rota_of(house, first, last)
    found = helping(rota, hours, first, last)
    planned = {shift.desk_id for shift in rota.shifts}  # over or away too: no rota for later is not no rota
    said = standings_now(house, now)
    cards = tuple(
        _card(
            desk,
            [each for each in found if each.desk == desk.pk and each.ends > now],
            [each for each in said if each.desk_id == desk.pk],
            hours,
            now,
            has_rota=desk.pk in planned,
        )
        for desk in sorted(hours.desks.values(), key=lambda one: (one.order, one.key))
    )
    return Board(hours.house, hours.schedule.zone, now, _until(found, said, hours, now), cards, found, hours)


def _card(
    desk: Desk,
    ahead: list[Occurrence],
    said: list[Standing],
    hours: Hours,
    now: datetime.datetime,
    *,
    has_rota: bool,
) -> Card:
    span = _open_span(desk, hours, now)
    here = [each for each in ahead if each.begins <= now]
    later = next((each.interval for each in ahead if each.begins > now), None)
    if hours.is_known(desk.pk) and span is None:
        opens = None if later else next_opening(hours.of_desk(desk.pk), now, AHEAD)
        return Card(desk, CardState.CLOSED, next=later, opens=opens)
    chairs = [*_saying(said, now, hours.schedule.zone), *_planned(here, len(said))]
    if chairs:
        order = list(CardState)
        chairs.sort(key=lambda chair: (order.index(chair.state), chair.until or now))
        return Card(desk, chairs[0].state, tuple(chairs))
    if has_rota:
        return Card(desk, CardState.AWAY, next=later)
    return Card(desk, CardState.OPEN, until=span[1] if span else None)


def _open_span(desk: Desk, hours: Hours, now: datetime.datetime) -> Interval | None:
    today = now.astimezone(hours.schedule.zone).date()
    return next((span for span in hours.spans(desk.pk, today, today + ONE_DAY) if span[0] <= now < span[1]), None)


def _saying(said: Iterable[Standing], now: datetime.datetime, zone: ZoneInfo) -> list[Chair]:
    day = now.astimezone(zone).date()
    return [
        Chair(
            CardState(each.state),
            tuple(each.languages),
            datetime.datetime.combine(day, each.back_at, zone).astimezone(UTC) if each.back_at else None,
        )
        for each in said
    ]


def _planned(here: list[Occurrence], saying: int) -> list[Chair]:
    """Return the people that are planned beyond the chairs that say something, as one chair."""
    people = sum(each.people for each in here) - saying
    if people <= 0:
        return []
    return [Chair(CardState.HERE, languages_of(here), max(each.ends for each in here), people)]


def _until(found: list[Occurrence], said: list[Standing], hours: Hours, now: datetime.datetime) -> datetime.datetime:
    """Return the next moment at which time alone changes the board."""
    local = now.astimezone(hours.schedule.zone)
    midnight = datetime.datetime.combine(local.date() + ONE_DAY, datetime.time(), hours.schedule.zone)
    edges = [midnight.astimezone(UTC)]
    if said:
        edges.append(half_ends(local).astimezone(UTC))
    edges += [
        datetime.datetime.combine(local.date(), each.back_at, hours.schedule.zone).astimezone(UTC)
        for each in said
        if each.back_at
    ]
    edges += [moment for each in found for moment in each.interval]
    for desk in hours.desks:
        edges += [moment for span in hours.spans(desk, local.date(), local.date() + ONE_DAY) for moment in span]
    return min((moment for moment in edges if moment > now), default=now + ONE_DAY)
