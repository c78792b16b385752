"""The line while its workers are killed: no ticket is lost, no name lives twice, nobody is at two tables, nobody is overtaken too often."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from bench.seats.chaos import _is_alive, _kill, _whole_lines, environment_for
from tools.with_postgresql import Cluster

pytestmark = pytest.mark.timeout(280)
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
#: What tables speak. Whoever needs French could be overtaken at the first by all who need Arabic.
TABLES = {1: ["fr", "ar"], 2: ["fr"], 3: ["fr"]}
KILLS, BOUND = 14, 5
#: A worker is killed when it has written down so many lines: the chaos is as long in acts on any machine.
BETWEEN = (8, 24)
EVER = 1 << 20

SET_UP = """
import json, sys, django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = {each.label: None for each in apps.get_app_configs()}  # the tables as they are today, at once
call_command("migrate", run_syncdb=True, verbosity=0)
from django.utils import timezone
from parvis.core.domain.once import Once
from parvis.network.models import House
from parvis.queue.domain.tables import Offered, open_table
from parvis.queue.domain.taking import Wanted, take_ticket
from parvis.queue.models import Flow
house = House.objects.create(slug="chaos", code="chaos", name="Chaos", name_language="en", country="FR", town="Lyon",
    latitude=45.7, longitude=4.8, time_zone="Europe/Paris", languages=["fr", "ar"], revision=1)
Flow.objects.create(house=house, mode="theme")
for languages in json.loads(sys.argv[1]).values():
    open_table(house, Offered("", [], languages), timezone.now())
for number in range(25):
    take_ticket(house, Wanted("", "fr", "fr"), Once(b"first-%d" % number), timezone.now(), by_staff=True)
"""
SEEN = """
import json, django
django.setup()
from parvis.queue.models import Tally, Ticket
fields = ("pk", "place", "state", "language", "overtaken", "called", "table__number", "word", "colour")
tallies = Tally.objects.filter(by="all").values_list("step", "number")
sums = {}
for step, number in tallies:
    sums[step] = sums.get(step, 0) + number
print(json.dumps({"rows": list(Ticket.objects.values(*fields)), "sums": sums}))
"""


class Chaos:
    """A line, workers at its tables, and what they wrote down."""

    def __init__(self, environment: Mapping[str, str], told: Path) -> None:
        self.environment, self.told = environment, told
        self.kills = 0
        told.touch()

    def python(self, code: str, *words: str) -> str:
        command = [sys.executable, "-c", code, *words]
        done = subprocess.run(command, env=self.environment, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def lines(self) -> list[list[str]]:
        """Return what was written down to the end of a line, in words."""
        return [line.split() for line in _whole_lines(self.told)]

    def run(self, tables: Mapping[int, object], *, most: int, kills: int, acts: int = EVER) -> None:
        """Let a worker sit at each of ``tables``; kill one after the other and put another in its place, or wait for their ``acts``."""
        chosen = random.Random(7)
        command = [sys.executable, "-m", "tests.promises.line_work"]
        with subprocess.Popen(
            command,
            env=self.environment,
            cwd=Path(__file__).resolve().parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as maker:

            def start(table: int) -> int:
                assert maker.stdin
                assert maker.stdout
                maker.stdin.write(json.dumps([table, str(self.told), chosen.random(), acts, most]) + "\n")
                maker.stdin.flush()
                return int(maker.stdout.readline())

            running = {table: start(table) for table in tables}
            for turn in range(kills):
                victim = list(running)[turn % len(running)]
                self._wait_for(victim, chosen.randint(*BETWEEN))
                time.sleep(chosen.random() * 0.02)
                self.kills += _kill(running[victim])
                running[victim] = start(victim)
            while not kills and any(_is_alive(worker) for worker in running.values()):
                time.sleep(0.05)
            for worker in running.values():
                _kill(worker)

    def _wait_for(self, table: int, more: int) -> None:
        """Wait until the worker at ``table`` has written ``more`` lines."""

        def written() -> int:
            return sum(words[0] == str(table) for words in self.lines())

        enough = written() + more
        while written() < enough:
            time.sleep(0.01)


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    if not ON_POSTGRESQL:
        yield dict(environment_for(tmp_path / "data"))
        return
    cluster = Cluster({"max_connections": 40})
    cluster.start()
    yield dict(environment_for(tmp_path / "data", cluster.create()))
    cluster.remove()


def owners(lines: list[list[str]]) -> dict[int, int]:
    """Return at which table each ticket was called last; fail when it was at two at once."""
    at: dict[int, int] = {}
    let_go: set[int] = set()
    for table, kind, what, *rest in lines:
        number = int(rest[-1])
        if (kind, what) == ("wants", "undo"):
            let_go.add(number)
        elif kind == "has" or (what == "call" and number):
            assert at.get(number, int(table)) == int(table) or number in let_go, f"ticket {number} is at two tables"
            if at.get(number) != int(table):
                let_go.discard(number)
            at[number] = int(table)
    return at


def overtakings(rows: list[dict], at: Mapping[int, int], number: int) -> int:
    """Count from the outside who came later than a ticket and was called before it, by a table that could have helped it."""
    row = next(each for each in rows if each["pk"] == number)
    until = row["called"] if row["called"] is not None else EVER
    return sum(
        each["called"] is not None
        and each["place"] > row["place"]
        and each["called"] < until
        and row["language"] in TABLES[each["table__number"] or at[each["pk"]]]
        for each in rows
    )


def test_the_line_keeps_its_promises_while_workers_are_killed(tmp_path: Path, environment: dict[str, str]) -> None:
    chaos = Chaos(environment, tmp_path / "told")
    chaos.python(SET_UP, json.dumps(TABLES))
    chaos.run(TABLES, most=BOUND, kills=KILLS)
    lines, seen = chaos.lines(), json.loads(chaos.python(SEEN))
    rows, sums = seen["rows"], seen["sums"]
    by_number = {row["pk"]: row for row in rows}

    forms = defaultdict(set)
    for table, kind, what, *rest in lines:
        if (kind, what) == ("did", "take"):
            forms[table, rest[0]].add(int(rest[1]))
    numbers = [number for taken in forms.values() for number in taken]
    assert all(len(taken) == 1 for taken in forms.values()), "one form, one ticket"
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= by_number.keys(), "no ticket that was told is lost"
    wanted = {(table, rest[0]) for table, kind, what, *rest in lines if (kind, what) == ("wants", "take")}
    assert len(rows) - 25 <= len(wanted)
    assert sums["taken"] == len(rows)
    assert sums.get("sat", 0) == sum(row["state"] in {"with_us", "gone"} for row in rows)

    alive = Counter((row["word"], row["colour"]) for row in rows if row["state"] not in {"left", "gone"})
    assert max(alive.values()) == 1, "no name lives twice"
    at = owners(lines)
    held = [row["table__number"] for row in rows if row["table__number"]]
    assert len(held) == len(set(held))
    undone = {int(rest[-1]) for _table, kind, what, *rest in lines if (kind, what) == ("wants", "undo")}
    for _table, kind, what, *rest in lines:
        if kind == "did" and what in {"serve", "finish"} and int(rest[0]) not in undone:
            allowed = {"serve": {"with_us", "gone"}, "finish": {"gone"}}[what]
            assert by_number[int(rest[0])]["state"] in allowed, "what was told stands"

    steady = [row for row in rows if row["pk"] not in undone]
    counted = {row["pk"]: overtakings(rows, at, row["pk"]) for row in steady}
    assert max(counted.values()) <= BOUND, "nobody is overtaken more than five times"
    assert all(row["overtaken"] == counted[row["pk"]] for row in steady), "what is counted is what was seen"
    called = sorted((row for row in steady if row["called"] is not None), key=lambda row: row["called"])
    for language in ("fr", "ar"):
        places = [row["place"] for row in called if row["language"] == language]
        assert places == sorted(places), "who came first is called first"
    assert chaos.kills == KILLS
    assert undone
    assert max(counted.values()) > 0, "the tables were busy enough for the rule to matter"


def test_without_the_rule_somebody_would_be_overtaken_more_often(tmp_path: Path, environment: dict[str, str]) -> None:
    """The control: the same line and the same count, and nobody is let before who was overtaken five times."""
    chaos = Chaos(environment, tmp_path / "told")
    chaos.python(SET_UP, json.dumps(TABLES))
    chaos.run([1], most=EVER, kills=0, acts=60)
    rows = json.loads(chaos.python(SEEN))["rows"]
    at = owners(chaos.lines())
    assert max(overtakings(rows, at, row["pk"]) for row in rows) > BOUND
