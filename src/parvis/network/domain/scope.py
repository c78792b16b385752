"""What is counted: which houses and which days, as moments on the clock of each house."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q

from parvis.core.domain.periods import ONE_DAY, Period
from parvis.network.models import House, Partner


class _Window(NamedTuple):
    begins: datetime.datetime
    ends: datetime.datetime  #: exclusive
    zones: list[str]


@dataclass(frozen=True)
class Scope:
    """A house, or every house (None), and a period of its local days as it is known at ``now``."""

    period: Period
    now: datetime.datetime
    zones: tuple[str, ...]
    house: House | None = None

    @classmethod
    def of_house(cls, house: House, period: Period, now: datetime.datetime) -> Scope:
        """Return the period at ``house``."""
        return cls(period, now, (house.time_zone,), house)

    @classmethod
    def of_network(cls, period: Period, now: datetime.datetime) -> Scope:
        """Return the period at every house, each by its own clock; one question."""
        zones = House.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct()
        return cls(period, now, tuple(zones))

    def within(self, period: Period) -> Scope:
        """Return the same houses in another period."""
        return replace(self, period=period)

    @property
    def today(self) -> datetime.date:
        """Return the day it is there, the latest where it is not the same everywhere."""
        days = (self.now.astimezone(ZoneInfo(zone)).date() for zone in self.zones)
        return max(days, default=self.now.astimezone(datetime.UTC).date())

    def of_houses(self, house: str) -> Q:
        """Keep the rows of these houses; ``house`` is the path to the house."""
        return Q(**{house: self.house.pk}) if self.house else Q()

    def moments(self, field: str, house: str) -> Q:
        """Keep the rows whose moment ``field`` lies in the period on the clock of their house (``house``: the path to it).

        The whole time comes first, so that an index on the moment finds the rows; then each clock."""
        windows = self._windows()
        if not windows:
            return Q(pk__in=())
        within = Q(
            **{
                f"{field}__gte": min(each.begins for each in windows),
                f"{field}__lt": max(each.ends for each in windows),
            }
        )
        if self.house or len(windows) == 1:
            return within & self.of_houses(house)
        by_clock = Q()
        for each in windows:
            is_there = Q(**{f"{house}__time_zone__in": each.zones})
            by_clock |= is_there & Q(**{f"{field}__gte": each.begins, f"{field}__lt": each.ends})
        return within & by_clock

    def days(self, field: str, house: str) -> Q:
        """Keep the rows whose day ``field`` lies in the period."""
        return self.of_houses(house) & Q(**{f"{field}__range": (self.period.first, self.period.last)})

    def _windows(self) -> list[_Window]:
        """Return the first moment and the one after the last by time zone, zones of one clock together."""
        found: dict[tuple[datetime.datetime, datetime.datetime], list[str]] = {}
        for name in self.zones:
            window = (start_of(self.period.first, name), start_of(self.period.last + ONE_DAY, name))
            found.setdefault(window, []).append(name)
        return [_Window(begins, ends, zones) for (begins, ends), zones in found.items()]


def start_of(day: datetime.date, time_zone: str) -> datetime.datetime:
    """Return the moment at which ``day`` begins there: of two midnights the first, of one that is skipped the leap."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=ZoneInfo(time_zone)).astimezone(datetime.UTC)


def houses_tied(partner: Partner, now: datetime.datetime) -> list[House]:
    """Return the houses with which ``partner`` holds a partnership on the day it is there, by name; one question."""
    ties = partner.partnerships.select_related("house").order_by("house__name", "house__slug")
    return [tie.house for tie in ties if tie.stands(today_at(tie.house, now))]


def today_at(house: House | None, now: datetime.datetime) -> datetime.date:
    """Return the day it is at ``house``; in Greenwich for every house."""
    return now.astimezone(ZoneInfo(house.time_zone) if house else datetime.UTC).date()
