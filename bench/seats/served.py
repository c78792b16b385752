"""Parvis through its own server, as a visitor meets it: ask for the form, send it, be told the code or a place in the line."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.common.processes import free_port, serving
from bench.common.site import PARVIS
from bench.seats.chaos import Chaos
from bench.seats.crowd import AGAIN_AFTER, Again, Told, Visitor, crowd

FORM = "/en/events/chaos/seats/"
ONE_MORE = """
import datetime, sys, django
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from django.utils import timezone
from parvis.agenda.models import Event, Session
from parvis.seats.models import Plan
starts = timezone.now() + datetime.timedelta(days=9)
event = Event.objects.get(code="chaos")
session = Session.objects.create(event=event, code="served", starts=starts, ends=starts + datetime.timedelta(hours=2), time_zone="UTC")
print(Plan.objects.create(session=session, seats=int(sys.argv[1])).pk)
"""
HELD = """
import sys, django
django.setup()
from parvis.seats.models import Holding
print(Holding.objects.filter(plan=int(sys.argv[1]), state="held").count())
"""
_ONCE = re.compile(r'name="once" value="([^"]+)"')
_CODE = re.compile(r'id="return-code"[^>]*>([0-9A-Z-]{14})<')


def run(chaos: Chaos, attempts: int, at_once: int) -> tuple[Told, int]:
    """Let the crowd at one more hot session; return what it was told, and how many seats are held in the end."""
    plan = chaos.python(ONE_MORE, str(chaos.seats))
    with _serving(chaos.environment, chaos.folder, chaos.workers) as (port, server):
        told = crowd(lambda: _attempt(port), attempts, at_once, server)
    return told, int(chaos.python(HELD, plan))


@contextmanager
def _serving(environment: Mapping[str, str], folder: Path, workers: int) -> Iterator[tuple[int, int]]:
    port = free_port()
    variables = {
        **environment,
        "PARVIS_PORT": str(port),
        "PARVIS_ORIGIN": f"http://127.0.0.1:{port}",
        "PARVIS_WORKERS": str(workers),
        "PARVIS_SEATS_WORK": "no",  # all come from one machine, which would do the sums of all
    }
    with serving([PARVIS, "serve"], variables, port, FORM, folder / "served.log") as server:
        yield port, server.pid


def _attempt(port: int) -> str:
    """Ask for two pages, as a person does, until told; return the code when a seat was had."""
    once, visitor = "", Visitor(port)
    while True:
        try:
            if not once:
                found = _ONCE.search(visitor.ask(FORM)[2])
                once = found[1] if found else ""
                continue
            status, _to, page = visitor.ask(FORM, {"once": once, "session": "served", "seats": "1"})
            code = _CODE.search(page)
            if status == 200 and code:
                return code[1] if "is kept for you" in page else ""
        except Again:
            pass
        time.sleep(AGAIN_AFTER)
