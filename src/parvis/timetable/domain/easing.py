"""The second stage: the same value with the fewest waiting slots, then the shortest walks, by many small changes."""

from __future__ import annotations

import random

from parvis.timetable.domain.diary import GAP, Diary
from parvis.timetable.domain.exchanging import Exchange
from parvis.timetable.domain.instant import Meetings
from parvis.timetable.domain.linear import Clock
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.retiming import retime
from parvis.timetable.domain.rotating import rotate

ROUNDS = 8  # over everybody, while it helps
SHAKES, PATIENCE = 400, 60  # rounds in which those who wait may push others; how many in vain
ENOUGH = 0.005  # of all walks: a round that saves less is the last
_AT_ONCE, _SELDOM = 20, 10


def eased(market: Market, meetings: Meetings, seed: int, clock: Clock) -> Meetings:
    """Return ``meetings`` at other times and, at no loss of value, at other tables."""
    easing = _Easing(Diary(market, meetings), seed, clock)
    easing.settle()
    easing.shake()
    easing.shorten()
    easing.settle()
    return easing.diary.meetings()


class _Easing:
    def __init__(self, diary: Diary, seed: int, clock: Clock) -> None:
        self.diary = diary
        self._chance = random.Random(seed)  # noqa: S311 - a published seed, no secret  # nosec B311  a published seed, no secret
        self._clock = clock
        self._exchange = Exchange(diary)

    def settle(self) -> None:
        """Let everybody who waits find a day side by side, while that helps anybody."""
        for _round in range(ROUNDS):
            waiting = self._drawn(self.diary.waiting())
            if not sum(self._ease(seeker) > 0 for seeker in waiting):
                break

    def _ease(self, seeker: int, *, exchange: bool = True) -> float:
        if not self._clock.left or self.diary.now(seeker) < GAP:
            return 0.0
        saved = retime(self.diary, seeker)
        if not saved and exchange:
            saved = self._exchange.improve(seeker) or rotate(self.diary, seeker)
        return saved

    def shake(self) -> None:
        """Let those who still wait push others, less and less, and keep the best there was."""
        best, kept, since = self._waits(), list(self.diary.who), 0
        for number in range(SHAKES):
            waiting = self.diary.waiting()
            if not waiting or since > PATIENCE or not self._clock.left:
                break
            slack = 1.5 * GAP * (1 - number / SHAKES)
            for seeker in self._drawn(waiting)[:_AT_ONCE]:
                retime(self.diary, seeker, slack * self._chance.random())
            self.settle_some(exchange=number % _SELDOM == 0)
            since += 1
            if (now := self._waits()) < best:
                best, kept, since = now, list(self.diary.who), 0
        self.diary.reseat(list(enumerate(kept)))

    def settle_some(self, *, exchange: bool) -> None:
        """Let those who wait find a day at no loss, once; with ``exchange`` at other tables too."""
        for seeker in self._drawn(self.diary.waiting()):
            self._ease(seeker, exchange=exchange)

    def _waits(self) -> float:
        return sum(self.diary.now(seeker) for seeker in self.diary.waiting())

    def shorten(self) -> None:
        """Let everybody with a walk change tables and times, while that shortens the walks of all together."""
        for _round in range(ROUNDS):
            costs = [self.diary.now(seeker) for seeker in range(len(self.diary.days))]
            walking = [seeker for seeker, cost in enumerate(costs) if cost > 0]
            if sum(self._shorten(seeker) for seeker in self._drawn(walking)) <= ENOUGH * sum(costs):
                break

    def _shorten(self, seeker: int) -> float:
        if not self._clock.left:
            return 0.0
        return self._exchange.improve(seeker) + retime(self.diary, seeker)

    def _drawn(self, seekers: list[int]) -> list[int]:
        self._chance.shuffle(seekers)
        return seekers
