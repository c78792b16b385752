"""Two receptions at one meeting day at once, and one killed in the middle: nobody sits twice, and every act happened or did not."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable

import pytest

from tests.served import Site

pytestmark = pytest.mark.timeout(280)
PEOPLE, TABLES = 24, 6
SET_UP = f"""
import datetime
from parvis.agenda.models import Session
from parvis.core.domain.names import every_name
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table
session = Session.objects.filter(event__state="published").order_by("pk").first()
session.starts = datetime.datetime(2026, 12, 1, 10, tzinfo=datetime.UTC)
session.ends = session.starts + datetime.timedelta(hours=6)
session.save()
day = MeetingDay.objects.create(session=session, state="running", seed=1, slot_count=6)
tables = [Table.objects.create(day=day, key=f"t{{number}}", organisation="Bakery") for number in range({TABLES})]
for number, name in enumerate(sorted(every_name())[:{PEOPLE}]):
    seeker = Seeker.objects.create(day=day, word=name.word, colour=name.colour, number=10)
    if number < {TABLES}:
        Meeting.objects.create(day=day, seeker=seeker, table=tables[number], slot=0, promised=True)
"""
#: Check everybody and every table in, in an order of one's own; print how many acts changed something.
WORK = """
import random, sys
from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.acts import mark_seeker, mark_table
from parvis.meetings.domain.locking import Busy
from parvis.meetings.enums import Presence
from parvis.meetings.models import MeetingDay, Seeker, Table
day = MeetingDay.objects.order_by("-pk").first()
acts = [(mark_seeker, pk) for pk in Seeker.objects.filter(day=day).values_list("pk", flat=True)]
acts += [(mark_table, pk) for pk in Table.objects.filter(day=day).values_list("pk", flat=True)]
random.Random(NAME).shuffle(acts)
done = 0
print("begun", flush=True)
for act, pk in acts:
    while True:
        try:
            done += act(day.pk, pk, Presence.HERE, day.session.starts).is_one
            break
        except Busy:
            pass
print("done", done)
"""
SEEN = """
from parvis.meetings.domain.hall.turns import call_slot
from parvis.meetings.models import Meeting, MeetingDay, Seeker
day = MeetingDay.objects.order_by("-pk").first()
call_slot(day.pk, day.session.starts)
rows = list(Meeting.objects.filter(day=day, slot=0, state="called"))
print("seen", Seeker.objects.filter(day=day, presence="here").count(), len(rows), len({row.seeker_id for row in rows}), len({row.table_id for row in rows}))
"""


def work(site: Site, name: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        site.command("shell", "-c", WORK.replace("NAME", str(name))),
        env=site.environment,
        cwd=site.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_receptions_at_once_and_one_that_is_killed(make_site: Callable[..., Site]) -> None:
    site = make_site()
    made = site.run("shell", "-c", SET_UP)
    assert made.returncode == 0, made.stderr
    killed = work(site, 0)
    assert killed.stdout
    while "begun" not in killed.stdout.readline():
        assert killed.poll() is None
    time.sleep(0.3)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    running = [work(site, name) for name in (1, 2)]
    told = [process.communicate(timeout=240) for process in running]
    assert [process.returncode for process in running] == [0, 0], [err[-3000:] for _out, err in told]
    changed = sum(int(out.split()[-1]) for out, _err in told)
    assert changed <= PEOPLE + TABLES  # what one did, or the killed one had done, the other found done
    seen = site.run("shell", "-c", SEEN)
    assert seen.stdout.splitlines()[-1].split() == ["seen", str(PEOPLE), *[str(TABLES)] * 3], seen.stderr[-3000:]
