"""Seats are never wrong: workers and the database are killed while everybody wants the same few; and without the lock they would be."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench.seats.chaos import Chaos, environment_for
from tools.with_postgresql import Cluster

pytestmark = pytest.mark.timeout(280)
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
SEATS, ATTEMPTS = 20, 200


def backends(cluster: Cluster) -> list[int]:
    assert cluster.server
    number = cluster.server.pid
    return [int(pid) for pid in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def crash(cluster: Cluster) -> Callable[[], None]:
    """Kill one of the database's processes hard: the server drops everything and recovers from its log by itself."""

    def killed() -> None:
        os.kill(backends(cluster)[-1], signal.SIGKILL)
        time.sleep(0.5)

    return killed


@pytest.fixture
def chaos(tmp_path: Path) -> Iterator[Chaos]:
    if not ON_POSTGRESQL:
        yield Chaos(environment_for(tmp_path / "data"), tmp_path, SEATS)
        return
    cluster = Cluster({"max_connections": 100})
    cluster.start()
    yield Chaos(environment_for(tmp_path / "data", cluster.create()), tmp_path, SEATS, crash(cluster))
    cluster.remove()


def test_every_seat_once_nothing_told_is_lost_and_without_the_lock_too_many_are_sold(chaos: Chaos) -> None:
    hot, control = chaos.set_up()
    told = chaos.run(hot, ATTEMPTS, kill_every=1.0, crashes=1)
    assert told.answered == ATTEMPTS, told
    assert (told.sold, told.waiting, told.lost, told.doubled) == (SEATS, ATTEMPTS - SEATS, 0, 0), told
    assert told.line_in_order
    assert told.kills > 0, told
    unlocked = chaos.run(control, ATTEMPTS, kill_every=0, crashes=0, control=True)
    assert unlocked.oversold > 0, unlocked
