"""From the tables to a schedule: a place's or a desk's hours, exceptions and public holidays."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from parvis.network.domain.holiday_names import public_holidays
from parvis.network.domain.hours import HolidayName, Period, Schedule, Special
from parvis.network.models import Desk, House, OpeningException, OpeningPeriod


def _holiday_of(house: House, day: datetime.date) -> str:
    """Return the name of the public holiday that ``day`` is where ``house`` stands (in English), empty when it is none."""
    return public_holidays(house.country, house.holiday_subdivision, day.year).get(day, "")


def _closing_holidays(house: House) -> HolidayName:
    if not house.closes_on_holidays:
        return lambda _day: ""
    return lambda day: _holiday_of(house, day)


def _schedule(house: House, periods: Iterable[OpeningPeriod], exceptions: Iterable[OpeningException]) -> Schedule:
    return Schedule(
        zone=ZoneInfo(house.time_zone),
        periods=tuple(Period(row.weekday, row.opens, row.closes, row.valid_from, row.valid_until) for row in periods),
        specials=tuple(Special(row.starts_on, row.ends_on, row.opens, row.closes) for row in exceptions),
        closed_for=_closing_holidays(house),
    )


def schedule_of(house: House) -> Schedule:
    """Return the hours of ``house`` itself; fetch it with ``with_hours`` to ask the database nothing more."""
    return _schedule(
        house,
        [row for row in house.periods.all() if row.desk_id is None],
        [row for row in house.exceptions.all() if row.desk_id is None],
    )


def schedule_of_desk(house: House, desk: Desk) -> Schedule:
    """Return the hours of ``desk``: its own week, the house's where it has none; the exceptions of both."""
    own = [row for row in house.periods.all() if row.desk_id == desk.pk]
    return _schedule(
        house,
        own or [row for row in house.periods.all() if row.desk_id is None],
        [row for row in house.exceptions.all() if row.desk_id in {None, desk.pk}],
    )
