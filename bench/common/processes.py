"""Server processes: start, wait until they answer, stop; nothing is left behind."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.common.places import REPOSITORY


def free_port() -> int:
    """Return a TCP port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def answers(port: int, path: str) -> bool:
    """Say whether the loopback answers 200 at ``path``."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def dying_with_us(command: Sequence[str | Path]) -> list[str | Path]:
    """Return ``command`` so that it is ended when this process is, however that happens (Linux; elsewhere as it is)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else [*command]


@contextmanager
def serving(
    command: Sequence[str | Path], variables: Mapping[str, str], port: int, path: str, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server while the block runs; leave with its last words when it does not answer within two minutes."""
    with log.open("wb") as words:
        server = subprocess.Popen(
            dying_with_us(command),
            env=environment(**variables),
            stdout=words,
            stderr=words,
            cwd=REPOSITORY,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + 120
        while not answers(port, path):
            if server.poll() is not None or time.monotonic() > until:
                sys.exit(
                    f"{Path(command[0]).name} does not answer 200 at {path}:\n{log.read_text(errors='replace')[-2000:]}"
                )
            time.sleep(0.2)
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def environment(**ours: str) -> dict[str, str]:
    """Return the environment for a child: none of the site's own variables but ``ours``."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("PARVIS_") and name != "DATABASE_URL"
    }
    return {**kept, **ours}


def done(command: Sequence[str | Path], variables: Mapping[str, str] | None = None, **options: Any) -> str:
    """Run ``command`` to its end and return what it printed; leave with its last words when it fails."""
    result = subprocess.run(
        command,
        env=environment(**(variables or {})),
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
        **options,
    )
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command[:4]))} … failed:\n{(result.stdout + result.stderr)[-2000:]}")
    return str(result.stdout)
