"""A made market of recruiters and people who write to them, day by day, with the promise to answer and without. A model, not a measurement.

What is assumed stands in ``World`` and is printed with the result. Both markets have the same recruiters, the same people and the same
luck (one seed); only the rules differ. Without the promise a note can be answered on any day or never, nobody says when it is over, and
people give up waiting after ``patience`` days. With it a recruiter knows the day, is reminded, sees the own rate, and an offer closes after two silences for a pause;
people see the days promised, the rate (from 11 on, of months that are over), and what is closed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from parvis.answers.rules import PAUSE, SILENCES, first_of_month, rate_of

START = date(2026, 1, 1)


@dataclass(frozen=True)
class World:
    """What is assumed. ``diligence``: mean chance that a recruiter ever answers a note by itself, spread as a beta distribution.

    ``reminded``: what part of the notes otherwise forgotten the reminder saves. ``shame``: what part of the rest a recruiter answers
    because closing or a low rate would be seen. ``reads_rate``: part of people who look at rates. ``joins``: part of recruiters who promise at all;
    those who answer more join more readily by ``selection`` (0: all alike). ``returns``: part of recruiters who promise anew each time that the pause after
    two silences is over (0: an offer closes for ever, unless its house opens it). ``patience``: days until a person counts silence as a no.
    """

    recruiters: int = 200
    people_a_day: int = 40
    days: int = 365
    diligence: float = 0.45
    spread: float = 2.0
    mean_days: float = 9.0
    promised: int = 7
    reminded: float = 0.25
    shame: float = 0.25
    reads_rate: float = 0.5
    joins: float = 0.6
    selection: float = 0.0
    most: int = 10
    returns: float = 0.8
    patience: int = 30


@dataclass
class Recruiter:
    """One offer and whoever answers about it."""

    answers: float
    has_promise: bool
    silences: int = 0
    returns: bool = True
    opens_on: int = 0
    waiting: list[tuple[int, int, int | None]] = field(default_factory=list)  #: (day sent, last day, day of the answer)
    tally: dict[date, list[int]] = field(default_factory=dict)  #: month → [kept, counted]
    shown: float | None = None

    def is_open(self, most: int) -> bool:
        """Say whether it takes a note."""
        return self.silences < SILENCES and len(self.waiting) < most

    def promise_anew(self, day: int) -> None:
        """Take notes again when the pause is over, if whoever answers wants to."""
        if self.returns and self.silences >= SILENCES and day >= self.opens_on:
            self.silences = 0

    def look_back(self, day: int) -> None:
        """Show from ``day``, the first of a month, the rate of all months that are over."""
        rows = [counts for month, counts in self.tally.items() if month < START + timedelta(days=day)]
        found = rate_of(sum(kept for kept, _ in rows), sum(counted for _, counted in rows))
        self.shown = found.kept / found.counted if found else None


@dataclass
class Sums:
    """What became of the notes."""

    sent: int = 0
    answered: int = 0
    silent: int = 0
    days_to_know: int = 0
    turned_away: int = 0
    closed: int = 0

    def shown(self) -> dict[str, float]:
        """Return what the table shows."""
        ended = max(self.answered + self.silent, 1)
        return {
            "notes": self.sent,
            "answered": self.answered / ended,
            "in silence": self.silent / ended,
            "days until the end is known": self.days_to_know / ended,
            "turned away": self.turned_away,
            "offers closed": self.closed,
        }


def simulate(world: World, seed: int, *, with_promise: bool) -> Sums:
    """Return what becomes of a year of notes."""
    luck = random.Random(seed)
    recruiters = [_recruiter(world, luck, with_promise=with_promise) for _ in range(world.recruiters)]
    sums = Sums()
    for day in range(world.days):
        _time(recruiters, day, sums)
        for _ in range(world.people_a_day):
            chosen = _choose(world, recruiters, random.Random(luck.random()))
            fate = random.Random(luck.random())
            if chosen is None:
                sums.turned_away += 1
            else:
                _send(world, chosen, day, fate, sums)
    for day in range(world.days, world.days + world.promised + 2):
        _time(recruiters, day, sums)
    return sums


def _recruiter(world: World, luck: random.Random, *, with_promise: bool) -> Recruiter:
    share = world.diligence
    answers = luck.betavariate(share * world.spread, (1 - share) * world.spread)
    joins = min(max(world.joins + world.selection * (answers - share), 0.0), 1.0)
    has_promise = luck.random() < joins and with_promise
    return Recruiter(answers, has_promise, returns=luck.random() < world.returns)


def _choose(world: World, recruiters: list[Recruiter], luck: random.Random) -> Recruiter | None:
    """Return whom a person writes to: the best shown of three offers that suit, None when all three are closed or full."""
    three = [each for each in luck.sample(recruiters, 3) if not each.has_promise or each.is_open(world.most)]
    if not three or luck.random() >= world.reads_rate:
        return three[0] if three else None
    return max(three, key=lambda each: (each.has_promise, 0.5 if each.shown is None else each.shown))


def _send(world: World, chosen: Recruiter, day: int, luck: random.Random, sums: Sums) -> None:
    """Decide what becomes of one note, from draws that are the same in both markets."""
    by_itself, takes = luck.random() < chosen.answers, 1 + int(luck.expovariate(1 / world.mean_days))
    saved, ashamed = luck.random() < world.reminded, luck.random() < world.shame
    sums.sent += 1
    if not chosen.has_promise:
        is_answered = by_itself and takes <= world.patience
        sums.answered += is_answered
        sums.silent += not is_answered
        sums.days_to_know += takes if is_answered else world.patience
        return
    in_time = by_itself and takes <= world.promised
    when = takes if in_time else world.promised if saved or ashamed else None
    chosen.waiting.append((day, day + world.promised, None if when is None else day + when))


def _time(recruiters: list[Recruiter], day: int, sums: Sums) -> None:
    """Let the answers of today come, and the days that were promised be over."""
    is_first = (START + timedelta(days=day)).day == 1
    for each in recruiters:
        each.promise_anew(day)
        if is_first:
            each.look_back(day)
        left = []
        for sent, due, answer in each.waiting:
            if answer is not None and answer <= day:
                _count(each, day, sums, is_kept=True)
                sums.days_to_know += answer - sent
            elif day > due:
                _count(each, day, sums, is_kept=False)
                sums.days_to_know += day - sent
            else:
                left.append((sent, due, answer))
        each.waiting = left


def _count(each: Recruiter, day: int, sums: Sums, *, is_kept: bool) -> None:
    counts = each.tally.setdefault(first_of_month(START + timedelta(days=day)), [0, 0])
    counts[0] += is_kept
    counts[1] += 1
    sums.answered += is_kept
    sums.silent += not is_kept
    if not is_kept:
        each.silences += 1
        if each.silences == SILENCES:
            sums.closed += 1
            each.opens_on = day + PAUSE
