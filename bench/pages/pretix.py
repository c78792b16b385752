"""The peer: pretix from PyPI in an environment of its own, serving the public page of one free event of 100 seats.

Prepared once (install, migrate, seed: a few minutes), then kept as a database dump in var/bench/pretix. It runs as its
makers advise: PostgreSQL, gunicorn, Redis for cache and sessions where redis-server is installed (said in the table).
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from urllib.parse import urlsplit

import psycopg
from bench.common.places import kept
from bench.common.processes import done, dying_with_us, free_port, serving
from bench.common.report import say
from tools.with_postgresql import binaries

VERSION = "2026.8.0"
PAGE = "/house/bread/"
WORKERS = 2

CONFIGURATION = """[pretix]
instance_name=bench
url=http://127.0.0.1:{port}
datadir={data}
currency=EUR
[database]
backend=postgresql
name=pretix
user={database.username}
host={database.hostname}
port={database.port}
[django]
secret=only-for-a-bench-on-the-loopback-000000000000000000
debug=off
[mail]
from=bench@example.org
"""
REDIS = """[redis]
location=redis://127.0.0.1:{port}/0
sessions=true
"""


class Pretix:
    """pretix on the PostgreSQL server at ``address``, in a database of its own."""

    def __init__(self, address: str) -> None:
        self.address, self.database = address, urlsplit(address)
        self.home = kept("pretix", VERSION)
        self.python = self.home / "venv" / "bin" / "python"
        self.dump = self.home / "event.dump"
        self.redis = shutil.which("redis-server")

    def prepare(self) -> None:
        """Install, make the database and seed the event; from the kept dump when there is one."""
        if not self.python.with_name("gunicorn").exists():
            say(f"installing pretix {VERSION} from PyPI …")
            done([sys.executable, "-m", "venv", self.home / "venv"])
            done(
                [
                    self.python,
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    f"pretix=={VERSION}",
                    "gunicorn",
                ]
            )
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE pretix")
        address = self.address.rpartition("/")[0] + "/pretix"
        if self.dump.exists():
            done([binaries() / "pg_restore", "--no-owner", "-d", address, self.dump])
        else:
            started = time.monotonic()
            say("migrating and seeding pretix, once; about two minutes …")
            self._manage("migrate", "--no-input")
            self.shell(Path(__file__).with_name("event.py").read_text())
            done([binaries() / "pg_dump", "-Fc", "-f", self.dump, address])
            say(f"pretix is ready after {time.monotonic() - started:.0f} s")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ANALYZE")

    def shell(self, words: str) -> None:
        """Type ``words`` into pretix's own shell."""
        self._manage("shell", "-c", words)

    def _manage(self, *words: str) -> None:
        done([self.python, "-m", "pretix", *words], self._configured(free_port(), None))

    def _configured(self, port: int, redis: int | None) -> dict[str, str]:
        """Write pretix's configuration and return the variable that names it."""
        (self.home / "data").mkdir(exist_ok=True)
        text = CONFIGURATION.format(port=port, data=self.home / "data", database=self.database)
        file = self.home / "pretix.cfg"
        file.write_text(text + (REDIS.format(port=redis) if redis else ""))
        return {"PRETIX_CONFIG_FILE": str(file)}

    @contextmanager
    def serving(
        self, application: str = "pretix.wsgi", *, workers: int = WORKERS, more: Sequence[str] = ()
    ) -> Iterator[tuple[int, int]]:
        """Serve ``application`` while the block runs, with ``more`` words for gunicorn; yields the port and the server's process."""
        port = free_port()
        with self._redis() as redis:
            server = [
                self.python.with_name("gunicorn"),
                application,
                "--workers",
                str(workers),
                "--bind",
                f"127.0.0.1:{port}",
                *more,
            ]
            configured = self._configured(port, redis)
            with serving(server, configured, port, PAGE, self.home / "server.log") as process:
                yield port, process.pid

    @contextmanager
    def _redis(self) -> Iterator[int | None]:
        """Run Redis in memory only while the block runs; yields its port, None where it is not installed."""
        if not self.redis:
            say("redis-server is not installed: pretix runs without its cache, and is slower for it.")
            yield None
            return
        port = free_port()
        server = Popen(
            dying_with_us([self.redis, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]),
            stdout=DEVNULL,
            cwd=self.home,
        )
        try:
            yield port
        finally:
            server.terminate()
            server.wait(timeout=20)
