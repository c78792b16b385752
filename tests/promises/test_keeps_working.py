"""Keeps working: the database goes and comes back, workers are killed, the disk is full."""

from __future__ import annotations

import http.client
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from tools.with_postgresql import Cluster

from tests.served import PATIENCE, Reply, Site, copy, full_disk, serving

pytestmark = pytest.mark.timeout(280)
Maker = Callable[..., Site]
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
on_sqlite = pytest.mark.skipif(ON_POSTGRESQL, reason="the run on SQLite does this one")


def is_well(reply: Reply) -> bool:
    return reply.status == 200


def assert_says_so_in_arabic(site: Site) -> None:
    """503 at once, in the visitor's language, with a hint when to come again, on every page and the API."""
    for path in ("/ar/", "/ar/trades/", "/ar/houses/?town=Lyon"):
        reply = site.ask_at_once(path)
        assert reply.status in {200, 503}, path  # a page that needs no database may still be had
        assert 'lang="ar"' in reply.text
    refused = site.ask("/ar/trades/")
    assert refused.status == 503
    assert int(refused.header("Retry-After")) <= 30
    letter = "act=send&text=%D9%83%D9%8A%D9%81%20canary-letter"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = site.ask("/ar/write/abcdef/", method="POST", headers=kind, body=letter.encode())
    assert reply.status == 503
    assert "كيف canary-letter</textarea>" in reply.text, "a letter that did not arrive is given back"
    assert site.ask("/readyz").status == 503
    assert site.ask("/healthz").status == 200


@on_sqlite
def test_the_database_file_goes_and_comes_back(make_site: Maker) -> None:
    with serving(make_site()) as site:
        away = site.folder / "away"
        away.mkdir()
        moved = [path.rename(away / path.name) for path in site.data.glob("parvis.sqlite3*")]
        assert_says_so_in_arabic(site)
        for path in site.data.glob("parvis.sqlite3*"):
            path.unlink()
        for path in moved:
            path.rename(site.data / path.name)
        site.wait_for("/ar/trades/", is_well)


@on_sqlite
def test_a_torn_database_is_no_crash(make_site: Maker) -> None:
    site = make_site()
    with (site.data / "parvis.sqlite3").open("r+b") as file:
        file.write(b"not a database at all, " * 40)
    with serving(site):
        assert site.ask("/fr/trades/").status in {500, 503}
        assert site.ask("/healthz").status == 200


@on_sqlite
def test_a_locked_database_answers_readers(make_site: Maker) -> None:
    """Somebody imports for a long while: pages go on, because readers do not wait for a writer."""
    site = make_site()
    with serving(site):
        holder = subprocess.Popen(
            [
                sys.executable,
                "-c",
                (
                    "import sqlite3,sys,time;"
                    f"c = sqlite3.connect({str(site.data / 'parvis.sqlite3')!r}, isolation_level=None);"
                    "c.execute('begin immediate'); print('held', flush=True); time.sleep(600)"
                ),
            ],
            stdout=subprocess.PIPE,
        )
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            assert site.ask_at_once("/fr/trades/").status == 200
        finally:
            holder.kill()
            holder.wait()
            holder.stdout.close()


@on_sqlite
def test_a_killed_worker_is_replaced(make_site: Maker) -> None:
    with serving(make_site()) as site:
        assert children(site)
        for child in children(site):
            os.kill(child, signal.SIGKILL)
        site.wait_for("/fr/trades/", is_well)


def children(site: Site) -> list[int]:
    """Return the process numbers of the server's workers."""
    assert site.process is not None
    return [int(pid) for pid in Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split()]


@pytest.fixture
def cluster(prepared_on_postgresql: tuple[Path, Site]) -> Iterator[Cluster]:
    cluster = Cluster(like=prepared_on_postgresql[0])
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.mark.skipif(not ON_POSTGRESQL, reason="the run on PostgreSQL does this one")
def test_postgresql_goes_and_comes_back(
    cluster: Cluster, prepared_on_postgresql: tuple[Path, Site], tmp_path: Path
) -> None:
    site = copy(prepared_on_postgresql[1], tmp_path / "site", cluster.address())
    with serving(site):
        assert is_well(site.ask("/ar/trades/"))
        for how in (signal.SIGINT, signal.SIGQUIT):
            cluster.stop(how)
            assert_says_so_in_arabic(site)
            cluster.start()
            site.wait_for("/ar/trades/", is_well)


@on_sqlite
def test_a_full_disk_is_an_answer_and_passes(make_site: Maker) -> None:
    """A full disk is like a database that is away: an answer in the visitor's language, and then it is over.

    Nothing waits for a time here: while no file may grow every page answers, and once they may again the pages are well.
    """
    with serving(make_site()) as site:
        assert site.process is not None
        pids, endless = (site.process.pid, *children(site)), (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        for path in ("/ar/", "/ar/trades/", "/ar/houses/?town=Lyon", "/ar/search/?q=boulanger", "/ar/privacy/"):
            reply = site.ask(path)
            assert reply.status in {200, 503}, path
            assert 'lang="ar"' in reply.text
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, endless)
        site.wait_for("/ar/trades/", is_well)


@on_sqlite
def test_a_full_disk_at_the_first_start_is_a_sentence(tmp_path: Path, prepared: Site) -> None:
    site = Site(tmp_path / "full")
    done = subprocess.run(
        site.command("up", "--no-serve"),
        env=site.environment,
        cwd=site.folder,
        preexec_fn=full_disk(100_000),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr, done.stderr[-800:]
    assert done.stderr.strip()
    # With room again the same command goes on where it stopped.
    assert site.run("up", "--no-serve").returncode == 0
    assert prepared.data.exists()


@on_sqlite
def test_up_never_overwrites_what_is_there(prepared: Site, tmp_path: Path) -> None:
    import sqlite3

    site = copy(prepared, tmp_path / "kept")
    database = site.data / "parvis.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("update network_house set postcode = '00000'")
    assert site.run("up", "--no-serve").returncode == 0
    assert site.run("sample").returncode == 0
    with sqlite3.connect(database) as connection:
        assert connection.execute("select count(*) from network_house where postcode <> '00000'").fetchone() == (0,)


@on_sqlite
def test_browsers_that_keep_their_connection_let_others_in(make_site: Maker) -> None:
    with serving(make_site()) as site, ExitStack() as open_ones:
        for _number in range(150):
            browser = open_ones.enter_context(closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)))
            browser.request("GET", "/healthz")
            assert browser.getresponse().read() == b"ok\n"


@on_sqlite
def test_the_log_of_what_was_written_is_soon_empty(make_site: Maker) -> None:
    """It holds writes in their order; whoever wrote, and though a served site keeps its connections."""
    with serving(make_site()) as site:
        site.wait_for("/ar/trades/", is_well)
        with sqlite3.connect(site.data / "parvis.sqlite3") as other:
            other.execute("PRAGMA wal_autocheckpoint = 0")
            other.execute("UPDATE core_revision SET number = number")
        other.close()
        log, until = site.data / "parvis.sqlite3-wal", time.monotonic() + 60
        while log.exists() and log.stat().st_size:
            assert time.monotonic() < until
            time.sleep(0.2)
