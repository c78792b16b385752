"""An offer that runs to the beginning of a date: whoever comes to the door has said yes, whatever others do meanwhile."""

import datetime

import pytest
import time_machine

from parvis.seats.domain import changing, door
from parvis.seats.domain.taking import Asked, take
from parvis.seats.domain.waiting import settle_all
from parvis.seats.enums import Seen, State
from parvis.seats.models import Holding

from .made import HOUR, NOW, SOON, a_form, make_plan

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def offered():
    """Return a plan of one seat, who gave it back an hour before, and who was offered it until the date begins."""
    plan = make_plan(1, confirm_hours=24)
    first, second = take(plan.pk, Asked(1), a_form(), NOW), take(plan.pk, Asked(1), a_form(), NOW)
    changing.release(first.code, SOON - HOUR)
    assert Holding.objects.get(pk=second.holding.pk).offered_until == SOON
    return plan, second


def test_looking_at_the_door_does_not_take_the_seat_away(offered, client):
    plan, second = offered
    with time_machine.travel(SOON + MINUTE, tick=False):
        page = client.post("/en/seats/", {"code": second.code.reveal()}).content.decode()
    assert "Come to the door" in page
    assert "the next in line" not in page
    settle_all(SOON + 2 * MINUTE)
    mark = door.Mark.of(second.code, plan.pk, "doorpage-1")
    assert door.mark_all(plan.pk, [mark], SOON + 3 * MINUTE) == [Seen.VALID]


def test_who_did_not_come_does_not_count_as_seats_taken_and_goes_with_the_rest(offered):
    plan, second = offered
    settle_all(SOON + 3 * HOUR)
    assert Holding.objects.get(pk=second.holding.pk).state == State.OFFERED
    assert plan.pk not in Holding.objects.out_of_time(SOON + 3 * HOUR).values_list("plan", flat=True)


def test_an_offer_that_ends_before_goes_to_the_next():
    plan = make_plan(1, confirm_hours=2)
    first, second, third = (take(plan.pk, Asked(1), a_form(), NOW) for _each in range(3))
    changing.release(first.code, NOW)
    settle_all(NOW + 4 * HOUR)
    assert Holding.objects.get(pk=second.holding.pk).state == State.LAPSED
    assert Holding.objects.get(pk=third.holding.pk).state == State.OFFERED
