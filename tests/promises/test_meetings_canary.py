"""The return code of a seeker, and what somebody needs, are in no byte that is written beside their own rows: tables, log, the server's words."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.served import Site, serving

from .traces import files, search

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
    ),
]
MARK = "zqmarkofaseeker"
SET_UP = """
import datetime
from django.utils import timezone
from parvis.agenda.models import Event, Kind, Session
from parvis.meetings.models import MeetingDay, Table
from parvis.network.domain.sample_staff import sample_house
starts = timezone.now() + datetime.timedelta(days=9)
event = Event.objects.create(code="mday", house=sample_house(), kind=Kind.objects.first(), state="published")
session = Session.objects.create(event=event, code="mday", starts=starts, ends=starts + datetime.timedelta(hours=4), time_zone=f"Etc/GMT{starts.hour - 12:+d}")
day = MeetingDay.objects.create(session=session, state="open", seed=1)
Table.objects.create(day=day, key="t1", organisation="Bakery", languages=["fr", "ar"], access=["quiet"])
"""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def code_of(site: Site) -> str:
    """Join as a visitor does, wrongly first, do everything a code can do but leaving, and return the code."""
    where = "/fr/meetings/mday/join/"
    once = re.search(r'name="once" value="([^"]+)"', site.ask(where).text)
    assert once
    stated = {"language": "fr", "part": "0", "most": "2", "need": "quiet", "wish": "t1", "open": "1"}
    for sent in ({"need": MARK}, {"wish": MARK}, {"contract": MARK, "zone": MARK}):
        wrong = urlencode({**stated, **sent, "once": once[1]}).encode()
        assert site.ask(where, method="POST", body=wrong, headers=FORM).status == 422
    told = site.ask(where, method="POST", body=urlencode({**stated, "once": once[1]}).encode(), headers=FORM)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", told.text)
    assert code, told.status
    for act in ("look", "edit", "change", "tell", "nonsense"):
        body = urlencode({**stated, "code": code[0], "act": act, "outcome": "again"}).encode()
        assert site.ask("/ar/my-meetings/", method="POST", body=body, headers=FORM).status in {200, 422}
        site.ask(f"/ar/my-meetings/?{code[0]}", method="PUT", body=body, headers=FORM)
    return code[0]


def test_codes_and_what_was_typed_wrong_are_in_no_byte(make_site: Callable[..., Site]) -> None:
    site = make_site()
    done = site.run("shell", "-c", SET_UP)
    assert done.returncode == 0, done.stderr
    with serving(site):
        codes = {f"code {number}": code_of(site) for number in range(3)}
    values = {"typed": MARK}
    for name, code in codes.items():
        values |= {name: code, f"{name} bare": code.replace("-", ""), f"{name} low": code.replace("-", "").lower()}
    with sqlite3.connect(site.data / "parvis.sqlite3") as connection:
        assert connection.execute("select count(*) from meetings_seeker where needs like '%quiet%'").fetchone() == (3,)
    assert search(values, list(files(site.folder))) == []
    (Path(site.folder) / "planted").write_text(f"log: {codes['code 0']}")
    assert search(values, list(files(site.folder)))
