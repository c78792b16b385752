"""When the desks of a house are open, as spans of moments; desks without hours of their own share the house's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from parvis.network.domain.hours import ONE_DAY, Schedule
from parvis.network.domain.schedules import schedule_of, schedule_of_desk
from parvis.network.models import Desk, House
from parvis.rota.domain.intervals import Interval

UTC = datetime.UTC


@dataclass
class Hours:
    """The hours of a house and its desks (fetched with ``with_hours`` and ``desks``); a desk's are read once."""

    house: House
    schedule: Schedule = field(init=False)
    desks: dict[int, Desk] = field(init=False)
    _by_desk: dict[int, Schedule] = field(init=False, default_factory=dict)
    _spans: dict[object, list[Interval]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.schedule = schedule_of(self.house)
        self.desks = {desk.pk: desk for desk in self.house.desks.all()}
        for desk in self.desks.values():
            own = schedule_of_desk(self.house, desk)
            is_the_house = (own.periods, own.specials) == (self.schedule.periods, self.schedule.specials)
            self._by_desk[desk.pk] = self.schedule if is_the_house else own

    def of_desk(self, desk: int) -> Schedule:
        """Return the hours of a desk, those of the house for one that is not there."""
        return self._by_desk.get(desk, self.schedule)

    def is_known(self, desk: int) -> bool:
        """Say whether anything is known of a desk's hours."""
        return self.of_desk(desk).is_known

    def spans(self, desk: int, first: datetime.date, last: datetime.date) -> list[Interval]:
        """Return when a desk is open from the night before ``first`` to ``last``."""
        return self._read(self.of_desk(desk), first, last)

    def house_spans(self, first: datetime.date, last: datetime.date) -> list[Interval]:
        """Return when the house is open from the night before ``first`` to ``last``."""
        return self._read(self.schedule, first, last)

    def _read(self, schedule: Schedule, first: datetime.date, last: datetime.date) -> list[Interval]:
        key = (id(schedule), first, last)
        if key not in self._spans:
            spans = schedule.spans(first - ONE_DAY, last)
            self._spans[key] = [(span.opens.astimezone(UTC), span.closes.astimezone(UTC)) for span in spans]
        return self._spans[key]


def hours_of(house: House) -> Hours:
    """Return the hours of ``house``, read anew: four questions."""
    return Hours(House.objects.with_hours().prefetch_related("desks").get(pk=house.pk))
