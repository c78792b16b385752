"""Run a command beside a throw-away PostgreSQL: `python tools/with_postgresql.py COMMAND …`.

The cluster is made from Debian's binaries in a temporary folder, listens on a free port of the loopback, and is gone
when the command ends. DATABASE_URL is set for the command; its exit status is ours.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path


def binaries() -> Path:
    """Return the folder of the newest PostgreSQL server installed; leave with a sentence when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    which = shutil.which("postgres")
    if which:
        return Path(which).parent
    sys.exit("PostgreSQL is not installed: install the package postgresql (Debian) and try again.")


def as_owner() -> list[str]:
    """Return the prefix that runs a program as an unprivileged user, which PostgreSQL insists on; none when not root."""
    if os.geteuid() != 0:
        return []
    user = next(
        (name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()}), "nobody"
    )
    entry = pwd.getpwnam(user)
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


def free_port() -> int:
    """Return a TCP port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def held_port() -> socket.socket:
    """Return a socket that keeps a TCP port of the loopback from everybody but a server that is started there on purpose.

    It does not listen. Servers may share its address (SO_REUSEADDR, SO_REUSEPORT); nobody who asks the system for any free port
    gets this one, however long the server takes to start or is stopped in between.
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    holder.bind(("127.0.0.1", 0))
    return holder


class Cluster:
    """A PostgreSQL cluster of its own in a temporary folder, on a free port of the loopback, without durability."""

    SETTINGS: Mapping[str, object] = {
        "listen_addresses": "127.0.0.1",
        "fsync": "off",
        "max_connections": 60,
        "shared_buffers": "256MB",
    }

    def __init__(self, settings: Mapping[str, object] | None = None, like: Path | None = None) -> None:
        """Make the folder and the cluster's files, or copy those of a stopped cluster (``like``); ``settings`` override the
        server's own. Leaves with a sentence on failure."""
        self.home, self.owner, self._holder = (
            Path(tempfile.mkdtemp(prefix="parvis-postgresql-")),
            as_owner(),
            held_port(),
        )
        self.port: int = self._holder.getsockname()[1]
        self.binaries = binaries()
        self.settings = {**self.SETTINGS, "port": self.port, "unix_socket_directories": self.home, **(settings or {})}
        self.server: subprocess.Popen[bytes] | None = None
        if self.owner:
            entry = pwd.getpwuid(int(self.owner[1].split("=")[1]))
            os.chown(self.home, entry.pw_uid, entry.pw_gid)
        initdb = [self.binaries / "initdb", "-D", self.data, "-U", "parvis", "-A", "trust", "-E", "UTF8"]
        made = subprocess.run(
            [*self.owner, *initdb, "--locale=C.UTF-8", "--no-sync"] if like is None else ["cp", "-a", like, self.data],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home,
        )
        if made.returncode:
            sys.exit(f"PostgreSQL could not make its folder: {made.stderr.strip()}")

    @property
    def data(self) -> Path:
        """Return the folder of the cluster's files."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """Return the file that holds what the server has said."""
        return self.home / "log"

    def address(self, name: str = "parvis") -> str:
        """Return the address of the database ``name``, as DATABASE_URL wants it."""
        return f"postgresql://parvis@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        arguments = [argument for name, value in self.settings.items() for argument in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                [*self.owner, self.binaries / "postgres", "-D", self.data, *arguments],
                stdout=log,
                stderr=log,
                cwd=self.home,
            )
        ready = [self.binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        for _ in range(100):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.1)
        sys.exit("PostgreSQL did not answer within ten seconds.")

    def stop(self, signal_number: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: SIGINT ends its connections and is tidy, SIGQUIT is a crash."""
        if self.server is not None:
            self.server.send_signal(signal_number)
            self.server.wait(timeout=30)
            self.server = None

    def create(self, name: str = "parvis") -> str:
        """Create the database ``name`` and return its address."""
        createdb = [self.binaries / "createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "parvis", name]
        subprocess.run(createdb, check=True)
        return self.address(name)

    def empty(self, name: str = "parvis") -> None:
        """Lose the database ``name``, whoever is using it, and make an empty one."""
        dropdb = [self.binaries / "dropdb", "--force", "-h", "127.0.0.1", "-p", str(self.port), "-U", "parvis", name]
        subprocess.run(dropdb, check=True)
        self.create(name)

    def remove(self) -> None:
        """Stop the server and take the folder away."""
        self.stop()
        self._holder.close()
        shutil.rmtree(self.home, ignore_errors=True)


def main(command: list[str]) -> int:
    """Start a cluster, run ``command``, take everything down; return the command's exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is taken down then, too
    cluster = Cluster(dict(item.split("=", 1) for item in os.environ.get("POSTGRESQL_SETTINGS", "").split(";") if item))
    try:
        cluster.start()
        environment = {**os.environ, "DATABASE_URL": cluster.create()}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        cluster.remove()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
