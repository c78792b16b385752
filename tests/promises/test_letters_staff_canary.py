"""The desk's side of letters: answers, notes, words of officers and of sheets, keys: all staff pages, and no byte of them on the disk."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.served import Reply, Site, serving

from .letters import FORM, hidden, parts, python, words_of, write
from .traces import files, search

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
    ),
]
HOME = "/en/staff/houses/paris/letters/"
OFFICERS, WORDS = f"{HOME}officers/", f"{HOME}words/"
TEXTS = {
    "letter": "zqletter of somebody",
    "answer": "zqanswer of the desk",
    "refused answer": "zqrefused answer of the desk",
    "looked for": "zqlooked for by the desk",
    "note of handing on": "zqnote of handing on",
    "refused sheet": "zqsheet that was refused",
}
#: Two members of staff with a post in Paris, signed in: printed are the cookies of each, then the codes of two desks.
SIGN_IN = """
import django
django.setup()
from django.utils import timezone
from parvis.accounts.domain.testing import open_session
from parvis.accounts.models import Staff
from parvis.network.models import House, Post
house = House.objects.get(slug="paris")
for name, role in (("desk", "desk"), ("manager", "manager")):
    staff = Staff.objects.create(email=f"{name}@house.example", name=name)
    Post.objects.create(staff=staff, role=role, house=house, since=timezone.now().date())
    print("; ".join(f"{name}={value}" for name, value in open_session(staff).items()))
print(*house.desks.order_by("order", "key").values_list("code", flat=True)[:2])
"""
#: The private keys that words open, in hex: the officer's own, and those of the desks.
KEYS = """
import sys, django
django.setup()
from parvis.accounts.models import Staff
from parvis.counsel.domain.desk_keys import keys_of
from parvis.counsel.domain.officers import open_own
from parvis.counsel.domain.phrases import OFFICERS, read_phrase
from parvis.network.models import Desk
opened = open_own(Staff.objects.get(email="manager@house.example"), read_phrase(sys.argv[1], "en", OFFICERS))
print(opened.private.raw.hex())
for desk in Desk.objects.filter(code__in=sys.argv[2:]):
    for key in keys_of(desk, opened).values():
        print(key.raw.hex())
"""


class Officer:
    """A browser of a member of staff: cookies, and forms with their token."""

    def __init__(self, site: Site, cookies: str) -> None:
        self.site, self.cookies = site, SimpleCookie(cookies)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None) -> Reply:
        sent = "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())
        reply = self.site.ask(path, method=method, body=body, headers={**FORM, "Cookie": sent})
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        return reply

    def do(self, path: str, act: str, **fields: str) -> Reply:
        """Press a button of the form at ``path``."""
        token = hidden(self.ask(path))["csrfmiddlewaretoken"]
        return self.ask(path, "POST", urlencode({**fields, "act": act, "csrfmiddlewaretoken": token}).encode())

    def get_words(self) -> list[str]:
        """Draw words of one's own, type them wrongly, then rightly."""
        shown = self.do(WORDS, "draw", sure="1")
        words, held = words_of(shown), hidden(shown)["held"]
        assert self.do(WORDS, "take", held=held, words=" ".join(reversed(words))).status == 422
        assert self.do(WORDS, "take", held=held, words=" ".join(words)).status == 303
        return words

    def threads(self) -> list[str]:
        """Return the addresses of what is listed."""
        return list(dict.fromkeys(re.findall(rf'href="({HOME}threads/[^"/]+/)"', self.ask(HOME).text)))


def keys_and_answers(one: Officer, other: Officer, desks: list[str]) -> dict[str, list[str]]:
    """Make the keys of two desks, admit a colleague, answer, hand on, rotate, lose and recover; return all words there were."""
    found = {"officer": one.get_words(), "colleague": other.get_words()}
    for number, desk in enumerate(desks):
        found[f"sheet {number}"] = words_of(one.do(OFFICERS, "key", desk=desk))
        row = re.search(r'<option value="(\d+)">manager</option>', one.ask(OFFICERS).text)
        assert row
        assert one.do(OFFICERS, "admit", desk=desk, officer=row[1]).status == 303
    write(one.site, desks[0], TEXTS["letter"])
    write(one.site, desks[0], TEXTS["letter"], "ar")
    first, second = one.threads()
    assert TEXTS["letter"] in one.ask(first).text
    assert one.do(first, "claim").status == 303
    assert TEXTS["looked for"] in one.do(first, "find", find=TEXTS["looked for"], text=TEXTS["answer"], after="1").text
    assert one.do(first, "answer", text=TEXTS["refused answer"], after="0").status == 409
    assert one.do(first, "answer", text=TEXTS["answer"], after="1").status == 303
    assert TEXTS["answer"] in other.ask(first).text
    assert one.do(f"{first}sheet/", "keep", title="", body=TEXTS["refused sheet"]).status == 422
    assert one.do(second, "hand", desk=desks[1], note=TEXTS["note of handing on"], after="1").status == 303
    assert other.ask(f"{first}news/").status == 200
    found["newer sheet"] = words_of(one.do(OFFICERS, "sheet", desk=desks[0]))
    assert one.do(OFFICERS, "rotate", desk=desks[0]).status == 303
    assert one.do(OFFICERS, "recover", desk=desks[0], words=" ".join(found["newer sheet"])).status == 303
    assert one.do(HOME, "close").status == 303
    assert one.do(HOME, "open", words=" ".join(reversed(found["officer"]))).status == 422
    assert one.do(HOME, "open", words=" ".join(found["officer"])).status == 303
    return found


def bad_ways(officer: Officer, words: Iterable[list[str]]) -> None:
    """Send texts and words where nobody wants them: wrong methods, wrong addresses, no token, no form at all."""
    for spoken in [*TEXTS.values(), *(" ".join(each) for each in words)]:
        for path in (HOME, OFFICERS, WORDS, f"{HOME}threads/nothing/", f"{HOME}nowhere/"):
            body = urlencode({"words": spoken, "text": spoken, "note": spoken, "act": spoken}).encode()
            officer.ask(path, "POST", body)
            officer.ask(path, "PUT", body)


def holders(secrets: Iterable[bytes], folder: Path) -> list[str]:
    """Return where a key stands, as it is, in hex or in base 64."""
    forms = [
        (secret, secret.hex().encode(), secret.hex().upper().encode(), base64.b64encode(secret)[:42])
        for secret in secrets
    ]
    return [
        path.name
        for path in files(folder)
        for raw in [path.read_bytes()]
        if any(form in raw for each in forms for form in each)
    ]


def test_nothing_of_the_desk_s_side_is_in_any_byte(make_site: Callable[..., Site]) -> None:
    site = make_site(PARVIS_WORKERS="2")
    *cookies, desks = python(site, SIGN_IN).splitlines()
    one, other = (Officer(site, each) for each in cookies)
    with serving(site):
        words = keys_and_answers(one, other, desks.split())
        bad_ways(one, words.values())
        assert site.run("backup", str(site.folder / "backup.zip")).returncode == 0
    told = python(site, KEYS, " ".join(words["colleague"]), *desks.split()).split()
    keys = [bytes.fromhex(each) for each in told]
    assert len(keys) >= 3
    values = dict(TEXTS)
    for whose, each in words.items():
        values |= {name: value for name, value in parts(each, whose).items() if len(value.encode()) >= 8}
    assert search(values, list(files(site.folder))) == []
    assert holders(keys, site.folder) == []
    planted = site.folder / "planted"
    planted.write_bytes(f"{TEXTS['answer']} {' '.join(words['newer sheet'][:3])}".encode() + keys[-1])
    assert len(search(values, [planted])) >= 2, "positive control"
    assert holders(keys, site.folder) == ["planted"], "positive control"
