"""Notes for tests."""

import datetime
import itertools
from dataclasses import replace

from parvis.marks.domain.noting import Note, keep
from parvis.marks.enums import Band, Half, Mode, Theme
from parvis.network.models import House
from parvis.network.tests.made import ASK, house

NOW = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
TODAY = NOW.date()
_number = itertools.count()


def make_house(slug="lyon", desks=(), **fields):
    """Return the house, with desks of these keys."""
    records = tuple(replace(ASK, key=key, question={"en": f"Question of {key}?"}) for key in desks)
    return House.objects.filter(slug=slug).first() or house(slug, desks=records, **fields)


def a_note(**said):
    """Return a note of its own name."""
    usual = {
        "name": f"a-note-of-the-test-{next(_number)}",
        "day": TODAY,
        "half": Half.MORNING,
        "desk": "",
        "themes": (Theme.CV,),
        "language": "fr",
        "mode": Mode.THERE,
        "band": Band.TO_15,
    }
    return Note(**usual | said)


def mark(number=1, *, house=None, now=NOW, **said):
    """Mark ``number`` interviews that say the same, on the day of ``now``."""
    for _each in range(number):
        keep(house or make_house(), a_note(**{"day": now.date()} | said), now)
