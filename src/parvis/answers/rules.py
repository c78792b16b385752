"""The life of a note as one table, and the arithmetic of promises. Pure: no clock, no database.

What is not in ``TABLE`` cannot happen. An open state has a day (``due_on``); when it is over, ``on_time`` says what the note becomes. So
every path ends: each row leads to an end, or to an open state with a day of its own, and rounds of questions are counted.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

from parvis.answers.enums import OPEN, Act, State, Who
from parvis.core.domain.few import FEW

ONE_DAY = datetime.timedelta(days=1)
#: Within how many days a recruiter may promise to answer.
SOONEST, LATEST = 2, 30
#: Days that a visitor has where it is their turn.
TURN = 14
#: Days for which somebody may say who they are.
REVEAL_DAYS = (7, 14, 30)
#: Days after its end that a note can be read; then its key is destroyed and the row goes.
KEPT = 30
#: How often a recruiter may ask one visitor something.
MOST_QUESTIONS = 3
#: How many notes may wait for one contract, at most and unless said otherwise.
MOST_WAITING, USUAL_WAITING = 50, 10
#: After so many silences an offer takes no more notes: for PAUSE days at least, and then until its recruiter promises anew.
SILENCES, PAUSE = 2, 30
#: Fewer promises than this give no rate.
SHOWN_FROM = FEW
#: Longest texts, in characters, and to how many bytes every message is filled up.
LONGEST_NOTE, LONGEST_LANGUAGES, LONGEST_WHEN, LONGEST_TEXT = 600, 120, 200, 1000
LONGEST_NAME, LONGEST_CONTACT = 80, 120
PADDED = 8192

S, A = State, Act

#: (where it stands, what happens) → where it stands then.
TABLE: Mapping[tuple[State, Act], State] = {
    (S.WAITING, A.INVITE): S.INVITED,
    (S.WAITING, A.ASK): S.ASKED,
    (S.WAITING, A.DECLINE): S.ANSWERED,
    (S.WAITING, A.TIME): S.SILENT,
    (S.WAITING, A.TIME_GONE): S.GONE,
    (S.ASKED, A.REPLY): S.WAITING,
    (S.ASKED, A.TIME): S.EXPIRED,
    (S.ASKED, A.TIME_GONE): S.EXPIRED,
    (S.INVITED, A.SIGN): S.SIGNED,
    (S.INVITED, A.TIME): S.EXPIRED,
    (S.INVITED, A.TIME_GONE): S.EXPIRED,
    (S.SIGNED, A.ACCEPT): S.MEETING,
    (S.SIGNED, A.DECLINE): S.ANSWERED,
    (S.SIGNED, A.REVOKE): S.ANSWERED,
    (S.SIGNED, A.TIME): S.SILENT,
    (S.SIGNED, A.TIME_GONE): S.GONE,
    (S.MEETING, A.REVOKE): S.ANSWERED,
    (S.MEETING, A.TIME): S.ANSWERED,
    (S.MEETING, A.TIME_GONE): S.ANSWERED,
    **{(state, A.WITHDRAW): S.WITHDRAWN for state in OPEN},
    **{(state, A.LOSE): S.LOST for state in OPEN},
}

#: Who can do what.
BY: Mapping[Act, Who] = {
    A.REPLY: Who.VISITOR,
    A.SIGN: Who.VISITOR,
    A.REVOKE: Who.VISITOR,
    A.WITHDRAW: Who.VISITOR,
    A.INVITE: Who.RECRUITER,
    A.ASK: Who.RECRUITER,
    A.DECLINE: Who.RECRUITER,
    A.ACCEPT: Who.RECRUITER,
    A.TIME: Who.NOBODY,
    A.TIME_GONE: Who.NOBODY,
    A.LOSE: Who.NOBODY,
}


def after(state: State, act: Act, questions: int = 0) -> State | None:
    """Return where a note in ``state`` stands after ``act``, None when that cannot happen. ``questions`` were asked so far."""
    if act == A.ASK and questions >= MOST_QUESTIONS:
        return None
    return TABLE.get((state, act))


def acts_of(state: State, who: Who, questions: int = 0) -> tuple[Act, ...]:
    """Return what ``who`` can do now, in the order of ``Act``."""
    return tuple(act for act in Act if BY[act] == who and after(state, act, questions) is not None)


def due_after(state: State, today: datetime.date, days: int, reveal_days: int = 0) -> datetime.date | None:
    """Return the last day of an open ``state`` that is entered ``today``, None for an end.

    ``days`` are those promised when the note was sent. The recruiter has them whole: the day itself does not count.
    """
    lasts = {S.WAITING: days, S.SIGNED: days, S.ASKED: TURN, S.INVITED: TURN, S.MEETING: reveal_days}
    return today + lasts[state] * ONE_DAY if state in lasts else None


def on_time(state: State, *, is_gone: bool) -> State:
    """Return what an open ``state`` becomes when its day is over; ``is_gone``: the offer was gone by that day."""
    return TABLE[state, A.TIME_GONE if is_gone else A.TIME]


def opens_on(closed_on: datetime.date) -> datetime.date:
    """Return the first day on which the recruiter of an offer that closed on ``closed_on`` may promise anew."""
    return closed_on + PAUSE * ONE_DAY


def first_of_month(day: datetime.date) -> datetime.date:
    """Return the first day of the month of ``day``."""
    return day.replace(day=1)


@dataclass(frozen=True)
class Rate:
    """Of ``counted`` promises ``kept`` were kept; ``low`` and ``high`` bound the true share, 95 in 100 times (Wilson)."""

    kept: int
    counted: int
    low: float
    high: float

    @property
    def percent(self) -> int:
        """Return the share in percent, rounded down: 100 only when all were kept."""
        return self.kept * 100 // self.counted

    @property
    def low_percent(self) -> int:
        """Return the lower bound in percent, rounded down."""
        return math.floor(self.low * 100)

    @property
    def high_percent(self) -> int:
        """Return the upper bound in percent, rounded up."""
        return math.ceil(self.high * 100)


_Z = 1.959963984540054  # the normal distribution's 97.5 %


def rate_of(kept: int, counted: int) -> Rate | None:
    """Return the rate with Wilson's interval (E. B. Wilson, JASA 22, 1927), None under SHOWN_FROM."""
    if counted < SHOWN_FROM:
        return None
    share, squared = kept / counted, _Z**2
    middle = (share + squared / (2 * counted)) / (1 + squared / counted)
    half = _Z / (1 + squared / counted) * math.sqrt(share * (1 - share) / counted + squared / (4 * counted**2))
    return Rate(kept, counted, max(0.0, middle - half), min(1.0, middle + half))


def haste(today: int, most: int) -> int:
    """Return how hasty notes to a contract come when ``today`` of them were sent since midnight and ``most`` may wait.

    0 is calm, up to a fifth of what may wait and two at least; then one more each time it doubles, 5 at most.
    """
    calm = max(most // 5, 2)
    return min((today // calm).bit_length(), 5)
