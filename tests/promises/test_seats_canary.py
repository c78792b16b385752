"""A return code and a contact are in no byte that is written: tables, log of the database, the server's words."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bench.seats.chaos import SET_UP

from tests.served import Site, serving

from .traces import files, search

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
    ),
]
CONTACT = "zqcontact.someone@mail.example"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def code_of(site: Site, contact: str) -> str:
    """Take seats as a visitor does, do everything a code can do, and return the code; the later ones meet the haste (429)."""
    where = "/fr/events/chaos/seats/"
    once = re.search(r'name="once" value="([^"]+)"', site.ask(where).text)
    assert once
    sent = {"once": once[1], "session": "s1", "seats": "2", "contact": contact}
    told = site.ask(where, method="POST", body=urlencode(sent).encode(), headers=FORM)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", told.text)
    assert code, (told.status, re.sub(r"<[^>]+>|\s+", " ", told.text)[-6000:-1500])
    for path, act in (("seats/", "look"), ("seats/", "change"), ("seats/calendar.ics", ""), ("seats/", "nonsense")):
        body = urlencode({"code": code[0], "act": act, "seats": "3"}).encode()
        assert site.ask(f"/ar/{path}", method="POST", body=body, headers=FORM).status in {200, 422, 429}
        site.ask(f"/ar/{path}?{code[0]}", method="PUT", body=body, headers=FORM)
    return code[0]


def test_codes_and_contacts_are_in_no_byte(make_site: Callable[..., Site]) -> None:
    site = make_site()
    made = SET_UP.replace("sys.argv[1]", "10").replace('"chaos", "control"', '"s1", "s2"').replace("django.setup()", "")
    site.run("shell", "-c", made)
    with serving(site):
        codes = {f"code {number}": code_of(site, CONTACT) for number in range(3)}
    values = {"contact": CONTACT}
    for name, code in codes.items():
        values |= {name: code, f"{name} bare": code.replace("-", ""), f"{name} low": code.replace("-", "").lower()}
    with sqlite3.connect(site.data / "parvis.sqlite3") as connection:
        assert connection.execute("select count(*) from seats_holding where contact is not null").fetchone() == (3,)
    assert search(values, list(files(site.folder))) == []
    (Path(site.folder) / "planted").write_text(f"log: {codes['code 0']}")
    assert search(values, list(files(site.folder)))
