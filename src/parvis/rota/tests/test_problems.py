"""Each gap and each clash, and the words for them."""

import datetime

import pytest

from parvis.network.domain.records import ExceptionRecord, PartnershipRecord
from parvis.rota.domain.problems import Trouble, problems
from parvis.rota.domain.week import plan_of, week_of
from parvis.rota.models import Seconding, ShiftException

from .made import ASK, MONDAY, NOW, THURSDAY, WORK, make_house, make_shift, partner, time

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def found(at, *troubles):
    return [each for each in problems(week_of(at, MONDAY)[0]) if each.trouble in troubles]


def keep_all_week(at, desk="choose", languages=("fr", "ar"), **changes):
    for number in range(5):
        for times in ("09:00-12:00", "14:00-18:00"):
            make_shift(at, desk, times, day=MONDAY + number * DAY, languages=list(languages), **changes)


def test_a_kept_week_has_no_problem():
    at = make_house(desks=(ASK,))
    keep_all_week(at)
    assert problems(week_of(at, MONDAY)[0]) == []


def test_a_desk_that_stands_open_alone():
    at = make_house(desks=(ASK,))
    keep_all_week(at)
    away = at.desks.get().shifts.filter(first_day=THURSDAY).order_by("begins").first()
    ShiftException.objects.create(shift=away, day=THURSDAY, begins=time("09:05"), ends=time("11:00"))
    (gap,) = found(at, Trouble.EMPTY)
    assert (gap.day, gap.interval[0].hour, gap.interval[1].hour) == (
        THURSDAY,
        10,
        11,
    )  # UTC; five minutes are tolerated
    plan = plan_of(at, MONDAY, THURSDAY, "en")
    assert plan.gaps == ("Nobody at “Which trade suits me?”: Thu 26 Nov 11:00–\u206012:00.",)
    assert plan.rows[0].cells[3].marks == ("nobody 11:00–\u206012:00",)


def test_thursday_nobody_speaks_arabic():
    at = make_house(desks=(ASK,))
    keep_all_week(at)
    at.desks.get().shifts.filter(first_day=THURSDAY).update(languages=["fr"])
    (gap,) = found(at, Trouble.LANGUAGE, Trouble.WEEK_LANGUAGE)
    assert (gap.day, gap.language) == (THURSDAY, "ar")
    plan = plan_of(at, MONDAY, THURSDAY, "en")
    assert plan.gaps == ("Thu 26 Nov: nobody speaks Arabic.",)
    assert plan.columns[3].marks == ("nobody speaks Arabic",)


def test_a_language_that_lacks_all_week_is_told_once():
    from dataclasses import replace

    at = make_house(desks=(replace(ASK, languages=("pt", "ar")),))
    keep_all_week(at, languages=("fr",))
    told = [(each.trouble, each.language) for each in found(at, *Trouble)]
    assert told == [(Trouble.WEEK_LANGUAGE, "ar"), (Trouble.DESK_LANGUAGE, "pt")]


def test_a_shift_on_a_closed_day_and_one_outside_opening_hours():
    at = make_house(desks=(ASK,), exceptions=(ExceptionRecord(THURSDAY, THURSDAY),))
    make_shift(at, day=THURSDAY)
    make_shift(at, times="16:00-19:30")
    make_shift(at, times="09:00-18:00", day=MONDAY + DAY)  # its midday break is none
    make_shift(at, times="12:15-13:30", day=MONDAY + 2 * DAY)
    told = [(each.trouble, each.day) for each in found(at, Trouble.CLOSED, Trouble.OUTSIDE)]
    assert told == [
        (Trouble.OUTSIDE, MONDAY),
        (Trouble.OUTSIDE, MONDAY + 2 * DAY),
        (Trouble.CLOSED, THURSDAY),
    ]


def test_a_partner_at_two_desks_at_once_unless_it_sends_two():
    at = make_house(desks=(ASK, WORK))
    make_shift(at, "choose", "09:00-11:00")
    make_shift(at, "work", "10:00-12:00")
    make_shift(at, "work", "09:00-12:00", by="chamber")
    (clash,) = found(at, Trouble.TWICE)
    assert (clash.partner, clash.interval[0].hour, clash.interval[1].hour) == (partner().pk, 9, 10)
    assert "is at two desks at once. Does it send two people?" in plan_of(at, MONDAY, MONDAY, "en").clashes[0]
    sends = Seconding.objects.create(house=at, partner=partner(), people=2)
    assert found(at, Trouble.TWICE) == []
    sends.people = 1
    sends.save()
    assert "sends 1 person and more are planned" in plan_of(at, MONDAY, MONDAY, "en").clashes[0]


def test_a_convention_that_does_not_hold_that_day():
    ended = PartnershipRecord("office", until=MONDAY)
    at = make_house(partnerships=(ended,))
    make_shift(at, day=MONDAY)
    make_shift(at, day=THURSDAY)
    (clash,) = found(at, Trouble.NO_CONVENTION)
    assert clash.day == THURSDAY


@pytest.mark.parametrize("number", [1, 12])
def test_a_week_asks_as_often_for_many_shifts(number, django_assert_num_queries):
    at = make_house()
    for place in range(number):
        make_shift(at, times=f"{9 + place // 6:02}:{place % 6}0-12:00")
    with django_assert_num_queries(10):
        plan_of(at, MONDAY, NOW.date(), "en")
