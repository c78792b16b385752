import datetime

import pytest

from parvis.accounts.models import StaffAct
from parvis.agenda.models import Session
from parvis.agenda.tests.making import make_event, only
from parvis.core.refusal import Refusal
from parvis.meetings.domain.days import Wanted, begin_day, change_day, close_day, end_day, make_day, open_day
from parvis.meetings.models import MeetingDay, Tally

from .made import DAY, STARTS, make_meeting, make_seeker, make_staff, make_table
from .made import make_day as day_of

pytestmark = pytest.mark.django_db
NOW = STARTS - 3 * DAY
MINUTE = datetime.timedelta(minutes=1)


def test_a_day_goes_its_way_from_a_draft_to_its_counted_end():
    by = make_staff()
    day = make_day(only(make_event("Meet", starts=STARTS)), Wanted(slot_count=6), by, NOW)
    assert day.seed == 20261203
    with pytest.raises(Refusal, match="no table"):
        open_day(day, by, NOW)
    table, absent = make_table(day), make_table(day)
    open_day(day, by, NOW)
    with pytest.raises(Refusal, match="now"):
        open_day(day, by, NOW)
    here, away = make_seeker(day, presence="here"), make_seeker(day)
    with pytest.raises(Refusal, match="joined"):
        close_day(day, by)
    MeetingDay.objects.update(state="planned")
    with pytest.raises(Refusal, match="not today"):
        begin_day(day, by, NOW)
    begin_day(day, by, STARTS - 60 * MINUTE)
    make_meeting(here, table, state="held")
    make_meeting(away, table, 1, state="missed")
    make_meeting(here, absent, 2, state="lost")
    end_day(day, by)
    counted = dict(Tally.objects.values_list("step", "number"))
    assert counted == {
        "joined": 2, "came": 1, "met": 1, "held": 1, "missed": 1, "lost": 1, "tables": 2, "tables_came": 1
    }  # fmt: skip
    assert [act.what for act in StaffAct.objects.order_by("pk")] == [
        f"meetings.{what}" for what in ("made", "opened", "begun", "ended")
    ]
    with pytest.raises(Refusal, match="over"):
        change_day(day, Wanted(slot_count=6), by, NOW)


def test_who_was_called_in_the_last_slot_met_although_no_call_follows():
    day = day_of("running", reached=5)
    met, away, table = make_seeker(day, presence="here"), make_seeker(day), make_table(day, presence="here")
    make_meeting(met, table, 5, state="called")
    make_meeting(away, table, 4, state="missed")
    end_day(day, make_staff())
    assert Tally.objects.get(step="met").number == Tally.objects.get(step="held").number == 1
    assert met.meetings.get().state == "held"
    assert away.meetings.get().state == "missed"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"slot_count": 0}, "from 1 to 96"),
        ({"slot_count": 11}, "10 minutes after"),
        ({"most": 5, "cap": 4}, "more meetings"),
        ({"breaks": ((5, 10),)}, "between two slots"),
        ({"joins_open": STARTS, "joins_close": STARTS}, "before it closes"),
    ],
)
def test_what_no_day_can_have_is_refused_with_a_sentence(changed, words):
    session = only(make_event("Meet", starts=STARTS))
    wanted = Wanted(**{"slot_count": 6, **changed})
    with pytest.raises(Refusal, match=words):
        make_day(session, wanted, make_staff(), NOW)
    assert not MeetingDay.objects.exists()


def test_a_day_ends_before_midnight_and_not_in_the_past():
    late = only(make_event("Late", starts=STARTS.replace(hour=21, minute=30)))
    Session.objects.filter(pk=late.pk).update(ends=late.ends + 180 * MINUTE)
    late.refresh_from_db()
    with pytest.raises(Refusal, match="midnight"):
        make_day(late, Wanted(slot_count=13), make_staff(), NOW)
    with pytest.raises(Refusal, match="over"):
        make_day(late, Wanted(), make_staff(), STARTS + DAY)


def test_slots_stand_still_once_people_know_their_meetings_and_named_ones_stay():
    by, day = make_staff(), day_of()
    table = make_table(day, slots=[0, 4])
    with pytest.raises(Refusal, match="slot 5"):
        change_day(day, Wanted(slot_count=4), by, NOW)
    change_day(day, Wanted(slot_count=5, breaks=((1, 15),)), by, NOW)
    day.refresh_from_db()
    assert (day.slot_count, day.breaks) == (5, [[1, 15]])
    make_meeting(make_seeker(day), table)
    with pytest.raises(Refusal, match="know the times"):
        change_day(day, Wanted(slot_count=5, breaks=()), by, NOW)
    change_day(day, Wanted(slot_count=5, breaks=((1, 15),), zones=("Nord",)), by, NOW)


def test_only_days_of_published_events_that_take_place_open():
    by, day = make_staff(), day_of("draft")
    make_table(day)
    Session.objects.update(state="cancelled")
    with pytest.raises(Refusal, match="cancelled"):
        open_day(day, by, NOW)
    Session.objects.update(state="planned")
    day.session.event.__class__.objects.update(state="draft")
    with pytest.raises(Refusal, match="publish it first"):
        open_day(day, by, NOW)
