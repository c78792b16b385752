"""A name given to a table is in no byte that is written, nor are the codes, when its partner opens it in the workspace neither; taken back, or its day over, its row is gone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.served import Site, serving

from .letters import hidden, python
from .test_letters_staff_canary import Officer
from .traces import files, search

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
    ),
]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NAME, CONTACT = "Zqname Revealed", "zqcontact.revealed@mail.example"
#: A running day with one table whose seeker sits there; prints the date's code, the table's code and the seeker's.
DAY = """
import datetime
from django.utils import timezone
from parvis.agenda.models import Session
from parvis.core.domain.return_codes import code_from_digest
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.revealing import give_code
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table
session = Session.objects.filter(event__state="published").order_by("pk").first()
day = MeetingDay.objects.create(session=session, state="running", seed=1)
table = Table.objects.create(day=day, key="t1", organisation="Bakery", presence="here")
code = code_from_digest(b"reveal-1")
seeker = Seeker.objects.create(day=day, word="heron", colour="blue", number=42, presence="here", locator=locator(code))
Meeting.objects.create(day=day, seeker=seeker, table=table, slot=0, state="held", promised=True)
print("told", session.code, give_code(day.pk, table.pk).reveal(), code.reveal())
"""
#: A member of staff who writes for the table's partner, signed in; printed are the partner and the cookies.
EDITOR = """
import django
django.setup()
from django.utils import timezone
from parvis.accounts.domain.testing import open_session
from parvis.accounts.models import Staff
from parvis.meetings.models import Table
from parvis.network.models import Partner, Post
partner = Partner.objects.order_by("slug").first()
Table.objects.filter(key="t1").update(partner=partner)
staff = Staff.objects.create(email="editor@office.example", name="editor")
Post.objects.create(staff=staff, role="editor", partner=partner, since=timezone.now().date())
print(partner.slug)
print("; ".join(f"{name}={value}" for name, value in open_session(staff).items()))
"""


def post(site: Site, path: str, **sent: str) -> tuple[int, str]:
    answer = site.ask(path, method="POST", body=urlencode(sent).encode(), headers=FORM)
    return answer.status, answer.text


def test_a_given_name_is_in_no_byte(make_site: Callable[..., Site]) -> None:
    site = make_site()
    made = site.run("shell", "-c", DAY)
    assert made.returncode == 0, made.stderr
    for printed in Path(site.folder).rglob("shell.txt"):
        printed.unlink()  # what this test itself printed to learn the codes
    session, table_code, code = made.stdout.splitlines()[-1].split()[1:]
    where, given = f"/fr/meetings/{session}/name/", {"table": "t1", "name": NAME, "contact": CONTACT, "days": "7"}
    with serving(site, access_log=True):
        for wrong in ({"days": "99"}, {"table": "t9"}, {"name": NAME * 9}):
            assert post(site, where, **(given | {"code": code} | wrong))[0] == 422
        assert post(site, where, code=code, **given)[0] == 200
        status, text = post(site, "/fr/meetings/names/", code=table_code)
        assert status == 200
        assert NAME in text
        assert CONTACT in text
        looked_for = {"name": NAME, "contact": CONTACT, "table's code": table_code, "seeker's code": code}
        assert search(looked_for, list(files(site.folder))) == []
        assert post(site, where, code=code, table="t1", act="revoke")[0] == 200
        assert NAME not in post(site, "/fr/meetings/names/", code=table_code)[1]
    assert search(looked_for, list(files(site.folder))) == []
    (Path(site.folder) / "planted").write_text(f"log: {NAME} {table_code}")
    assert search(looked_for, list(files(site.folder)))


def test_names_that_a_partner_opens_are_in_no_byte(make_site: Callable[..., Site]) -> None:
    site = make_site()
    session, table_code, code = python(site, f"import django\ndjango.setup(){DAY}").splitlines()[-1].split()[1:]
    partner, cookies = python(site, EDITOR).splitlines()
    names = f"/fr/staff/partners/{partner}/meetings/{session}/t1/names/"
    looked_for = {"name": NAME, "contact": CONTACT, "table's code": table_code, "seeker's code": code}
    with serving(site, access_log=True):
        given = {"code": code, "table": "t1", "name": NAME, "contact": CONTACT, "days": "30"}
        assert post(site, f"/fr/meetings/{session}/name/", **given)[0] == 200
        editor = Officer(site, cookies)
        asked = editor.ask(names)
        assert (asked.status, NAME in asked.text) == (200, False)
        token = hidden(asked)["csrfmiddlewaretoken"]
        for typed, status in ((code, 422), (NAME, 422), (table_code * 99, 422), (table_code, 200), (table_code, 200)):
            body = urlencode({"code": typed, "csrfmiddlewaretoken": token}).encode()
            shown = editor.ask(names, "POST", body)
            assert (shown.status, NAME in shown.text, CONTACT in shown.text) == (status, status == 200, status == 200)
            assert table_code not in shown.text
        assert editor.ask(names, "PUT", body).status == 403
        assert search(looked_for, list(files(site.folder))) == []
    with sqlite3.connect(site.data / "parvis.sqlite3") as connection:
        assert connection.execute("select length(sealed) from meetings_reveal").fetchall() == [(1024 + 48,)]
        looks = connection.execute("select count(*) from accounts_staffact where what = 'meetings.names_read'")
        assert looks.fetchone() == (2,)
        connection.execute("update accounts_staffact set code = ? where what = 'meetings.names_read'", (NAME,))
    assert search(looked_for, list(files(site.folder)))
