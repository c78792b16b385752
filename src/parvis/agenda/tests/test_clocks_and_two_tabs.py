"""Days on which clocks change, and two of a team at one event at the same moment."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from parvis.agenda.domain import writing
from parvis.agenda.domain.repeats import repeated, times_of
from parvis.agenda.models import Event, Session
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house, make_room, only
from parvis.core.refusal import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_now")]
DAY = (datetime.time(0), datetime.time(23, 59))


@pytest.fixture
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def local(session: Session) -> tuple[str, str]:
    zone = ZoneInfo(session.time_zone)
    return session.starts.astimezone(zone).isoformat()[:16], session.ends.astimezone(zone).isoformat()[:16]


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31", "2027-03-27"])
def test_an_exhibition_of_a_whole_day_ends_when_its_team_said(signed_in: Callable[..., Client], day: str) -> None:
    event, team = make_event(is_published=False), signed_in("programme", make_house())
    event.sessions.all().delete()
    typed = {"day": day, "begins": "00:00", "ends": "23:59", "repeat": "once"}
    page = f"/en/staff/houses/lyon/programme/events/{event.code}/plan/"
    assert team.post(page, typed).status_code == 302
    assert local(only(event)) == (f"{day}T00:00", f"{day}T23:59")


def test_a_move_and_a_weekly_rule_keep_to_the_clocks_too() -> None:
    house = make_house()
    event = make_event(room=make_room(house))
    times = times_of(house, datetime.date(2027, 3, 21), DAY)
    weekly = repeated(times, house, "weekly", datetime.date(2027, 3, 21), datetime.date(2027, 4, 4))
    ends = [weekly.end_of(moment).astimezone(weekly.zone).strftime("%d %H:%M") for moment in weekly.moments]
    assert ends == ["21 23:59", "28 23:59", "04 23:59"]
    moved = only(event)
    writing.move_session(moved, weekly.moments[1], weekly.end_of(weekly.moments[1]))
    assert local(moved) == ("2027-03-28T00:00", "2027-03-28T23:59")


def test_two_changes_at_once_are_two_versions() -> None:
    event = make_event()
    one, other = Event.objects.get(pk=event.pk), Event.objects.get(pk=event.pk)
    for tab, hours in ((one, 48), (other, 72)):
        writing.plan_session(tab, NOW + hours * HOUR, NOW + (hours + 1) * HOUR)
    assert Event.objects.get(pk=event.pk).version == event.version + 2


def test_nothing_is_planned_on_what_a_colleague_has_cancelled_since() -> None:
    event = make_event()
    stale = Event.objects.get(pk=event.pk)
    writing.cancel_event(event, {"en": "The oven is broken."})
    with pytest.raises(Refusal, match="is cancelled"):
        writing.plan_session(stale, NOW + 48 * HOUR, NOW + 49 * HOUR)
