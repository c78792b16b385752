"""What a house reads of its promises, worked out from notes that were sent, answered and left; and never of few."""

import datetime

import pytest

from parvis.answers.domain import acting, settling
from parvis.answers.domain.counts import figures
from parvis.answers.enums import REASONS
from parvis.answers.models import Contract, Tally
from parvis.core.domain.periods import Period
from parvis.network.domain.scope import Scope
from parvis.network.models import House
from parvis.network.tests.made import house

from .made import DAY, NOW, a_contract, an_offer, send

pytestmark = pytest.mark.django_db
DATE = datetime.date
NOVEMBER = Period(DATE(2026, 11, 1), DATE(2026, 11, 30))
LATER = NOW + 40 * DAY


@pytest.fixture
def contract(settings, tmp_path):
    settings.DATA = tmp_path
    return a_contract(an_offer(), most=50)


def figure(scope):
    (found,) = figures(scope)
    return found


def test_what_is_shown_is_what_happened_to_notes(contract):
    """Twelve yes, eleven silences in November; a question and four noes are told together, with the silences or without."""
    offer, start = contract.feed.offers.get(code=contract.offer_code), NOW - 20 * DAY
    for number in range(28):
        day = start + number % 5 * DAY
        note, _code = send(offer, start)
        if number < 12:
            acting.invite(note.name, f"Come {number}", day)
        elif number < 16:
            acting.decline(note.name, REASONS[number % 3], "", day)
        elif number < 17:
            acting.ask(note.name, "Since when?", day)
    settling.settle_all(NOW)
    assert sum(Tally.objects.values_list("number", flat=True)) == 28
    told = figure(Scope.of_house(contract.house, NOVEMBER, LATER))
    assert told.value == 28
    rows = {row.key: row.value for row in told.rows}
    assert sum(rows.values()) == 28
    assert all(number >= 11 for number in rows.values())
    assert rows["meet"] == 12
    assert not set(rows) - {"meet", "silent", "others"}


@pytest.mark.parametrize(("number", "shown"), [(10, None), (11, 11)])
def test_fewer_than_eleven_in_a_month_are_told_to_nobody(contract, number, shown):
    for month in (10, 11):
        Tally.objects.create(contract=contract, month=DATE(2026, month, 1), fate="meet", number=number)
    both = Period(DATE(2026, 10, 1), DATE(2026, 11, 30))
    assert figure(Scope.of_house(contract.house, both, LATER)).value == (shown and 2 * shown)
    assert figure(Scope.of_house(contract.house, NOVEMBER, LATER)).value == shown


def test_part_of_a_month_tells_all_of_it_or_nothing_and_this_month_nothing(contract):
    Tally.objects.create(contract=contract, month=DATE(2026, 11, 1), fate="meet", number=30)
    for start, end, shown in ((1, 1, 30), (1, 30, 30), (2, 30, None), (2, 29, None)):
        period = Period(DATE(2026, 11, start), DATE(2026, 11, end))
        assert figure(Scope.of_house(contract.house, period, LATER)).value == shown
    assert figure(Scope.of_house(contract.house, NOVEMBER, NOW)).value is None


def test_a_house_reads_its_own_and_a_network_adds_up_what_each_may_show(contract):
    elsewhere = house("nice")
    other = a_contract(an_offer())
    Contract.objects.filter(pk=other.pk).update(house=elsewhere)
    for each, number in ((contract, 11), (other, 10)):
        Tally.objects.create(contract=each, month=DATE(2026, 11, 1), fate="silent", number=number)
    assert figure(Scope.of_house(contract.house, NOVEMBER, LATER)).value == 11
    assert figure(Scope.of_house(elsewhere, NOVEMBER, LATER)).value is None
    zones = tuple(House.objects.values_list("time_zone", flat=True).distinct())
    assert figure(Scope(NOVEMBER, LATER, zones)).value == 11, "ten elsewhere are told to nobody"


def test_notes_that_were_taken_back_or_lost_are_no_promise_kept_or_broken(contract, settings, tmp_path):
    offer = contract.feed.offers.get(code=contract.offer_code)
    _note, code = send(offer)
    acting.withdraw(code, NOW)
    send(offer)
    settings.DATA = tmp_path / "another machine"
    settings.DATA.mkdir()
    settling.settle_all(NOW + 10 * DAY)
    assert not Tally.objects.exists()
