"""Letters that were acknowledged are there, whoever was killed meanwhile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.seats.chaos import environment_for
from tools.with_postgresql import Cluster

from parvis.counsel.tests.conftest import write_lists

pytestmark = pytest.mark.timeout(280)
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
ROUNDS, AT_ONCE = 6, 3
QUICK = """
import sys, django
django.setup()
from pathlib import Path
from django.utils import timezone
from parvis.counsel.domain import hashing, phrases
phrases.FOLDER, hashing.MEMORY, hashing.PASSES, hashing.PATIENCE = Path(sys.argv[1]), 1 << 13, 1, 60
now = timezone.now()
"""
SET_UP = (
    QUICK
    + """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from parvis.accounts.models import Staff
from parvis.counsel.domain.desk_keys import make_desk_key
from parvis.counsel.domain.officers import become_officer
from parvis.network.models import Desk, House, Post
house = House.objects.create(slug="chaos", code="chaos", name="Chaos", name_language="en", country="FR", town="Lyon",
    latitude=45.7, longitude=4.8, time_zone="Europe/Paris", revision=1)
desk = Desk.objects.create(house=house, key="ask", code="ask", question={"en": "Ask"}, tone="brick")
staff = Staff.objects.create(email="desk@house.example", name="Desk")
Post.objects.create(staff=staff, role="desk", house=house, since=now.date())
become_officer(staff, "en", now)
make_desk_key(desk, staff, "en", now)
"""
)
WRITE = (
    QUICK
    + """
from parvis.counsel.domain.drafts import new_draft
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.opening import send_first
from parvis.counsel.domain.sealing import PlainText
from parvis.network.models import Desk
desk, number = Desk.objects.get(code="ask"), 0
while True:
    number += 1
    draft = new_draft(desk, PlainText(f"letter {number} of {sys.argv[2]}"), "en", 90, now)
    try:
        send_first(draft, now)
    except Busy:
        continue
    print(number, *draft.phrase.reveal(), flush=True)
"""
)
READ = (
    QUICK
    + """
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.phrases import read_phrase
from parvis.counsel.domain.purging import destroy_unused
from django.utils import timezone
from parvis.counsel.domain.returning import come_back
from parvis.counsel.models import Letter, Thread
destroy_unused()
for line in sys.stdin:
    writer, number, words = line.split(maxsplit=2)
    text = letters_of(come_back(read_phrase(words, "en"), timezone.now()))[0].text.reveal()
    assert text == f"letter {number} of {writer}", line
assert Letter.objects.count() == Thread.objects.count()
print(Thread.objects.count())
"""
)


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    if not ON_POSTGRESQL:
        yield dict(environment_for(tmp_path / "data"))
        return
    cluster = Cluster({"max_connections": 40})
    cluster.start()
    yield dict(environment_for(tmp_path / "data", cluster.create()))
    cluster.remove()


def test_no_acknowledged_letter_is_lost(tmp_path: Path, environment: dict[str, str]) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    write_lists(lists)

    def python(code: str, *words: str, **more: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, str(lists), *words]
        return subprocess.run(command, env=environment, text=True, capture_output=True, check=False, **more)  # type: ignore[call-overload]

    done = python(SET_UP)
    assert done.returncode == 0, done.stderr
    told: list[str] = []
    chosen = random.Random(7)
    for turn in range(ROUNDS):
        names = [f"w{turn}-{place}" for place in range(AT_ONCE)]
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITE, str(lists), name], env=environment, stdout=subprocess.PIPE, text=True
            )
            for name in names
        ]
        first = writers[0].stdout.readline()
        time.sleep(chosen.random() * 0.6)
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        told += [f"{names[0]} {first}"] if first.endswith("\n") else []
        for name, writer in zip(names, writers, strict=True):
            told += [f"{name} {line}" for line in writer.stdout if line.endswith("\n")]
            writer.wait()
    assert len(told) >= ROUNDS
    done = python(READ, input="".join(told))
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= len(told)
