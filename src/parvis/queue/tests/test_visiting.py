import pytest

from parvis.core.refusal import Refusal
from parvis.queue.domain import calling, visiting
from parvis.queue.domain.codes import TicketCode
from parvis.queue.domain.purging import purge
from parvis.queue.enums import By, State, Step
from parvis.queue.models import Flow, Table, Tally, Ticket, Wait

from .made import MINUTE, NOW, make_line, sit, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_line()


def test_who_is_away_keeps_the_place_and_is_not_called(place):
    table = sit(place)
    first = take(place)
    take(place)
    away = visiting.go_away(place, first.code, 20, NOW)
    assert (away.state, away.since, away.back_by) == (State.AWAY, None, NOW.replace(second=0) + 20 * MINUTE)
    second = calling.call_next(place, table, NOW)
    assert second.pk != first.ticket.pk
    back = visiting.come_back(place, first.code, NOW + 20 * MINUTE)
    assert (back.state, back.place, back.back_by) == (State.WAITING, 1, None)
    calling.serve(place, table, second.pk, NOW)
    called = calling.call_next(place, table, NOW)
    assert called.pk == first.ticket.pk
    calling.serve(place, table, called.pk, NOW)
    assert sum(Wait.objects.values_list("number", flat=True)) == 1  # a wait with a walk in it is not one


def test_who_stays_away_too_long_joins_the_end(place):
    first = take(place)
    take(place)
    visiting.go_away(place, first.code, 10, NOW)
    assert visiting.come_back(place, first.code, NOW + 15 * MINUTE).place == 3


def test_who_was_missed_comes_back_to_the_same_place(place):
    table = sit(place)
    first = take(place)
    take(place)
    called = calling.call_next(place, table, NOW)
    for _each in range(2):
        calling.nobody_came(place, table, called.pk, NOW)
    visiting.come_back(place, first.ticket.pk, NOW)
    assert calling.call_next(place, table, NOW).pk == first.ticket.pk


def test_giving_back_frees_the_name_and_is_counted(place):
    first = take(place)
    visiting.leave(place, first.code, NOW)
    row = Ticket.objects.get()
    assert (row.state, row.since) == (State.LEFT, None)
    assert Tally.objects.get(step=Step.LEFT, by=By.ALL).number == 1
    for act in (visiting.leave, visiting.come_back):
        with pytest.raises(Refusal):
            act(place, first.code, NOW)


def test_a_called_ticket_given_back_leaves_the_table_free(place):
    table = sit(place)
    first = take(place)
    calling.call_next(place, table, NOW)
    visiting.leave(place, first.code, NOW)
    assert calling.call_next(place, table, NOW) is None


def test_odd_times_and_codes_are_refused(place):
    first = take(place)
    with pytest.raises(Refusal):
        visiting.go_away(place, first.code, 7, NOW)
    with pytest.raises(Refusal, match="over"):
        visiting.leave(place, TicketCode("0" * 16), NOW)
    with pytest.raises(Refusal):
        visiting.leave(make_line(slug="nice"), first.code, NOW)


@pytest.mark.parametrize(
    ("hour", "state", "lives_until_day", "lives_until_hour"),
    [
        (9, State.WAITING, 26, 22),
        (17, State.WAITING, 26, 22),
        (17, State.AWAY, 26, 22),
        (9, State.GONE, 26, 22),
        (12, State.GONE, 27, 11),
        (17, State.WITH_US, 27, 11),
    ],
)
def test_a_ticket_ends_within_a_day(place, hour, state, lives_until_day, lives_until_hour):
    """On the clock of the house one hour later: who waits, and a morning's, ends at midnight; others of an afternoon at one."""
    now = NOW.replace(hour=hour, minute=30)
    take(place, now=now, by_staff=True)
    Ticket.objects.update(state=state, since=None)
    assert purge(now.replace(day=lives_until_day, hour=lives_until_hour)) == 0
    gone = purge(now.replace(day=lives_until_day, hour=lives_until_hour, minute=0) + 60 * MINUTE)
    assert gone == 1
    expired = Tally.objects.filter(step=Step.EXPIRED, by=By.ALL, number=1)
    assert expired.exists() == (state in {State.WAITING, State.AWAY})


def test_nothing_older_than_a_day_lives_whenever_it_was_taken(place):
    for hour in range(24):
        Ticket.objects.all().delete()
        now = NOW.replace(hour=hour)
        take(place, now=now, by_staff=True)
        assert purge(now + 24 * 60 * MINUTE) == 1, hour


def test_an_act_the_next_day_finds_nothing_of_yesterday(place):
    sit(place)
    old = take(place)
    version = Flow.objects.get().version
    tomorrow = NOW + 24 * 60 * MINUTE
    take(place, now=tomorrow)
    assert not Ticket.objects.filter(pk=old.ticket.pk).exists()
    assert not Table.objects.exists()
    assert Flow.objects.get().version > version
