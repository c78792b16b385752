"""A happening (bench/meetings/happening.py) as a meeting day in the database, and its acts, timed."""

from __future__ import annotations

import datetime
import random
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from bench.meetings.happening import Happening
from django.core.management import call_command
from django.db import connection

from parvis.agenda.models import Event, Kind, Session
from parvis.core.enums import Colour
from parvis.meetings.domain.hall.acts import mark_seeker, mark_table, say_meeting
from parvis.meetings.domain.hall.turns import call_slot
from parvis.meetings.enums import DayState, MeetingState, Presence
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table, Wish
from parvis.network.models import House
from parvis.timetable.domain.instant import instant_plan
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.problem import Seeker as Person

STARTS = datetime.datetime(2026, 11, 27, 9, tzinfo=datetime.UTC)
MINUTES = 10
_BATCH = 400
#: Acts of each kind that are timed in a slot.
_EACH = 3


class Stored:
    """The day, its rows by the names of the happening, and what became of it."""

    def __init__(self, truth: Happening) -> None:
        call_command("migrate", verbosity=0)
        self.truth, self.database = truth, connection.vendor
        self.day = _a_day(len(truth.problem.slots))
        self.tables = {each.id: self._table(number, each) for number, each in enumerate(truth.problem.tables)}
        Table.objects.bulk_create(self.tables.values(), batch_size=_BATCH)
        self.seekers: dict[str, Seeker] = {}
        self.join(truth.problem.seekers)
        self.names = {each.pk: name for name, each in self.seekers.items()}
        problem = truth.problem
        planned = instant_plan(Market(problem))
        rows = [
            Meeting(
                day=self.day, seeker=self.seekers[problem.seekers[who].id], table=self.tables[problem.tables[where].id],
                slot=slot, place=place, promised=True,
            )
            for (who, where, slot), place in zip(planned, _places(planned), strict=True)
        ]  # fmt: skip
        Meeting.objects.bulk_create(rows, batch_size=_BATCH)

    def _table(self, number: int, each: Any) -> Table:
        return Table(
            day=self.day, key=f"t{number}", organisation=each.id, interviewers=each.interviewers, slots=list(each.slots),
            languages=list(each.languages), access=list(each.offers), x=each.at[0], y=each.at[1],
            wants=list(each.wants), refuses=list(each.refuses),
        )  # fmt: skip

    def join(self, people: Any) -> None:
        """Store ``people`` with their wishes and vetoes."""
        made = {each.id: self._seeker(len(self.seekers) + number, each) for number, each in enumerate(people)}
        Seeker.objects.bulk_create(made.values(), batch_size=_BATCH)
        self.seekers |= made
        wishes = [
            Wish(seeker=made[each.id], table=self.tables[table], kind=kind)
            for each in people
            for kind, named in (("wish", each.wishes), ("veto", each.vetoes))
            for table in named
        ]
        Wish.objects.bulk_create(wishes, batch_size=_BATCH)

    def _seeker(self, number: int, each: Person) -> Seeker:
        stated = dict(fact.split(":") for fact in each.states)
        return Seeker(
            day=self.day, word=f"w{number // 8}", colour=Colour.values[number % 8], number=1, languages=list(each.languages), slots=list(each.slots),
            needs=list(each.needs), most=each.most, open=each.is_open, level=int(stated["level"]),
            contract=stated["contract"], rhythm=stated["rhythm"], start=stated["start"],
        )  # fmt: skip

    def play(self) -> dict[str, list[float]]:
        """Play the day, slot by slot; return the milliseconds of every act by its name."""
        spent: dict[str, list[float]] = defaultdict(list)
        chance = random.Random(20261127)

        def timed(name: str, act: Callable[[], object]) -> None:
            begun = time.perf_counter()
            act()
            spent[name].append(1000 * (time.perf_counter() - begun))

        for slot in range(len(self.truth.problem.slots)):
            now = STARTS + slot * MINUTES * datetime.timedelta(minutes=1)
            self._arrive(slot)
            timed("first in a process" if slot == 0 else "call of a slot", lambda now=now: call_slot(self.day.pk, now))  # type: ignore[misc]
            called = list(Meeting.objects.filter(day=self.day, slot=slot, state=MeetingState.CALLED).order_by("pk"))
            for each in chance.sample(called, min(_EACH, len(called))):
                timed(
                    "who was called is missed, a chair is filled",
                    lambda each=each, now=now: say_meeting(
                        self.day.pk, each.table_id, each.pk, MeetingState.MISSED, now
                    ),  # type: ignore[misc]
                )
            for name in chance.sample(sorted(self.tables), _EACH):
                table = self.tables[name]
                timed("a table leaves", lambda pk=table.pk, now=now: mark_table(self.day.pk, pk, Presence.ABSENT, now))  # type: ignore[misc]
                timed("a table comes", lambda pk=table.pk, now=now: mark_table(self.day.pk, pk, Presence.HERE, now))  # type: ignore[misc]
            absent = [each.pk for name, each in self.seekers.items() if name not in self.truth.seekers]
            for pk in chance.sample(absent, _EACH):
                timed(
                    "somebody comes to the reception",
                    lambda pk=pk, now=now: mark_seeker(self.day.pk, pk, Presence.HERE, now),
                )  # type: ignore[misc]
        return dict(spent)

    def _arrive(self, slot: int) -> None:
        """Let those come and go who do so before ``slot``; walk-ins join."""
        new = [each for each in self.truth.walk_ins if self.truth.seekers[each.id].begin == slot]
        self.join(new)
        for model, rows, stays in (
            (Seeker, self.seekers, self.truth.seekers),
            (Table, self.tables, self.truth.tables),
        ):
            coming = [row.pk for name, row in rows.items() if name in stays and stays[name].begin == slot]
            going = [row.pk for name, row in rows.items() if name in stays and stays[name].end == slot]
            for pks, presence in ((coming, Presence.HERE), (going, Presence.LEFT)):
                for first in range(0, len(pks), _BATCH):
                    model.objects.filter(pk__in=pks[first : first + _BATCH]).update(presence=presence)


def _a_day(slots: int) -> MeetingDay:
    house = House.objects.create(
        slug="bench", code="bench", name="Bench", name_language="en", country="FR", town="Lyon", latitude=45.7, longitude=4.8,
        time_zone="UTC", languages=["en"], revision=1,
    )  # fmt: skip
    event = Event.objects.create(
        house=house, kind=Kind.objects.get_or_create(key="bench", defaults={"name": {"en": "Bench"}})[0]
    )
    session = Session.objects.create(
        event=event, starts=STARTS, ends=STARTS + slots * MINUTES * datetime.timedelta(minutes=1), time_zone="UTC"
    )
    return MeetingDay.objects.create(
        session=session, state=DayState.RUNNING, slot_minutes=MINUTES, pause_minutes=0, slot_count=slots, seed=20261127
    )


def _places(planned: Any) -> list[int]:
    """Return the place of each meeting at its table: 1, 2 …"""
    taken: dict[tuple[int, int], int] = defaultdict(int)
    found = []
    for _who, where, slot in planned:
        taken[where, slot] += 1
        found.append(taken[where, slot])
    return found
