"""Sessions with seats for tests."""

import datetime
import itertools

from parvis.agenda.models import Event, EventText, Kind, Session
from parvis.core.domain.once import Once
from parvis.network.models import House
from parvis.network.tests.made import house
from parvis.seats.models import Plan

NOW = datetime.datetime(2026, 11, 26, 10, 5, tzinfo=datetime.UTC)
SOON = NOW + datetime.timedelta(days=3)
HOUR = datetime.timedelta(hours=1)
_number = itertools.count()


def make_session(starts=SOON, event=None, **changes):
    number = next(_number)
    if event is None:
        place = House.objects.filter(slug="lyon").first() or house()
        kind, _ = Kind.objects.get_or_create(key="show", defaults={"name": {"en": "Show", "fr": "Démonstration"}})
        event = Event.objects.create(code=f"e{number:05}", house=place, kind=kind, state="published")
        EventText.objects.create(event=event, language="en", title="A day in the bakery")
        EventText.objects.create(event=event, language="fr", title="Une journée au fournil")
    return Session.objects.create(
        code=f"s{number:05}",
        event=event,
        starts=starts,
        ends=starts + 2 * HOUR,
        **{"time_zone": "Europe/Paris", **changes},
    )


def make_plan(seats=10, *, session=None, **changes):
    return Plan.objects.create(session=session or make_session(), seats=seats, **changes)


def a_form():
    return Once(f"form-{next(_number)}".encode())
