"""What stands between the code and a served page: database shape, static files, the server's process."""

from __future__ import annotations

import hashlib
import os
import resource
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from parvis.core.models import Revision
from parvis.core.refusal import Refusal

STAMP = "collected"
#: Connections that one worker holds.
MOST_CONNECTIONS = 2048


def waiting_migrations() -> int:
    """Return how many steps the database's shape is behind the code; 0 when it is up to date."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_empty() -> bool:
    """Say whether no room ever wrote public data: only then may the sample come in."""
    return not Revision.objects.exists()


def _source_files() -> Iterator[tuple[str, Path]]:
    """Yield (name, file) of every static file of the code."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))


def static_fingerprint() -> str:
    """Return a digest of the names, sizes and times of the code's static files: unequal when one has changed."""
    digest = hashlib.sha256()
    for name, file in sorted(_source_files()):
        about = file.stat()
        digest.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def are_static_files_collected(fingerprint: str) -> bool:
    """Say whether STATIC_ROOT holds the files of ``fingerprint``."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    return stamp.is_file() and stamp.read_text() == fingerprint


def mark_static_files(fingerprint: str) -> None:
    """Note that STATIC_ROOT holds the files of ``fingerprint``."""
    (Path(settings.STATIC_ROOT) / STAMP).write_text(fingerprint)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise Refusal when nobody can listen at ``host``:``port``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"Nobody can listen at {host}:{port} ({error.strerror}). Set PARVIS_PORT or PARVIS_BIND."
            raise Refusal(message) from error


def refuse_private_origin() -> None:
    """Raise Refusal when a public site does not know its address: papers and QR codes would lead nowhere."""
    if settings.PRODUCTION and not settings.ORIGIN.startswith("https://"):
        message = "A public site needs its address, which stands on papers and in QR codes: set PARVIS_ORIGIN=https://…"
        raise Refusal(message)


def server_command() -> list[str]:
    """Return the command line of the server: no access log, workers that come back, a bounded queue.

    One blocking thread a worker: Python runs one at a time anyway, and a page's database work is short. ``backpressure``
    bounds the connections a worker holds, those too that a browser keeps open and says nothing on (for half a minute, and a board that
    looks again every few seconds, always); what comes beyond waits in the socket's backlog.
    """
    return [
        sys.executable,
        "-m",
        "granian",
        "parvis.config.wsgi:application",
        "--interface=wsgi",
        f"--host={settings.BIND}",
        f"--port={settings.PORT}",
        f"--workers={settings.WORKERS}",
        "--blocking-threads=1",
        f"--backpressure={MOST_CONNECTIONS}",
        "--no-ws",
        "--no-access-log",
        "--log-level=warning",
        "--respawn-failed-workers",
        "--workers-kill-timeout=5",
    ]


def become_server() -> NoReturn:
    """Replace this process by the server, so that nothing of the command stays in memory."""
    refuse_private_origin()
    refuse_taken_port(settings.BIND, settings.PORT)
    connection.close()
    sys.stdout.flush()
    _allow_connections()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GRANIAN_")}
    command = server_command()
    os.execve(command[0], command, environment)  # noqa: S606  our own command, no shell  # nosec B606


def _allow_connections() -> None:
    """Let this process and those it becomes open as many files as it holds connections, where the machine lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS * 2
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
