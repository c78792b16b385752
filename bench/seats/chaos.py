"""The chaos: attempts on few seats from several workers at once, workers and database killed meanwhile; then the count."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

SET_UP = """
import datetime, sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from parvis.agenda.models import Event, Kind, Session
from parvis.network.models import House
from parvis.seats.models import Plan
house = House.objects.create(slug="chaos", code="chaos", name="Chaos", name_language="en", country="FR", town="Lyon",
    latitude=45.7, longitude=4.8, time_zone="Europe/Paris", revision=1)
kind = Kind.objects.create(key="chaos", name={"en": "Chaos"})
event = Event.objects.create(code="chaos", house=house, kind=kind, state="published")
for code in ("chaos", "control"):
    starts = timezone.now() + datetime.timedelta(days=9)
    session = Session.objects.create(event=event, code=code, starts=starts, ends=starts + datetime.timedelta(hours=2), time_zone="UTC")
    print(Plan.objects.create(session=session, seats=int(sys.argv[1])).pk)
"""
COUNT = """
import json, sys, django
django.setup()
from parvis.seats.models import Holding
rows = Holding.objects.filter(plan=int(sys.argv[1])).order_by("pk").values_list("pk", "state", "seats", "place")
print(json.dumps(list(rows)))
"""


@dataclass
class Outcome:
    """What came of a run. ``lost``: told to somebody and not in the table, or otherwise there. ``line_in_order``: places rise
    in the order in which they were given, none twice."""

    attempts: int
    answered: int
    sold: int
    waiting: int
    lost: int
    doubled: int
    oversold: int
    line_in_order: bool
    kills: int
    database_kills: int
    seconds: float
    per_second: float
    p95_ms: float

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass
class Chaos:
    """A database of one hot plan. ``crash`` kills the database while workers go on; None where each worker is its own."""

    environment: Mapping[str, str]
    folder: Path
    seats: int
    crash: Callable[[], None] | None = None
    workers: int = 2
    threads: int = 10

    def python(self, code: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout

    def set_up(self) -> tuple[int, int]:
        """Make the tables and two plans: one for the chaos, one for the control."""
        chaos, control = self.python(SET_UP, str(self.seats)).split()
        return int(chaos), int(control)

    def run(
        self,
        plan: int,
        attempts: int,
        *,
        kill_every: float,
        crashes: int,
        control: bool = False,
    ) -> Outcome:
        """Let everybody in at once; return what came of it."""
        acks = self.folder / f"acks-{plan}"
        acks.touch()
        chosen, kills, crashed = random.Random(7), 0, 0
        groups = [list(range(first, attempts, self.workers)) for first in range(self.workers)]
        with self._starting(plan, acks, "control" if control else "chaos") as start:
            running = [start(group) for group in groups]
            begun = last = time.monotonic()
            while any(_is_alive(worker) for worker in running):
                time.sleep(0.05)
                if not kill_every or time.monotonic() - last < kill_every:
                    continue
                last = time.monotonic()
                victim = chosen.randrange(self.workers)
                kills += _kill(running[victim])
                if self.crash and crashed < crashes:
                    self.crash()
                    crashed += 1
                told = {int(line.split()[0]) for line in _whole_lines(acks)}
                left = [number for number in groups[victim] if number not in told]
                if left:
                    running[victim] = start(left)
            seconds = time.monotonic() - begun
        return self._count(plan, attempts, acks, kills, crashed, seconds)

    @contextmanager
    def _starting(self, plan: int, acks: Path, mode: str) -> Iterator[Callable[[list[int]], int]]:
        """Yield what starts a worker for some attempts and returns its process number (bench/seats/worker.py)."""
        with subprocess.Popen(
            [sys.executable, "-m", "bench.seats.worker"],
            env=self.environment,
            cwd=Path(__file__).resolve().parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as maker:

            def start(numbers: list[int]) -> int:
                assert maker.stdin
                assert maker.stdout
                maker.stdin.write(json.dumps([plan, self.threads, str(acks), mode, numbers]) + "\n")
                maker.stdin.flush()
                return int(maker.stdout.readline())

            yield start

    def _count(self, plan: int, attempts: int, acks: Path, kills: int, crashed: int, seconds: float) -> Outcome:
        rows = {pk: (state, place) for pk, state, _seats, place in json.loads(self.python(COUNT, str(plan)))}
        told = [line.split() for line in _whole_lines(acks)]
        answered = {int(number): (state, int(pk)) for number, state, pk, _took in told}
        lost = sum(rows.get(pk, ("gone", 0))[0] != state for state, pk in answered.values())
        places = [place for _pk, (state, place) in sorted(rows.items()) if state == "waiting"]
        sold = sum(state == "held" for state, _place in rows.values())
        took = sorted(float(each[3]) for each in told)
        return Outcome(
            attempts,
            len(answered),
            sold,
            len(places),
            lost,
            len(rows) - attempts,
            max(0, sold - self.seats),
            places == sorted(set(places)),
            kills,
            crashed,
            round(seconds, 2),
            round(len(answered) / seconds, 1),
            round(1000 * took[int(len(took) * 0.95)], 1) if took else 0,
        )


def _is_alive(worker: int) -> bool:
    """Say whether a worker is there; one that ended leaves nothing behind."""
    return Path(f"/proc/{worker}").exists()


def _kill(worker: int) -> bool:
    """Kill a worker hard and wait until it is gone; say whether it was there."""
    try:
        os.kill(worker, signal.SIGKILL)
    except ProcessLookupError:
        return False
    while _is_alive(worker):
        time.sleep(0.005)
    return True


def _whole_lines(path: Path) -> list[str]:
    """Return the lines of ``path`` that were written to their end."""
    text = path.read_text()
    return text[: text.rfind("\n") + 1].splitlines()


def environment_for(data: Path, database: str = "") -> dict[str, str]:
    """Return the environment of workers with their files in ``data``."""
    data.mkdir(parents=True, exist_ok=True)
    if not database:
        (data / "parvis.sqlite3").touch()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DATABASE_"))}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        "PARVIS_DATA": str(data),
        "PARVIS_MEANING": "no",
        **({"DATABASE_URL": database} if database else {}),
    }
