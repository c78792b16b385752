"""A site whose desk takes letters, and a visitor who writes to it over the wire."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from dataclasses import dataclass
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
