import pytest
from django.utils import timezone

from parvis.core.domain.periods import Period
from parvis.meetings.domain.after.counts import figures
from parvis.meetings.domain.after.tallying import add
from parvis.meetings.enums import Step
from parvis.meetings.models import MeetingDay, OutcomeCount, Tally
from parvis.network.domain.scope import Scope
from parvis.network.models import House

from .made import DAY, STARTS, make_day

pytestmark = pytest.mark.django_db


def ended(starts=STARTS, told=None, **sums):
    day = make_day("over", starts=starts)
    for step, number in sums.items():
        Tally.objects.create(day=day, step=step, number=number)
    for outcome, number in (told or {}).items():
        OutcomeCount.objects.create(day=day, outcome=outcome, number=number)
    return day


def counted():
    period = Period(STARTS.date() - 30 * DAY, STARTS.date() + 30 * DAY)
    found = figures(Scope.of_house(House.objects.get(), period, STARTS + 30 * DAY))
    return {figure.key: (figure.value, {row.key: row.value for row in figure.rows}) for figure in found}


def test_figures_are_those_of_days_that_ended():
    ended(joined=60, came=48, met=36, held=120, tables_came=9)
    ended(STARTS + DAY, joined=30, came=12, met=12, held=20, tables_came=4)
    make_day("running", starts=STARTS + 2 * DAY)
    assert counted() == {
        "meeting_days": (2, {}),
        "meeting_people": (90, {"came": 60, "away": 30, "met": 48, "nobody": 12}),
        "meetings_held": (140, {}),
        "meeting_tables": (13, {}),
        "meeting_outcomes": (None, {}),
    }


def test_few_are_shown_to_nobody_and_cannot_be_worked_out():
    ended(joined=10, came=9, met=9, held=10, tables_came=2)
    ended(STARTS + DAY, joined=40, came=39, met=30, held=50, tables_came=2)
    people = counted()["meeting_people"]
    assert people == (40, {})  # one of forty did not come, nine of 39 met nobody: both tables would tell it
    assert counted()["meetings_held"][0] == 50


def test_outcomes_are_told_when_nobody_can_add_to_them():
    day = ended(told={"contract": 14, "again": 12, "nothing": 3}, joined=40, came=40, met=40)
    assert counted()["meeting_outcomes"] == (None, {})
    MeetingDay.objects.filter(pk=day.pk).update(forgotten_on=timezone.localdate())
    value, rows = counted()["meeting_outcomes"]
    assert value == 29
    assert "nothing" not in rows


def test_a_sample_is_not_counted():
    day = ended(joined=60, came=48, met=36, held=120)
    day.session.event.__class__.objects.update(is_sample=True)
    assert counted()["meeting_days"] == (0, {})


def test_a_step_is_counted_as_it_happens():
    day = make_day()
    add(day, Step.REVEALED)
    add(day, Step.REVEALED, 2)
    assert Tally.objects.get().number == 3
