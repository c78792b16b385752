"""Days and bounds of written counselling, as arithmetic."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from parvis.core.domain.few import FEW

ONE_DAY = datetime.timedelta(days=1)
#: Within how many working days a desk answers, as the pages say.
WORKING_DAYS = 2
#: Fewer answers than this are shown to nobody.
SHOWN_FROM = FEW
#: So long after its month every letter of it is due, whatever the holidays: it was answered in time or never will be.
SETTLED = 14 * ONE_DAY
#: Counts of answers older than this many months are removed.
MONTHS_KEPT = 24
#: The longest letter, in bytes of UTF-8, and to what multiple a letter is padded before it is sealed.
LONGEST, PADDED = 16 * 1024, 1024
#: How many letters one thread can hold.
MOST_LETTERS = 200

IsHoliday = Callable[[datetime.date], bool]


def due_on(opened_on: datetime.date, is_holiday: IsHoliday) -> datetime.date:
    """Return the last day on which a letter of ``opened_on`` is answered in time: the second working day after it.

    Working days are Monday to Friday without public holidays; the day of the letter itself does not count.
    """
    day, left = opened_on, WORKING_DAYS
    while left:
        day += ONE_DAY
        left -= is_working_day(day, is_holiday)
    return day


def keep_until(last_letter_on: datetime.date, keep_days: int) -> datetime.date:
    """Return the last day on which a thread can be read."""
    return last_letter_on + keep_days * ONE_DAY


def first_of_month(day: datetime.date) -> datetime.date:
    """Return the first day of the month of ``day``."""
    return day.replace(day=1)


def months_back(day: datetime.date, months: int) -> datetime.date:
    """Return the first day of the month that lies ``months`` before that of ``day``."""
    number = day.year * 12 + day.month - 1 - months
    return datetime.date(number // 12, number % 12 + 1, 1)


def first_of_quarter(day: datetime.date) -> datetime.date:
    """Return the first day of the quarter of a year of ``day``."""
    return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)


def settled_before(today: datetime.date) -> datetime.date:
    """Return the first month whose counts can still move: those before it have been over for SETTLED."""
    return first_of_month(today - SETTLED)


def told_share(part: int, whole: int) -> tuple[int, int] | None:
    """Return (k, n): at least k of every n of ``whole`` are ``part``, so coarsely that ten numbers at least could be meant; None of fewer than twenty.

    Who knows ``whole`` from elsewhere learns of no few: the n steps hold ten each or more, and the last is never parted from the one before it.
    """
    steps = min(10, whole // (FEW - 1))
    return (min(part * steps // whole, steps - 1), steps) if steps > 1 else None


def working_day(since: datetime.date, today: datetime.date, is_holiday: IsHoliday) -> int:
    """Return which working day after ``since`` it is ``today``: 0 on the day itself, and on days off before the first."""
    days = (since + number * ONE_DAY for number in range(1, (today - since).days + 1))
    return sum(is_working_day(day, is_holiday) for day in days)


def is_working_day(day: datetime.date, is_holiday: IsHoliday) -> bool:
    """Say whether ``day`` counts as one on which a desk answers."""
    return day.isoweekday() <= 5 and not is_holiday(day)
