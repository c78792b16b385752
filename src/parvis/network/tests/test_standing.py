"""A place that leaves the network leaves search on that day, and no sooner."""

import datetime

import pytest
import time_machine

from parvis.network.domain.documents import documents
from parvis.network.domain.records import MembershipRecord
from parvis.network.domain.standing import first_day_ended, state_on
from parvis.network.models import House, Membership
from parvis.network.tests.made import house

TODAY = datetime.date(2026, 11, 23)
BEFORE, SOON, LATER = (TODAY + datetime.timedelta(days=days) for days in (-30, 10, 20))


def said(pk: int, state: str, known_on: datetime.date = BEFORE, since=None, until=None) -> Membership:
    return Membership(pk=pk, state=state, known_on=known_on, since=since, until=until)


@pytest.mark.parametrize(
    ("statements", "day"),
    [
        ([], None),
        ([said(1, "operating")], None),
        ([said(1, "operating"), said(2, "ended")], TODAY),
        ([said(2, "operating"), said(1, "ended")], None),
        ([said(1, "operating"), said(2, "ended", since=SOON)], SOON),
        ([said(1, "operating"), said(2, "ended", known_on=LATER, since=SOON)], LATER),
        ([said(1, "ended"), said(2, "operating", until=SOON)], SOON + datetime.timedelta(days=1)),
        ([said(1, "operating"), said(2, "ended", until=BEFORE)], None),
        ([said(1, "operating", until=datetime.date.max)], None),
    ],
)
def test_the_first_day_ended(statements, day):
    assert first_day_ended(statements, TODAY) == day


@pytest.mark.django_db
@pytest.mark.parametrize("on", [BEFORE, TODAY, SOON, LATER])
def test_the_state_is_what_the_database_says(on):
    rows = (("planned", BEFORE, None, SOON), ("operating", TODAY, None, None), ("ended", SOON, LATER, None))
    made = house(
        memberships=tuple(
            MembershipRecord(state, known, f"source {known}", since=since, until=until)
            for state, known, since, until in rows
        )
    )
    assert state_on(made.memberships.all(), on) == House.objects.with_state(on).get().state


@pytest.mark.django_db
@time_machine.travel(datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC), tick=False)
def test_search_forgets_a_place_on_the_day_it_leaves():
    operating = MembershipRecord("operating", BEFORE, "a source")
    house("stays")
    house("leaves", memberships=(operating, MembershipRecord("ended", BEFORE, "another", since=SOON)))
    found = {(each.kind, each.path.split("/")[1]): each.until for each in documents()}
    assert found["house", "stays"] is None
    midnight = datetime.datetime(2026, 12, 2, 23, tzinfo=datetime.UTC)  # 3 December in Paris
    assert found["house", "leaves"] == found["desk", "leaves"] == midnight
