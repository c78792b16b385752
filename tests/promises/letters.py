"""A site whose desk takes letters, and a visitor who writes to it over the wire."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from parvis.core.domain.moment import Moment, is_solved
from parvis.counsel.views.writing import BITS, SECONDS
from tests.served import Reply, Site

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
#: Make the first desk of Paris take letters; its officer's words are printed to whoever runs this, and stand nowhere.
OPEN_A_DESK = """
import django
django.setup()
from django.utils import timezone
from parvis.accounts.models import Staff
from parvis.counsel.domain.desk_keys import make_desk_key
from parvis.counsel.domain.officers import become_officer
from parvis.network.models import House, Post
house, now = House.objects.get(slug="paris"), timezone.now()
staff = Staff.objects.create(email="desk@house.example", name="Desk")
Post.objects.create(staff=staff, role="desk", house=house, since=now.date())
words = become_officer(staff, "en", now)
desk = house.desks.order_by("order", "key").first()
make_desk_key(desk, staff, "en", now)
print(desk.code)
print(" ".join(words.reveal()))
"""
#: Try to read everything with all that anybody ever had: the visitor's words and their language, then mail and words of officers.
ATTACK = """
import sys, django
django.setup()
from django.utils import timezone
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.counsel.domain.desk_keys import keys_of
from parvis.counsel.domain.desk_reading import open_at_desk
from parvis.counsel.domain.officers import open_own
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.phrases import OFFICERS, read_phrase
from parvis.counsel.domain.returning import come_back
words, language, *officers = sys.argv[1:]
opened = come_back(read_phrase(words, language), timezone.now())
ways = [opened]
for email, spoken in zip(officers[::2], officers[1::2], strict=True):
    own = open_own(Staff.objects.get(email=email), read_phrase(spoken, "en", OFFICERS))
    ways.append(open_at_desk(opened.thread, keys_of(opened.thread.desk, own)))
for each in ways:
    try:
        print("read:", *(" ".join(letter.text.reveal().split()) for letter in letters_of(each)))
    except Refusal as refused:
        print("refused:", refused)
"""


@dataclass(frozen=True)
class TakesLetters:
    """The desk's code, and the words of its officer."""

    desk: str
    officer: str


def python(site: Site, code: str, *arguments: str, **variables: str) -> str:
    """Run ``code`` in the site's environment and return what it prints, which is written nowhere."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**site.environment, **variables},
        cwd=site.folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def open_a_desk(site: Site) -> TakesLetters:
    desk, officer = python(site, OPEN_A_DESK).splitlines()
    return TakesLetters(desk, officer)


def post(site: Site, path: str, **fields: str) -> Reply:
    return site.ask(path, method="POST", body=urlencode(fields).encode(), headers=FORM)


def hidden(reply: Reply) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in HIDDEN.findall(reply.text)}


def words_of(reply: Reply) -> list[str]:
    shown = re.search(r'<ol class="words".*?</ol>', reply.text, re.DOTALL)
    assert shown, (reply.status, reply.text[-3000:])
    return [html.unescape(word) for word in re.findall(r"<li>(.*?)</li>", shown[0])]


def solved(fields: dict[str, str]) -> dict[str, str]:
    moment = Moment(fields["moment"], BITS, SECONDS)
    return fields | {"work": next(str(number) for number in range(10**8) if is_solved(moment, str(number)))}


def write(site: Site, desk: str, text: str, language: str = "fr") -> list[str]:
    """Write a letter, note the words, send it; return the words."""
    page = post(site, f"/{language}/write/{desk}/", text=text, keep="90")
    words = words_of(page)
    sent = post(site, f"/{language}/write/{desk}/", **solved(hidden(page)), words=" ".join(words))
    assert sent.status == 303, sent.text[-3000:]
    return words


def parts(words: list[str], whose: str = "visitor") -> dict[str, str]:
    """Return what of a phrase may be looked for: three words in a row are in nobody's text by chance."""
    threes = [words[place : place + 3] for place in range(len(words) - 2)]
    rows = {f"words {place}": " ".join(three) for place, three in enumerate(threes)}
    run_together = {f"run together {place}": "".join(three) for place, three in enumerate(threes)}
    found = rows | run_together | {"all words": " ".join(words), "words but the check": " ".join(words[:-1])}
    return {f"{whose}: {name}": value for name, value in found.items()}


def try_to_read(site: Site, data: Path, visitor: tuple[str, str], officers: Iterable[tuple[str, str]]) -> list[str]:
    """Open the letters of ``visitor`` (words, language) on the data folder ``data`` with their words, then with those of each
    officer (mail address, words); return a line for each: "read: …" or "refused: …"."""
    spoken = [word for officer in officers for word in officer]
    return python(site, ATTACK, *visitor, *spoken, PARVIS_DATA=str(data)).splitlines()


def bring_back(unpacked: Path, folder: Path) -> Path:
    """Return ``folder`` as the data folder of somebody who has the backup that was unpacked in ``unpacked``, and nothing else."""
    shutil.copytree(unpacked / "files", folder)
    shutil.copy(unpacked / "database.sqlite3", folder / "parvis.sqlite3")
    return folder


def attack(
    site: Site, unpacked: Path, folder: Path, visitor: tuple[str, str], officers: Iterable[tuple[str, str]]
) -> None:
    """Put a backup from before the deletion beside all that is on the disk today, and fail when any key there is reads it."""
    stolen, officers = bring_back(unpacked, folder / "stolen"), list(officers)
    refused = ["refused"] * (1 + len(officers))
    told = try_to_read(site, stolen, visitor, officers)
    assert [line.split(":")[0] for line in told] == refused, "a backup alone"
    shutil.copy(site.data / "thread_keys", stolen)
    told = try_to_read(site, stolen, visitor, officers)
    assert [line.split(":")[0] for line in told] == refused, "with today's disk beside it"
