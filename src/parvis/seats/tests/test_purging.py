import datetime

import pytest

from parvis.core.domain.periods import ONE_DAY, Period
from parvis.network.domain.scope import Scope
from parvis.network.models import House
from parvis.seats.domain import changing, door
from parvis.seats.domain.counts import figures
from parvis.seats.domain.purging import purge
from parvis.seats.domain.sealing import Contact
from parvis.seats.domain.taking import Asked, take
from parvis.seats.models import Holding, Plan, Tally

from .made import HOUR, NOW, SOON, a_form, make_plan

pytestmark = pytest.mark.django_db
DAY = 24 * HOUR


def numbers():
    month = Period(NOW.date(), NOW.date() + 30 * ONE_DAY)
    scope = Scope.of_house(House.objects.get(), month, SOON + 30 * DAY)
    return {figure.key: figure.value for figure in figures(scope)}


def test_seven_days_after_only_figures_are_left():
    plan, other = make_plan(10), make_plan(5)
    Plan.objects.filter(pk=other.pk).update(session=other.session)
    first = take(plan.pk, Asked(3, Contact("a@b.example", "ar")), a_form(), NOW)
    take(plan.pk, Asked(2), a_form(), NOW)
    given_back = take(plan.pk, Asked(4, Contact("c@d.example", "fr")), a_form(), NOW)
    assert changing.release(given_back.code, NOW).contact is None
    door.mark_all(plan.pk, [door.Mark.of(first.code, plan.pk, "page-one-1", 2)], SOON)
    door.tally(plan.pk, "page-one", 4, 1)
    counted = {"came": 6, "taken": 5, "seats": 15, "sessions_with_seats": 2}
    assert numbers() == counted
    ended = SOON + 2 * HOUR
    assert purge(ended + 7 * DAY - datetime.timedelta(seconds=1)) == 0
    assert purge(ended + 7 * DAY) == 3
    assert not Holding.objects.exists()
    assert not Tally.objects.exists()
    assert numbers() == counted
    assert purge(ended + 9 * DAY) == 0
    with pytest.raises(changing.Unknown):
        changing.look(first.code, ended + 8 * DAY)
