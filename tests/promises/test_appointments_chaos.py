"""An appointment is one person's: workers are killed while ten people want each slot; and without the lock two would have it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.seats.chaos import Chaos, environment_for
from tools.with_postgresql import Cluster

pytestmark = pytest.mark.timeout(280)
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
SLOTS, ATTEMPTS = 6, 60
#: Turns of the control at most: whether two meet at one slot is chance, less of it where little runs beside.
CONTROLS = 6

SET_UP = """
import datetime, json, sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from parvis.agenda.domain.apart import plan_apart, write_apart
from parvis.appointments.models import Offering
from parvis.network.models import Desk, House
from parvis.seats.domain.planning import plan_single
from parvis.seats.models import Plan
house = House.objects.create(slug="chaos", code="chaos", name="Chaos", name_language="en", country="FR", town="Lyon",
    latitude=45.7, longitude=4.8, time_zone="Europe/Paris", revision=1)
desk = Desk.objects.create(house=house, key="ask", code="chaosd", question={"en": "Ask"}, tone="leaf")
first = timezone.now() + datetime.timedelta(days=9)
for chair in range(1, 2 + int(sys.argv[2])):
    event = write_apart(house, desk.question, ["en"])
    Offering.objects.create(desk=desk, chair=chair, event=event)
    hours = [first + datetime.timedelta(hours=number) for number in range(int(sys.argv[1]))]
    plan_single(plan_apart(event, [(hour, hour + datetime.timedelta(minutes=30)) for hour in hours]))
    print(json.dumps(list(Plan.objects.filter(session__event=event).order_by("pk").values_list("pk", flat=True))))
"""
COUNT = """
import json, sys, django
django.setup()
from parvis.seats.models import Holding
rows = Holding.objects.filter(plan__in=json.loads(sys.argv[1])).order_by("pk").values_list("pk", "plan", "state")
print(json.dumps(list(rows)))
"""


class Slots(Chaos):
    """The chaos on several slots of one seat."""

    def set_up(self) -> tuple[list[int], list[list[int]]]:  # type: ignore[override]
        """Make the tables, and slots for the chaos and for each turn of the control."""
        chaos, *controls = map(json.loads, self.python(SET_UP, str(SLOTS), str(CONTROLS)).splitlines())
        return chaos, controls

    def _count(self, plan, _attempts, acks: Path, kills, _crashed, _seconds) -> dict[str, int]:  # type: ignore[override]
        rows = json.loads(self.python(COUNT, json.dumps(plan)))
        held = {pk for pk, _plan, state in rows if state == "held"}
        told = [line.split() for line in acks.read_text().splitlines() if line.count(" ") == 3]
        kept = {int(pk) for _number, state, pk, _took in told if state == "held"}
        by_slot = Counter(slot for _pk, slot, _state in rows)
        return {
            "answered": len({number for number, *_rest in told}),
            "taken": len(by_slot),
            "twice": sum(number > 1 for number in by_slot.values()),
            "lost": len(kept - held),
            "kills": kills,
        }


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    if not ON_POSTGRESQL:
        yield dict(environment_for(tmp_path / "data", ""))
        return
    cluster = Cluster({"max_connections": 100})
    cluster.start()
    yield dict(environment_for(tmp_path / "data", cluster.create()))
    cluster.remove()


def test_each_slot_is_had_once_nothing_told_is_lost_and_without_the_lock_two_have_it(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    chaos = Slots(environment, tmp_path, SLOTS)
    slots, controls = chaos.set_up()
    told = chaos.run(slots, ATTEMPTS, kill_every=0.1, crashes=0)
    assert (told["answered"], told["taken"], told["twice"], told["lost"]) == (ATTEMPTS, SLOTS, 0, 0), told
    assert told["kills"] > 0, told
    turns = (chaos.run(control, ATTEMPTS, kill_every=0, crashes=0, control=True) for control in controls)
    assert any(unlocked["twice"] for unlocked in turns)
