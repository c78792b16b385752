"""What is in a note, a name, a contact, a mailbox and a return code are in no byte that is written: tables, log of the database, the
server's words. The mail that goes holds a link and nothing of them."""

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
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NOTE = {"can": "zqcanbake bread", "why": "zqmotive warm", "languages": "zqlanguage b1", "when": "zqwhenever"}
WHO = {"name": "zqname somebody", "contact": "zqcontact.somebody@mail.example"}
MAILBOX = "zqmailbox.recruiter@company.example"
SET_UP = f"""
from parvis.answers.domain.sealing import seal_mailbox
from parvis.answers.models import Contract
contract = Contract.objects.get(is_sample=True)
contract.mailbox, contract.agreed_on = seal_mailbox({MAILBOX!r}, contract), contract.stated_on
contract.save()
print(contract.offer_code)
"""
LINK = "from parvis.answers.domain.keys import link_of; from parvis.answers.models import Note; print(link_of(Note.objects.get().name))"


def post(site: Site, path: str, **fields: str) -> str:
    reply = site.ask(path, method="POST", body=urlencode(fields).encode(), headers=FORM)
    assert reply.status in {200, 422, 429}, (path, reply.status)
    return reply.text


def test_notes_names_and_codes_are_in_no_byte(make_site: Callable[..., Site]) -> None:
    site = make_site()
    done = site.run("shell", "-c", SET_UP)
    assert done.returncode == 0, done.stderr
    where = f"/fr/offers/{done.stdout.split()[-1]}/note/"
    with serving(site):
        once = re.search(r'name="once" value="([^"]+)"', site.ask(where).text)
        assert once
        sent = {"once": once[1], **NOTE}
        code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", post(site, where, **sent))
        assert code
        assert NOTE["can"] in post(site, where, **sent, act="send", code=code[0])
        reply = f"/en/reply/{site.run('shell', '-c', LINK).stdout.split()[-1]}/"
        assert NOTE["why"] in post(site, reply, act="read")
        post(site, reply, act="ask", text="zqquestion since when")
        post(site, "/ar/notes/", code=code[0], act="reply", text="zqreply a year")
        post(site, reply, act="invite", text="zqinvitation monday")
        post(site, "/ar/notes/", code=code[0], act="sign", days="7", **WHO)
        assert WHO["name"] in post(site, reply, act="accept")
        post(site, "/ar/notes/", code=code[0], act="nonsense")
        site.ask(f"/ar/notes/?{code[0]}", method="PUT", body=urlencode(WHO).encode(), headers=FORM)
        site.run("purge")
    values = {**NOTE, **WHO, "mailbox": MAILBOX, "question": "zqquestion since when", "reply": "zqreply a year"}
    values |= {"invitation": "zqinvitation monday", "code": code[0], "bare": code[0].replace("-", "")}
    values |= {"low": values["bare"].lower(), "link": reply.split("/")[3]}
    with sqlite3.connect(site.data / "parvis.sqlite3") as connection:
        assert connection.execute("select count(*) from answers_message").fetchone() == (4,)
        assert connection.execute("select count(*) from answers_reveal").fetchone() == (1,)
    # What `parvis shell` printed for this test is the test's own: the link is nowhere else.
    assert search(values, [path for path in files(site.folder) if path.name != "shell.txt"]) == []
    (Path(site.folder) / "planted").write_text(f"log: {WHO['name']} {values['code']}")
    assert search(values, list(files(site.folder)))
