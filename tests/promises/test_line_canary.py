"""The code of a ticket is in no byte that is written, its name in no sentence of the server, its minutes gone when it is called."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
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
HOUSE = "bruxelles"
#: A line by language and question, open at any hour.
LINE = f"""
from parvis.network.models import House
from parvis.queue.models import Flow
house = House.objects.get(slug="{HOUSE}")
house.periods.all().delete()
house.exceptions.all().delete()
Flow.objects.update_or_create(house=house, defaults={{"mode": "theme"}})
"""
CALL = f"""
from django.utils import timezone
from parvis.network.models import House
from parvis.queue.domain.calling import call_next, nobody_came, serve
from parvis.queue.domain.tables import Offered, open_table
house, now = House.objects.get(slug="{HOUSE}"), timezone.now()
keys = [desk.key for desk in house.desks.all()]
table = open_table(house, Offered("", keys, house.languages), now).number
ticket = call_next(house, table, now)
nobody_came(house, table, ticket.pk, now)
serve(house, table, ticket.pk, now)
"""


def take(site: Site) -> tuple[str, str]:
    """Take a ticket as a visitor does, do everything with it and much that is wrong; return its code and its name."""
    where = f"/fr/houses/{HOUSE}/line/"
    once = re.search(r'name="once" value="([^"]+)"', site.ask(f"{where}?language=fr").text)
    assert once
    sent = {"once": once[1], "desk": "", "language": "fr"}
    told = site.ask(where, method="POST", body=urlencode(sent).encode(), headers=FORM)
    address = told.header("Location")
    assert told.status == 303, told.status
    name = re.search(r'class="ticket-name".*?<strong[^>]*>([^<]+)<', site.ask(address).text, re.DOTALL)
    assert name
    for act in ("away", "back", "nonsense"):
        body = urlencode({"act": act, "minutes": "10"}).encode()
        assert site.ask(address, method="POST", body=body, headers=FORM).status in {303, 422}
    for odd in (f"{address}?{address}", f"{address}x/", address.replace("/line/", "/lime/"), address.upper()):
        site.ask(odd)
        site.ask(odd, method="PUT")
    return address.rstrip("/").rpartition("/")[2], name[1].strip()


def test_codes_are_in_no_byte_and_names_in_no_log(make_site: Callable[..., Site]) -> None:
    site = make_site()
    assert site.run("shell", "-c", LINE).returncode == 0
    with serving(site):
        taken = [take(site) for _each in range(2)]
        done = site.run("shell", "-c", CALL)
        assert done.returncode == 0, done.stderr
    codes = {f"code {number}": code for number, (code, _name) in enumerate(taken)}
    assert all(len(code) == 16 for code in codes.values())
    everything = list(files(site.folder))
    assert search(codes, everything) == []
    said = [path for path in everything if "said" in path.parts]
    assert search({f"name {number}": name for number, (_code, name) in enumerate(taken)}, said) == []
    with closing(sqlite3.connect(site.data / "parvis.sqlite3")) as connection:
        rows = connection.execute(
            "select state, since, waited, back_by, locator from queue_ticket order by place"
        ).fetchall()
    assert [row[0] for row in rows] == ["with_us", "waiting"]
    assert rows[0][1] is None
    assert rows[0][3] is None
    (Path(site.folder) / "planted").write_text(f"log: {taken[0][0]}")
    assert search(codes, list(files(site.folder)))
