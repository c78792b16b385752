"""The fire drill: `python -m tools.drill` loses a house's machine and brings it back from its backup, on SQLite and PostgreSQL.

A site with the sample serves, visitors take seats without pause, a backup is taken in the middle of it, the data is destroyed,
the backup is brought back into nothing. Then everything that a house needs is tried on the site that came back.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.served import Reply, Site, serving
from tools.with_postgresql import Cluster

MOST_SECONDS = 15 * 60
#: The seat where everybody wants to sit.
EVENT = """
import datetime
from django.utils import timezone
from parvis.agenda.models import Event, Kind, Session
from parvis.network.models import House
from parvis.seats.models import Plan
kind = Kind.objects.create(key="drill", name={"en": "Drill"})
event = Event.objects.create(code="drill", house=House.objects.order_by("pk")[0], kind=kind, state="published")
starts = timezone.now() + datetime.timedelta(days=9)
session = Session.objects.create(event=event, code="s1", starts=starts, ends=starts + datetime.timedelta(hours=2), time_zone="UTC")
Plan.objects.create(session=session, seats=20000)
"""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
#: Tables whose rows a restore ends on purpose: sessions and links of staff.
ENDED = {"accounts_staffsession", "accounts_invitation"}


def take_seats(site: Site) -> str:
    """Take two seats as a visitor does and return the code; nothing when so many are taken that the site asks to wait."""
    where = "/en/events/drill/seats/"
    once = re.search(r'name="once" value="([^"]+)"', site.ask(where).text)
    assert once, "no form to take seats with"
    body = urlencode({"once": once[1], "session": "s1", "seats": "2", "contact": "class@school.example"})
    told = site.ask(where, method="POST", body=body.encode(), headers=FORM)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", told.text)
    assert code or told.status == 429, f"no code was given: {told.status}"
    return code[0] if code else ""


def change_seats(site: Site, code: str, seats: int) -> None:
    """Have more or fewer seats under ``code``."""
    body = urlencode({"code": code, "act": "change", "seats": seats})
    told = site.ask("/en/seats/", method="POST", body=body.encode(), headers=FORM)
    assert told.status == 200, told.status


def opens(site: Site, code: str) -> bool:
    """Say whether the site knows the seats under ``code``."""
    body = urlencode({"code": code, "act": "look"}).encode()
    return site.ask("/en/seats/", method="POST", body=body, headers=FORM).status == 200


def finds(site: Site) -> bool:
    """Say whether search leads to the baker."""
    return "boulang" in site.ask("/fr/search/?q=boulanger").text.lower()


def signs_in(site: Site, email: str = "manager@sample.example") -> bool:
    """Say whether a member of staff gets into the workspace with password and second step."""
    cookies: dict[str, str] = {}

    def ask(path: str, **fields: str) -> Reply:
        sent = {**FORM, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        body = urlencode({**fields, "csrfmiddlewaretoken": cookies.get("form", "")}).encode() if fields else None
        reply = site.ask(path, method="POST" if fields else "GET", body=body, headers=sent)
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                cookies.update({key: each.value for key, each in SimpleCookie(value).items()})
        return reply

    ask("/en/staff/sign-in/")
    ask("/en/staff/sign-in/", email=email, password="only a sample")  # noqa: S106  the sample's, which everybody may know
    code = site.run("staff", "code", email).stdout.strip()
    ask("/en/staff/second-step/")
    ask("/en/staff/second-step/", code=code)
    return ask("/en/staff/").status == 200


def told_rows(archive: Path) -> dict[str, int]:
    """Return the rows of each table as the backup's manifest counts them."""
    with zipfile.ZipFile(archive) as opened:
        rows: dict[str, int] = json.loads(opened.read("manifest.json"))["rows"]
    return {name: number for name, number in rows.items() if name not in ENDED}


@contextmanager
def hammered(site: Site, codes: list[str]) -> Iterator[None]:
    """Let visitors take seats without pause meanwhile; every code that was given goes to ``codes``."""
    stop = threading.Event()

    def hammer() -> None:
        seats = itertools.cycle((1, 2, 3))
        code = ""
        while not stop.is_set():
            new = take_seats(site)
            code = new or code
            if new:
                codes.append(new)
            elif code:
                change_seats(site, code, next(seats))

    writers = [threading.Thread(target=hammer) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def flip(archive: Path, copy: Path, place: float = 0.5) -> Path:
    """Write ``archive`` to ``copy`` with one bit turned at ``place`` of its length (0 to 1)."""
    content = bytearray(archive.read_bytes())
    content[int(len(content) * place)] ^= 0x10
    copy.write_bytes(content)
    return copy


@dataclass
class Drill:
    """One drill of ``site``, with its backups in ``safe``; ``destroy`` takes away the database where it is not in the data folder."""

    site: Site
    safe: Path
    destroy: Callable[[], None] = lambda: None
    say: Callable[[str], None] = lambda _sentence: None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - begun
        self.say(f"  {name:<24} {self.seconds[name]:6.1f} s")

    def command(self, *words: str, well: bool = True) -> str:
        """Run `parvis` and return what it said; fail when it did not end as expected."""
        done = self.site.run(*words, timeout=MOST_SECONDS)
        said = done.stdout + done.stderr
        assert (done.returncode == 0) == well, said
        assert "Traceback" not in said, said
        return said

    def run(self) -> Mapping[str, float]:
        """Lose everything and bring it back; return the seconds each step took, raise AssertionError where a proof fails."""
        codes: list[str] = []
        self.safe.mkdir(exist_ok=True)
        self.command("shell", "-c", EVENT)
        with serving(self.site):
            early = [take_seats(self.site) for _ in range(3)]
            with self._step("backup while written to"), hammered(self.site, codes):
                self.command("backup", str(self.safe))
        (archive,) = self.safe.glob("*.zip")
        self.refuse_broken(archive)
        shutil.rmtree(self.site.data)
        self.site.data.mkdir()
        self.destroy()
        with self._step("restore into nothing"):
            said = self.command("restore", str(archive))
        assert "House" in said, said
        with self._step("serve again"):
            self.site.start()
        try:
            self.prove(early)
        finally:
            self.site.stop()
        self.compare(archive, given=len(early))
        took = self.seconds["restore into nothing"] + self.seconds["serve again"]
        assert took < MOST_SECONDS, f"It took {took:.0f} s."
        self.say(f"  {len(codes)} codes were given meanwhile; back after {took:.1f} s.")
        return self.seconds

    def refuse_broken(self, archive: Path) -> None:
        """Prove that a backup with one bit turned is refused and changes nothing."""
        before = {path: path.read_bytes() for path in self.site.data.glob("*_key")}
        said = self.command("restore", "--yes", str(flip(archive, self.safe / "flipped")), well=False)
        assert "damaged" in said, said
        assert {path: path.read_bytes() for path in self.site.data.glob("*_key")} == before

    def prove(self, codes: list[str]) -> None:
        """Prove that the site that came back is the house's own."""
        assert all(opens(self.site, code) for code in codes), "a seat code from before the backup does not open"
        assert not opens(self.site, "0000-0000-0000"), "any code opens"
        assert finds(self.site), "search does not find"
        assert signs_in(self.site), "staff cannot sign in"

    def compare(self, archive: Path, given: int) -> None:
        """Prove by a backup of what came back that every table has the rows it had."""
        again = self.safe / "again.zip"
        self.command("backup", str(again))
        then, now = told_rows(archive), told_rows(again)
        assert then["network_house"] > 0
        assert then["seats_holding"] >= given
        assert now == then, {
            name: (then.get(name), now.get(name)) for name in {*then, *now} if then.get(name) != now.get(name)
        }


def made_ready(folder: Path, database: str = "") -> Site:
    """Return a site with the sample."""
    site = Site(folder, database)
    done = site.run("up", "--no-serve", timeout=MOST_SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def main(databases: list[str]) -> None:
    """Run the drill on each of ``databases``, and print how long each step took."""

    def say(sentence: str) -> None:
        print(sentence, flush=True)

    with tempfile.TemporaryDirectory(prefix="parvis-drill-") as name:
        folder = Path(name)
        if "sqlite" in databases:
            say("SQLite")
            Drill(made_ready(folder / "sqlite"), folder / "safe", say=say).run()
        if "postgresql" in databases:
            say("PostgreSQL")
            cluster = Cluster()
            try:
                cluster.start()
                site = made_ready(folder / "postgresql", cluster.create())
                Drill(site, folder / "safe-too", cluster.empty, say).run()
            finally:
                cluster.remove()
    say("The house is back: every proof held.")


if __name__ == "__main__":
    main(sys.argv[1:] or ["sqlite", "postgresql"])
