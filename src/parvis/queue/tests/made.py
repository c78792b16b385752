"""Lines for tests."""

import datetime
import itertools
from dataclasses import replace

from parvis.core.domain.once import Once
from parvis.network.models import House
from parvis.network.tests.made import ASK, house
from parvis.queue.domain.tables import Offered, open_table
from parvis.queue.domain.taking import Wanted, take_ticket
from parvis.queue.enums import Mode
from parvis.queue.models import Flow

#: A Thursday, 11:05 on the clock of the house, which is open from 10 to 18.
NOW = datetime.datetime(2026, 11, 26, 10, 5, 33, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
WORK = replace(ASK, key="work", question={"en": "How do I find work?", "fr": "Comment trouver du travail ?"}, order=2)
_number = itertools.count()


def a_form():
    return Once(f"ticket-{next(_number)}".encode())


def make_line(mode=Mode.THEME, slug="lyon", **fields):
    """Make a house with two desks, three languages and a line."""
    place = House.objects.filter(slug=slug).first() or house(slug, desks=(ASK, WORK), languages=("fr", "ar", "en"))
    Flow.objects.update_or_create(house=place, defaults={"mode": mode, **fields})
    return place


def take(place, desk="choose", language="fr", now=NOW, **more):
    return take_ticket(place, Wanted(desk, language, more.pop("spoken", "fr")), more.pop("once", a_form()), now, **more)


def sit(place, desks=("choose", "work"), languages=("fr",), now=NOW, sign=""):
    return open_table(place, Offered(sign, list(desks), list(languages)), now).number
