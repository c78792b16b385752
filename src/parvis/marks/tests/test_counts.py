"""Counts of marks: closed months, eleven, and nothing that could be worked out."""

import datetime
import random

import pytest

from parvis.core.domain.few import FEW
from parvis.core.domain.periods import Period
from parvis.marks.domain.counts import figures
from parvis.marks.enums import Age, Mode, Theme
from parvis.marks.models import Mark, Setup
from parvis.marks.rules import closed_months
from parvis.network.domain.scope import Scope

from .made import NOW, make_house, mark

pytestmark = pytest.mark.django_db
NOVEMBER = Period(datetime.date(2026, 11, 1), datetime.date(2026, 11, 30))
YEAR = Period(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
LATER = datetime.datetime(2026, 12, 20, 12, tzinfo=datetime.UTC)
OCTOBER = datetime.datetime(2026, 10, 6, 9, tzinfo=datetime.UTC)


def counted(period=NOVEMBER, now=LATER, house=None):
    scope = Scope.of_house(house, period, now) if house else Scope.of_network(period, now)
    return {figure.key: figure for figure in figures(scope)}


def rows(figure):
    return {row.key: row.value for row in figure.rows}


def test_ten_are_nothing_and_eleven_are_counted():
    at = make_house()
    mark(10)
    assert [(key, figure.value) for key, figure in counted(house=at).items()] == [("interviews", None)]
    mark(1, themes=(Theme.VAE,))
    told = counted(house=at)
    assert told["interviews"].value == 11
    assert rows(told["interviews"]) == {"2026-11-01": 11}
    assert "interviews_by_theme" not in told, "ten of one and one of another are neither shown nor told apart"
    assert rows(told["interviews_by_language"]) == {"fr": 11}


def test_small_themes_are_told_together_and_never_alone():
    at = make_house()
    mark(40, themes=(Theme.CV,))
    mark(20, themes=(Theme.CV, Theme.VAE))
    mark(3, themes=(Theme.RIGHTS,))
    told = counted(house=at)["interviews_by_theme"]
    assert rows(told) == {"cv": 60, "others": 23}
    assert told.value == 83


def test_a_month_counts_once_it_can_change_no_more_and_whole():
    at = make_house()
    mark(11)
    for now, value in (("2026-11-30", None), ("2026-12-08", None), ("2026-12-09", 11)):
        moment = datetime.datetime.fromisoformat(f"{now}T12:00:00+00:00")
        assert counted(now=moment, house=at)["interviews"].value == value, now
    cut = Period(NOVEMBER.first, NOVEMBER.last - datetime.timedelta(days=1))
    assert counted(cut, house=at)["interviews"].value is None
    assert counted(YEAR, house=at)["interviews"].value == 11


def test_months_and_houses_add_up_as_they_are_shown_each():
    for slug in ("lyon", "nice"):
        at = make_house(slug)
        mark(12, house=at, mode=Mode.THERE)
        mark(12, house=at, mode=Mode.PHONE, now=OCTOBER)
        mark(10, house=at, now=datetime.datetime(2026, 9, 6, 9, tzinfo=datetime.UTC))
    told = counted(YEAR)
    assert told["interviews"].value == 48, "ten in September here and ten there stay untold"
    assert rows(told["interviews"]) == {"2026-10-01": 24, "2026-11-01": 24}
    assert rows(told["interviews_by_mode"]) == {"there": 24, "phone": 24}
    assert "interviews_by_desk" not in told
    assert counted(YEAR, house=make_house("nice"))["interviews"].value == 24


def test_desks_where_the_house_shows_them():
    at = make_house(desks=("choose", "work"))
    mark(30, desk="choose")
    mark(25, desk="work")
    mark(12, desk="closed-since")
    told = counted(house=at)["interviews_by_desk"]
    assert [(str(row.name), row.value) for row in told.rows] == [
        ("Question of choose?", 30), ("Question of work?", 25), ("closed-since", 12)
    ]  # fmt: skip
    Setup.objects.create(house=at, shows_desks=False)
    assert "interviews_by_desk" not in counted(house=at)


def test_age_is_there_when_somebody_said_it():
    at = make_house()
    mark(20)
    assert "interviews_by_age" not in counted(house=at)
    mark(15, age=Age.TO_25)
    assert [(row.key, row.value) for row in counted(house=at)["interviews_by_age"].rows] == [("25", 15), ("", 20)]


def test_no_choice_of_days_tells_more_than_the_months():
    """The attack of differences: every period anybody can ask for is a sum of published months, so two that differ differ by whole
    ones, and no figure of any period shows fewer than eleven."""
    at, drawn = make_house(), random.Random(3)
    for month in (9, 10, 11):
        for _each in range(30):
            moment = datetime.datetime(2026, month, drawn.randint(1, 28), 9, tzinfo=datetime.UTC)
            mark(1, now=moment, themes=(drawn.choice(list(Theme)[:5]),), mode=drawn.choice(list(Mode)))
    by_month = {}
    for month in closed_months(YEAR, LATER.date()):
        by_month[month] = {key: rows(figure) for key, figure in counted(month, house=at).items()}
    for _each in range(25):
        first = datetime.date(2026, 8, 20) + datetime.timedelta(days=drawn.randint(0, 100))
        period = Period(first, first + datetime.timedelta(days=drawn.randint(0, 110)))
        inside = [told for month, told in by_month.items() if period.holds(month.first) and period.holds(month.last)]
        for key, figure in counted(period, house=at).items():
            if key == "interviews":
                continue
            for row, value in rows(figure).items():
                assert value == sum(told.get(key, {}).get(row, 0) for told in inside) or row == "others"
                assert value >= FEW


@pytest.mark.parametrize("number", [1, 3])
def test_three_cost_as_much_as_one(django_assert_num_queries, number):
    for each in range(number):
        at = make_house(f"house-{each}", desks=("choose",))
        for theme in list(Theme)[:number]:
            mark(12, house=at, desk="choose", themes=(theme,))
    with django_assert_num_queries(10):
        counted(house=at)
    scope = Scope.of_network(NOVEMBER, LATER)
    with django_assert_num_queries(7):
        figures(scope)


def test_sums_stay_when_a_desk_goes():
    at = make_house(desks=("choose",))
    mark(12, desk="choose", now=NOW)
    at.desks.all().delete()
    assert Mark.objects.get().number == 12
