"""A real Parvis in a folder of its own: the production server in a subprocess, with nothing of the machine's in sight."""

from __future__ import annotations

import http.client
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tools.with_postgresql import held_port

#: The server's own command with its access log on: the one thing Parvis never does (positive control of the canary).
WITH_ACCESS_LOG = (
    "import os, django; django.setup();"
    "from parvis.core.domain.serving import server_command as made;"
    "command = [{'--no-access-log': '--access-log', '--log-level=warning': '--log-level=info'}.get(word, word)"
    " for word in made()]; os.execv(command[0], command)"
)


#: Seconds after which a test gives up on a busy machine; no promise is measured by it.
PATIENCE = 120


@dataclass
class Reply:
    """What came back over the wire."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """Return the header ``name``, empty when it was not sent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class Site:
    """One installation under ``folder``: data, home, tmp, and said (standard output and error of every command)."""

    folder: Path
    database: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    place: socket.socket = field(default_factory=held_port, repr=False)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        for name in ("data", "home", "tmp", "said"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def port(self) -> int:
        """Return the port of the site, which is its own as long as this object lives."""
        return int(self.place.getsockname()[1])

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return the whole environment of the server: nothing is inherited but where programs are."""
        return {
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            "LANG": "C.UTF-8",
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
            "PARVIS_DATA": str(self.data),
            "PARVIS_PORT": str(self.port),
            "PARVIS_ORIGIN": self.origin,
            "PARVIS_WORKERS": "1",
            "PARVIS_MEANING": "no",
            **({"DATABASE_URL": self.database} if self.database else {}),
            **self.variables,
        }

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "parvis.config.command", *words]

    def run(self, *words: str, timeout: float = 280) -> subprocess.CompletedProcess[str]:
        """Run `parvis` with ``words`` to its end; what it says is also kept under said/."""
        done = subprocess.run(
            self.command(*words),
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        with (self.folder / "said" / f"{words[0]}.txt").open("a") as said:
            said.write(done.stdout + done.stderr)
        return done

    def spawn(self, *words: str) -> subprocess.Popen[bytes]:
        """Start `parvis` with ``words`` in its own process group, its output under said/."""
        return self._start(self.command(*words), words[0])

    def _start(self, command: list[str], name: str) -> subprocess.Popen[bytes]:
        said = self.folder / "said"
        with (said / f"{name}.out").open("ab") as out, (said / f"{name}.err").open("ab") as err:
            return subprocess.Popen(
                command, env=self.environment, cwd=self.folder, stdout=out, stderr=err, start_new_session=True
            )

    def start(self, *, access_log: bool = False) -> None:
        """Serve, and return when the first page can be had."""
        command = [sys.executable, "-c", WITH_ACCESS_LOG] if access_log else self.command("serve")
        self.process = self._start(command, "serve")
        self.wait_for("/en/", lambda reply: reply.status > 0, seconds=PATIENCE)

    def stop(self) -> None:
        """Stop the server as an operator would, and wait for it."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=15)
        with_children(self.process, signal.SIGKILL)
        self.process.wait(timeout=5)
        self.process = None

    def said(self) -> str:
        """Return everything the installation's commands have written to standard output and error."""
        return "".join(path.read_text(errors="replace") for path in sorted((self.folder / "said").iterdir()))

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        source: str = "127.0.0.1",
        timeout: float = PATIENCE,
    ) -> Reply:
        """Ask for ``path`` once, on a connection of its own from the address ``source``; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout, source_address=(source, 0))
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # a body too long is answered before it is read whole
                connection.request(method, path, body=body, headers=dict(headers or {}))
            answer = connection.getresponse()
            return Reply(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def ask_at_once(self, path: str) -> Reply:
        """Ask for ``path`` and fail when the answer waited for something: it may take two seconds, and what this machine is
        slow by now, told by a question that needs nothing."""

        def timed(asked: str) -> tuple[Reply, float]:
            begun = time.monotonic()
            return self.ask(asked), time.monotonic() - begun

        before = timed("/healthz")[1]
        reply, took = timed(path)
        slow = max(before, timed("/healthz")[1])
        assert took < 2 + 50 * slow, f"{path} took {took:.1f} s, /healthz {slow:.3f} s"
        return reply

    def wait_for(
        self, path: str, is_well: object, *, seconds: float = PATIENCE, headers: Mapping[str, str] | None = None
    ) -> float:
        """Ask for ``path`` until ``is_well(reply)``; return the seconds it took, fail after ``seconds``."""
        begun = time.monotonic()
        last: object = None
        while time.monotonic() - begun < seconds:
            if self.process is not None and self.process.poll() is not None:
                break
            try:
                last = self.ask(path, headers=headers)
            except (OSError, http.client.HTTPException) as error:
                last = error
            else:
                if is_well(last):  # type: ignore[operator]
                    return time.monotonic() - begun
            time.sleep(0.1)
        shown = last.status if isinstance(last, Reply) else last
        message = f"{path} was not well after {seconds} s: {shown}\n{self.said()[-3000:]}"
        raise AssertionError(message)


def with_children(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a process and everything it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


@contextmanager
def serving(site: Site, *, access_log: bool = False) -> Iterator[Site]:
    """Serve ``site`` for the length of the block."""
    site.start(access_log=access_log)
    try:
        yield site
    finally:
        site.stop()


def prepare(folder: Path, database: str = "") -> Site:
    """Make a site ready, once: shape, sample and a few skills, static files, index."""
    from .tiny_esco import tiny_esco  # reads tables' models: whoever only serves needs no Django here

    site = Site(folder, database)
    for words in (
        ("up", "--no-serve"),
        ("import", "esco", str(tiny_esco(folder / "home"))),
        ("index",),
    ):
        done = site.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    return site


def copy(prepared: Site, folder: Path, database: str = "", **variables: str) -> Site:
    """Return a site of its own with the prepared one's SQLite database (or on ``database``), static files and index."""
    shutil.copytree(prepared.data, folder / "data", dirs_exist_ok=True)
    return Site(folder, database, variables)


def full_disk(size: int) -> Callable[[], None]:
    """Return what makes every write past ``size`` bytes of a file fail as on a full disk (EFBIG instead of ENOSPC)."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit
