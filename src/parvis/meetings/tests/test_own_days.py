"""A name given to a table lasts until midnight on the clock of the house, in whatever time zone the server thinks."""

import datetime

import pytest
import time_machine

from parvis.agenda.models import Session
from parvis.core.domain.return_codes import code_from_digest
from parvis.meetings.domain.after.purging import purge
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.revealing import give_code, names_for
from parvis.meetings.models import MeetingDay, Reveal

from .made import DAY, STARTS, make_day, make_meeting, make_seeker, make_table

pytestmark = pytest.mark.django_db
CODE = code_from_digest(b"12345678")
MINUTE = datetime.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("zone", "hours"), [("Pacific/Auckland", -13), ("Europe/Paris", -1), ("America/Los_Angeles", 8)]
)
def test_a_name_given_late_in_the_evening_lasts_whole_days_of_the_house(client, zone, hours):
    day = make_day("running")
    Session.objects.update(time_zone=zone)
    table = make_table(day)
    make_meeting(make_seeker(day, locator=locator(CODE)), table, state="held")
    code = give_code(day.pk, table.pk)
    midnight = STARTS.replace(hour=0, minute=0) + datetime.timedelta(hours=hours) + DAY
    sent = {"code": CODE.reveal(), "table": table.key, "name": "Test", "contact": "t@mail.example", "days": "7"}
    for moment, last in ((midnight - MINUTE, STARTS.date() + 7 * DAY), (midnight + MINUTE, STARTS.date() + 8 * DAY)):
        with time_machine.travel(moment, tick=False):
            answer = client.post(f"/en/meetings/{day.session.code}/name/", sent)
            assert answer.status_code == 200, answer.content.decode()
            assert Reveal.objects.get().until == last
    over = midnight + 8 * DAY
    assert len(names_for(code, over - MINUTE)[1]) == 1
    assert names_for(code, over + MINUTE)[1] == []
    purge(over - MINUTE)
    assert Reveal.objects.count() == 1
    assert purge(over + MINUTE) == 1
    assert not Reveal.objects.exists()


def test_names_of_two_houses_go_each_at_its_own_midnight(db):
    for number, zone in enumerate(("Pacific/Auckland", "America/Los_Angeles")):
        day = make_day("over", title=f"Day {number}")
        Session.objects.filter(pk=day.session_id).update(time_zone=zone)
        table = make_table(day)
        Reveal.objects.create(table=table, claim=f"{number}", sealed=b"", until=STARTS.date())
    assert MeetingDay.objects.count() == 2
    noon = STARTS.replace(hour=12, minute=0) + DAY  # in Auckland the day after is over, in Los Angeles it has begun
    assert purge(noon - DAY) == 1
    assert [each.table.day.session.time_zone for each in Reveal.objects.all()] == ["America/Los_Angeles"]
    assert purge(noon) == 1
