import datetime

import pytest
from django.db import IntegrityError, transaction

from parvis.core.refusal import Refusal
from parvis.meetings.domain.after.purging import purge
from parvis.meetings.domain.locking import locked
from parvis.meetings.models import Meeting, MeetingDay, Plan, Reveal, Seeker, Table, TableOffer, Wish

from .made import DAY, STARTS, make_day, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)


def test_seven_days_after_nothing_about_a_seeker_is_left():
    day, other = make_day(), make_day(starts=STARTS + 3 * DAY)
    table = make_table(day, screen="f" * 32, offer={"level": 3})
    seeker = make_seeker(day)
    stays = make_seeker(other)
    Wish.objects.create(seeker=seeker, table=table, kind="wish")
    make_meeting(seeker, table)
    plan = Plan.objects.create(
        day=day,
        seed=day.seed,
        digest="d",
        certificate={"gap": 0.0},
        meetings=[[seeker.pk, table.pk, 0, 1]],
        unserved=[{"seeker": seeker.pk}],
        made_on=STARTS.date(),
    )
    ended = day.session.ends
    assert purge(ended + 7 * DAY - SECOND) == 0
    assert purge(ended + 7 * DAY) == 1
    assert not Wish.objects.exists()
    assert not Meeting.objects.exists()
    assert list(Seeker.objects.all()) == [stays]
    plan.refresh_from_db()
    assert (plan.meetings, plan.unserved, plan.certificate) == ([], [], {"gap": 0.0})
    assert Table.objects.get().screen is None
    assert TableOffer.objects.count() == 1
    assert purge(ended + 8 * DAY) == 0


def test_a_revealed_name_goes_with_its_own_day_and_leads_to_no_seeker():
    table = make_table(make_day())
    Reveal.objects.create(table=table, claim="c" * 32, sealed=b"\0", until=STARTS.date())
    assert purge(STARTS) == 0
    assert purge(STARTS + DAY) == 1
    assert {field.related_model for field in Reveal._meta.local_fields if field.related_model} == {Table}


def test_the_tables_refuse_what_no_day_can_hold():
    day = make_day()
    table, other = make_table(day, interviewers=2), make_table(day)
    seeker, second = make_seeker(day), make_seeker(day)
    make_meeting(seeker, table)
    for wrong in (
        {"seeker": seeker, "table": other},  # two places at a time
        {"seeker": seeker, "table": table, "slot": 1},  # a pair twice
        {"seeker": second, "table": table},  # two on one chair
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_meeting(**wrong)
    make_meeting(second, table, place=2)
    Meeting.objects.filter(seeker=seeker).update(state="missed")
    make_meeting(seeker, other)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_table(day, organisation="")


def test_an_act_moves_the_version_and_a_refused_one_does_not():
    day = make_day()
    with locked(day.pk) as held:
        held.state = "planned"
        held.save(update_fields=["state"])
    with pytest.raises(Refusal), locked(day.pk):
        raise Refusal("no")
    assert MeetingDay.objects.values_list("state", "version").get() == ("planned", 1)
    with pytest.raises(Refusal, match="not there"), locked(day.pk + 1):
        pass


def test_visitors_see_a_day_that_was_opened_of_a_published_event():
    draft, day = make_day("draft"), make_day("open")
    assert list(MeetingDay.objects.public()) == [day]
    draft.session.event.state = "draft"
    day.session.event.__class__.objects.update(state="draft")
    assert not MeetingDay.objects.public().exists()
