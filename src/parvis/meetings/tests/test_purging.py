"""Seven days after a meeting day nothing of its seekers is left: purged late, stopped in the middle, moved, come back from a backup."""

import pytest
from django.core import serializers
from django.db import OperationalError

from parvis.agenda.models import Session
from parvis.core.domain.once import Once
from parvis.core.domain.return_codes import code_from_digest
from parvis.core.refusal import Refusal
from parvis.core.tests.outages import away_from
from parvis.meetings.domain.after import purging
from parvis.meetings.domain.after.purging import purge
from parvis.meetings.domain.days import open_day
from parvis.meetings.domain.seekers.changing import Unknown, seeker_of, tell
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.joining import join
from parvis.meetings.domain.seekers.revealing import Person, give_code, reveal
from parvis.meetings.domain.seekers.stating import Stated
from parvis.meetings.enums import Outcome
from parvis.meetings.models import Meeting, MeetingDay, Plan, Reveal, Seeker, Tally, Wish

from .made import DAY, STARTS, make_day, make_meeting, make_seeker, make_staff, make_table

pytestmark = pytest.mark.django_db
CODE = code_from_digest(b"12345678")


@pytest.fixture
def day():
    """A day that ran: somebody with a code met a table, and nobody ended it."""
    day = make_day("running")
    seeker = make_seeker(day, locator=locator(CODE), presence="here")
    make_meeting(seeker, make_table(day, "t1"), state="held")
    Plan.objects.create(day=day, seed=1, digest="", made_on=STARTS.date(), meetings=[[seeker.pk, 1, 0, 1]], unserved=[])
    return day


def sums(day):
    return dict(Tally.objects.filter(day=day).values_list("step", "number"))


def nobody_left():
    models = (Seeker, Wish, Meeting)
    return not any(model.objects.exists() for model in models) and not Plan.objects.exclude(meetings=[]).exists()


@pytest.mark.parametrize("words", ["INSERT", "DELETE", 'UPDATE "meetings_plan"', 'UPDATE "meetings_table"'])
def test_stopped_anywhere_it_did_nothing_and_the_next_does_all(day, words):
    over = day.session.ends + 7 * DAY
    with pytest.raises(OperationalError), away_from(words):
        purge(over)
    assert Seeker.objects.count() == Meeting.objects.count() == 1
    assert sums(day) == {}
    assert purge(over) == 1
    assert nobody_left()
    assert (sums(day)["joined"], sums(day)["met"]) == (1, 1)


def test_a_day_that_cannot_be_forgotten_stops_no_other(day, monkeypatch):
    others = [make_day("open", title=f"Day {number}") for number in range(2)]
    for other in others:
        make_seeker(other)
    count = purging.count_day

    def stopped(held):
        if held.pk == day.pk:
            raise ZeroDivisionError
        count(held)

    over = day.session.ends + 7 * DAY
    with monkeypatch.context() as patched:
        patched.setattr(purging, "count_day", stopped)
        with pytest.raises(ZeroDivisionError):
            purge(over)
    assert set(Seeker.objects.values_list("day", flat=True)) == {day.pk}
    assert purge(over) == 1
    assert nobody_left()


def test_not_purged_for_weeks_a_code_opens_nothing_and_gives_no_name(day, client):
    ends, table = day.session.ends, day.tables.get()
    give_code(day.pk, table.pk)
    last = ends + 7 * DAY - DAY / 24
    assert seeker_of(CODE, last)
    late = ends + 21 * DAY
    for act in (lambda: seeker_of(CODE, late), lambda: tell(CODE, Outcome.AGAIN, late)):
        with pytest.raises(Unknown, match="forgotten"):
            act()
    with pytest.raises(Refusal, match="Nobody of this day"):
        reveal(CODE, table, Person("Zqname", "zq@mail.example"), 7, late.date())
    assert reveal(CODE, table, Person("Zqname", "zq@mail.example"), 7, last.date())
    assert purge(late + 30 * DAY) == 2
    assert nobody_left()
    assert not Reveal.objects.exists()


def test_a_backup_from_before_comes_back_and_goes_again_with_the_same_sums(day):
    over = day.session.ends + 7 * DAY
    before = serializers.serialize(
        "json", [*MeetingDay.objects.all(), *Seeker.objects.all(), *Meeting.objects.all(), *Plan.objects.all()]
    )
    purge(over)
    once = sums(day)
    for each in serializers.deserialize("json", before):
        each.save()
    assert Seeker.objects.exists()
    assert purge(over + 30 * DAY) == 1
    assert nobody_left()
    assert sums(day) == once
    assert purge(over + 31 * DAY) == 0


def test_a_draft_whose_date_went_by_and_was_moved_is_forgotten_again_once_people_came():
    day, staff = make_day("draft"), make_staff()
    make_table(day, "t1")
    assert purge(day.session.ends + 7 * DAY) == 0
    assert MeetingDay.objects.get().forgotten_on
    later = STARTS + 60 * DAY
    Session.objects.update(starts=later, ends=later + DAY / 6)
    day = MeetingDay.objects.select_related("session__event__house").get()
    open_day(day, staff, later - DAY)
    code = join(day.pk, Stated(wishes=("t1",)), Once(b"a form"), later - DAY).code
    table = day.tables.get()
    assert give_code(day.pk, table.pk), "it is a day like any other"
    assert purge(later + DAY / 6 + 7 * DAY - DAY / 24) == 0
    assert seeker_of(code, later)
    assert purge(later + DAY / 6 + 7 * DAY) == 1
    assert nobody_left()


def test_whoever_is_left_on_a_forgotten_day_goes_with_the_next_purge(day):
    over = day.session.ends + 7 * DAY
    purge(over)
    make_seeker(day)
    assert purge(over + DAY) == 1
    assert nobody_left()
