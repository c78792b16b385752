"""Counts of the network: presence by month, opening hours by the clock."""

import datetime

import pytest

from parvis.core.domain.periods import Period
from parvis.network.domain.counts import figures
from parvis.network.domain.records import PeriodRecord
from parvis.network.domain.scope import Scope
from parvis.network.models import Partner, Presence

from .made import house, partnered

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
DAY = datetime.date


def counted(at, first, last, now=NOW):
    scope = Scope.of_house(at, Period(first, last), now) if at else Scope.of_network(Period(first, last), now)
    return {figure.key: figure for figure in figures(scope)}


def test_a_month_of_presence_counts_by_its_first_day_and_houses_add_up():
    lyon, nice = partnered(2), house("nice")
    partners = list(Partner.objects.order_by("slug"))
    rows = [(lyon, 0, 9, 3), (lyon, 0, 10, 4), (lyon, 1, 10, 5), (nice, 0, 10, 6)]
    Presence.objects.bulk_create(
        Presence(house=at, partner=partners[which], month=DAY(2026, month, 1), hours=hours)
        for at, which, month, hours in rows
    )
    autumn = (DAY(2026, 9, 2), DAY(2026, 10, 15))
    here = counted(lyon, *autumn)["presence"]
    assert (here.value, [row.value for row in here.rows]) == (9 * 60, [4 * 60, 5 * 60])
    assert counted(None, *autumn)["presence"].value == 15 * 60
    assert "open" not in counted(None, *autumn)


def test_a_house_is_open_an_hour_longer_in_the_night_when_clocks_go_back():
    night = PeriodRecord(6, datetime.time(22), datetime.time(6))
    at = house(periods=(night,))
    saturdays = [counted(at, DAY(2026, 10, day), DAY(2026, 10, day))["open"].value for day in (17, 24)]
    assert saturdays == [8 * 60, 9 * 60]
    assert counted(at, DAY(2026, 11, 1), DAY(2026, 11, 30))["open"].value == 3 * 8 * 60, "until today"
    assert counted(house("nice", periods=()), DAY(2026, 11, 1), DAY(2026, 11, 30))["open"].value is None
