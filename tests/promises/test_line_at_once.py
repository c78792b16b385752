"""Several processes at one line at once: no name and no place is given twice, nobody is called to two tables."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from tests.served import Site

pytestmark = pytest.mark.timeout(280)

HOUSE, PROCESSES, EACH = "bruxelles", 3, 12
SET_UP = f"""
from parvis.network.models import House
from parvis.queue.models import Flow
Flow.objects.update_or_create(house=House.objects.get(slug="{HOUSE}"), defaults={{"mode": "ticket"}})
"""
#: Take tickets and call them at a table of one's own; print the number of each that was called.
WORK = f"""
import sys, time
from django.utils import timezone
from parvis.core.domain.once import Once
from parvis.core.refusal import Refusal
from parvis.network.models import House
from parvis.queue.domain import calling, line, taking
from parvis.queue.domain.tables import Offered, open_table
house, now, name = House.objects.get(slug="{HOUSE}"), timezone.now(), NAME
def until_done(act):
    while True:
        try:
            return act()
        except line.Busy:
            time.sleep(0.05)
table = until_done(lambda: open_table(house, Offered(), now)).number
for number in range({EACH}):
    once = Once(f"{{name}}-{{number}}".encode())
    until_done(lambda: taking.take_ticket(house, taking.Wanted(), once, now, by_staff=True))
for number in range({EACH}):
    ticket = until_done(lambda: calling.call_next(house, table, now))
    if ticket is None:
        break
    print("called", ticket.pk)
    until_done(lambda: calling.serve(house, table, ticket.pk, now))
"""
SEEN = """
from parvis.queue.models import Ticket
rows = list(Ticket.objects.values_list("place", "word", "colour"))
print("seen", len(rows), len({row[0] for row in rows}), len({row[1:] for row in rows}))
"""


def test_no_name_no_place_and_nobody_twice(make_site: Callable[..., Site]) -> None:
    site = make_site()
    assert site.run("shell", "-c", SET_UP).returncode == 0
    commands = [site.command("shell", "-c", WORK.replace("NAME", repr(f"p{each}"))) for each in range(PROCESSES)]
    running = [
        subprocess.Popen(
            command, env=site.environment, cwd=site.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for command in commands
    ]
    told = [process.communicate(timeout=240) for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES, [err[-3000:] for _out, err in told]
    called = [line.split()[1] for out, _err in told for line in out.splitlines() if line.startswith("called")]
    assert len(called) == len(set(called)) == PROCESSES * EACH
    seen = site.run("shell", "-c", SEEN).stdout.splitlines()[-1].split()
    assert seen == ["seen", *([str(PROCESSES * EACH)] * 3)]
