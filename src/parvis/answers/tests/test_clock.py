"""The turn of the day and of the month is that of the house that stands for the promise, in whatever time zone the server thinks."""

import datetime

import pytest

from parvis.answers.domain import acting, counts, daily, reading
from parvis.answers.domain.listing import lines_of
from parvis.answers.enums import State
from parvis.answers.models import Contract, Note, Tally
from parvis.answers.rules import KEPT, SHOWN_FROM
from parvis.core.domain.periods import Period
from parvis.network.domain.scope import Scope
from parvis.network.models import House
from parvis.network.tests.made import house
from parvis.offers.models import Offer

from .made import DAY, NOW, a_contract, an_offer, send

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
#: By how many hours midnight comes later there than in Greenwich, in November.
CLOCKS = [("Pacific/Auckland", -13), ("Europe/Paris", -1), ("America/Los_Angeles", 8)]
MIDNIGHT = NOW.replace(hour=0, minute=0)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture(params=CLOCKS, ids=lambda clock: clock[0])
def late(request):
    """Make a house in that zone with a promise of 5 days; return how much later midnight comes there."""
    zone, hours = request.param
    house()
    House.objects.update(time_zone=zone)
    a_contract(an_offer())
    return hours * HOUR


def noon(late):
    return MIDNIGHT + late + 12 * HOUR


def test_a_note_waits_in_the_list_until_midnight_at_the_house(late):
    _note, code = send(Offer.objects.get(), noon(late))
    turn = MIDNIGHT + late + 6 * DAY  # the day of the note does not count, then five
    for moment, waits in ((turn - HOUR / 60, 1), (turn + HOUR / 60, 0)):
        (line,) = lines_of(Contract.objects.select_related("house", "partner", "feed"), "en", moment)
        assert (line.waiting, len(line.notes)) == (waits, waits)
        assert (reading.look(code, moment).state == State.WAITING) == bool(waits)


def test_a_note_is_destroyed_at_midnight_at_the_house(late):
    note, _code = send(Offer.objects.get(), noon(late))
    acting.decline(note.name, "taken", "", noon(late))
    turn = MIDNIGHT + late + KEPT * DAY
    assert daily.purge(turn - HOUR / 60) == 0
    assert Note.objects.exists()
    assert daily.purge(turn + HOUR / 60) == 1
    assert not Note.objects.exists()


@pytest.mark.parametrize(("after", "state"), [(-1, State.GONE), (1, State.SILENT)])
def test_an_offer_that_ends_after_midnight_at_the_house_excuses_nobody(late, after, state):
    _note, code = send(Offer.objects.get(), noon(late))
    turn = MIDNIGHT + late + 6 * DAY
    Offer.objects.update(expires_at=turn + after * HOUR / 60)
    assert reading.look(code, turn + HOUR).state == state


def test_a_month_is_shown_once_it_is_over_at_the_house_and_from_eleven_on(late):
    contract = Contract.objects.select_related("house").get()
    row = Tally.objects.create(contract=contract, month=datetime.date(2026, 11, 1), fate="meet", number=SHOWN_FROM)
    turn = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC) + late
    period = Period(datetime.date(2026, 11, 1), datetime.date(2026, 12, 31))

    def shown(moment):
        (line,) = lines_of(Contract.objects.select_related("house", "partner", "feed"), "en", moment)
        (of_house,) = counts.figures(Scope.of_house(contract.house, period, moment))
        (of_all,) = counts.figures(Scope(period, moment, ("Pacific/Auckland", contract.house.time_zone)))
        assert of_house.value == of_all.value
        return line.rate and line.rate.counted, of_house.value

    assert shown(turn - HOUR / 60) == (None, None)
    assert shown(turn + HOUR / 60) == (SHOWN_FROM, SHOWN_FROM)
    Tally.objects.filter(pk=row.pk).update(number=SHOWN_FROM - 1)
    assert shown(turn + HOUR / 60) == (None, None)
