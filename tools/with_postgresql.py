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


def main(command: list[str]) -> int:
    """Start the cluster, run ``command``, take everything down; return the command's exit status."""
    home, owner, port = Path(tempfile.mkdtemp(prefix="parvis-postgresql-")), as_owner(), free_port()
    data = home / "data"
    if owner:
        entry = pwd.getpwuid(int(owner[1].split("=")[1]))
        os.chown(home, entry.pw_uid, entry.pw_gid)
    folder = binaries()
    made = subprocess.run(
        [
            *owner,
            folder / "initdb",
            "-D",
            data,
            "-U",
            "parvis",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
    )
    if made.returncode:
        sys.exit(f"PostgreSQL could not make its folder: {made.stderr.strip()}")
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": home,
        "fsync": "off",
        "max_connections": 60,
        "shared_buffers": "256MB",
    }
    settings |= dict(item.split("=", 1) for item in os.environ.get("POSTGRESQL_SETTINGS", "").split(";") if item)
    arguments = [argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")]
    server = subprocess.Popen(
        [*owner, folder / "postgres", "-D", data, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
    )
    try:
        for _ in range(100):
            if (
                subprocess.run(
                    [folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False
                ).returncode
                == 0
            ):
                break
            time.sleep(0.1)
        else:
            sys.exit("PostgreSQL did not answer within ten seconds.")
        subprocess.run([folder / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "parvis", "parvis"], check=True)
        address = f"postgresql://parvis@127.0.0.1:{port}/parvis"
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
