"""Keeps working: the database goes away under a real server and comes back; every visitor gets a sentence, at once."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tools.with_postgresql import Cluster

from tests.served import Reply, Site, copy

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
WITH_DATABASE, WITHOUT_DATABASE = "/fr/trades/", "/fr/privacy/"
GONE_FOR = 3  # seconds; long enough for retries to grow apart, were there any


def timed(site: Site, path: str) -> tuple[Reply, float]:
    begun = time.monotonic()
    reply = site.ask(path)
    return reply, time.monotonic() - begun


def crowd(site: Site) -> list[tuple[Reply, float]]:
    """Return what 16 visitors at once are told, and the seconds each waited."""
    with ThreadPoolExecutor(16) as visitors:
        return list(visitors.map(lambda _: timed(site, WITH_DATABASE), range(32)))


def stands_while_gone(site: Site, away: Callable[[], None], back: Callable[[], None]) -> None:
    """Take the database away from ``site`` and bring it back; the promises of the pages in between."""
    assert site.ask(WITH_DATABASE).status == 200
    usual = max(seconds for _reply, seconds in crowd(site))
    away()
    for reply, seconds in crowd(site):
        assert reply.status == 503
        assert 'lang="fr"' in reply.text
        assert reply.header("Retry-After")
        assert seconds < 2 + 5 * usual  # nobody waits for a database that is away
    assert site.ask(WITHOUT_DATABASE).status == 200
    assert site.ask("/healthz").status == 200
    assert site.ask("/readyz").status == 503
    time.sleep(GONE_FOR)
    back()
    site.wait_for(WITH_DATABASE, lambda reply: reply.status == 200)
    assert site.ask("/readyz").status == 200


def test_sqlite_moved_away_and_back(make_site: Callable[..., Site], tmp_path: Path) -> None:
    site = make_site()
    site.start()
    files = sorted(path.name for path in site.data.glob("parvis.sqlite3*"))

    def away() -> None:
        for name in files:
            if (site.data / name).exists():
                shutil.move(site.data / name, tmp_path / name)

    def back() -> None:
        assert not (site.data / "parvis.sqlite3").exists(), (
            "the server made an empty database in place of the moved one"
        )
        for path in tmp_path.glob("parvis.sqlite3*"):
            shutil.move(path, site.data / path.name)

    stands_while_gone(site, away, back)


@pytest.fixture(scope="module")
def cluster(prepared_on_postgresql: tuple[Path, Site]) -> Iterator[Cluster]:
    made = Cluster({"shared_buffers": "32MB"}, like=prepared_on_postgresql[0])
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.mark.skipif(not ON_POSTGRESQL, reason="the run on PostgreSQL does this one")
def test_postgresql_stopped_and_started(
    cluster: Cluster, prepared_on_postgresql: tuple[Path, Site], tmp_path: Path
) -> None:
    site = copy(prepared_on_postgresql[1], tmp_path, cluster.address())
    site.start()
    try:
        stands_while_gone(site, cluster.stop, cluster.start)
    finally:
        site.stop()


def test_a_second_up_is_quick_and_keeps_what_is_there(make_site: Callable[..., Site]) -> None:
    site = make_site()
    before = (site.data / "parvis.sqlite3").read_bytes()
    done = site.run("up", "--no-serve")
    assert done.returncode == 0
    assert "comes in" not in done.stdout
    assert "come in" not in done.stdout
    assert (site.data / "parvis.sqlite3").read_bytes() == before
