import pytest

from parvis.accounts.models import StaffAct
from parvis.core.refusal import Refusal
from parvis.queue.domain import calling, visiting
from parvis.queue.domain.line import waiters_of
from parvis.queue.domain.tables import close_table
from parvis.queue.enums import By, Mode, State, Step
from parvis.queue.models import Table, Tally, Ticket, Wait

from .made import MINUTE, NOW, make_line, sit, take

pytestmark = pytest.mark.django_db
LATER = NOW + 12 * MINUTE


@pytest.fixture
def place():
    return make_line()


def tallied(step):
    return sum(Tally.objects.filter(step=step, by=By.ALL).values_list("number", flat=True))


def waits():
    counted = Wait.objects.filter(number__gt=0).values_list("key", "step", "number")
    return {(key, step): number for key, step, number in counted}


def test_the_minute_goes_at_the_call_and_the_wait_is_counted_when_they_sit(place):
    table = sit(place)
    take(place)
    called = calling.call_next(place, table, LATER)
    assert (called.state, called.since, called.waited) == (State.CALLED, None, 2)
    assert not Wait.objects.exists()
    calling.serve(place, table, called.pk, LATER)
    assert waits() == {("0", 2): 1}
    calling.finish(place, table, called.pk, LATER)
    row = Ticket.objects.get()
    assert (row.state, row.table, row.waited, row.since) == (State.GONE, None, None, None)
    assert calling.call_next(place, table, LATER) is None


def test_calling_the_next_lets_go_of_who_sat_there_but_not_of_who_is_called(place):
    table = sit(place)
    take(place)
    take(place)
    first = calling.call_next(place, table, NOW)
    with pytest.raises(Refusal, match="Say first"):
        calling.call_next(place, table, NOW)
    calling.serve(place, table, first.pk, NOW)
    second = calling.call_next(place, table, NOW)
    first.refresh_from_db()
    assert (first.state, second.state) == (State.GONE, State.CALLED)
    with pytest.raises(Refusal):
        calling.serve(place, table, first.pk, NOW)


def test_who_does_not_come_is_called_twice_and_then_set_aside(place):
    table = sit(place)
    take(place)
    called = calling.call_next(place, table, NOW)
    again = calling.nobody_came(place, table, called.pk, NOW)
    assert (again.state, again.calls) == (State.CALLED, 2)
    assert again.called > called.called
    missed = calling.nobody_came(place, table, called.pk, NOW)
    assert (missed.state, missed.table) == (State.MISSED, None)
    assert tallied(Step.MISSED) == 1
    assert not Wait.objects.exists()


def test_passing_on_keeps_the_place(place):
    one, other = sit(place, desks=("choose",)), sit(place, desks=("work",))
    take(place, "choose")
    take(place, "work")
    take(place, "work")
    first = calling.call_next(place, one, NOW)
    calling.serve(place, one, first.pk, NOW)
    passed = calling.pass_on(place, one, first.pk, "work", NOW)
    assert (passed.state, passed.place, passed.is_passed_on) == (State.WAITING, 1, True)
    assert calling.call_next(place, other, NOW).pk == first.pk
    calling.serve(place, other, first.pk, LATER)
    assert sum(waits().values()) == 1  # the second wait is not one of a newcomer and is not counted


@pytest.mark.parametrize("desk", ["", "nothing", "choose"])
def test_passing_on_needs_another_desk(place, desk):
    table = sit(place, desks=("choose",))
    take(place)
    first = calling.call_next(place, table, NOW)
    with pytest.raises(Refusal):
        calling.pass_on(place, table, first.pk, desk, NOW)


def test_each_step_can_be_taken_back_with_what_it_counted(place):
    table = sit(place)
    take(place)
    ticket = calling.call_next(place, table, LATER)
    calling.serve(place, table, ticket.pk, LATER)
    calling.finish(place, table, ticket.pk, LATER)
    assert calling.undo(place, table, ticket.pk, LATER).state == State.WITH_US
    assert calling.undo(place, table, ticket.pk, LATER).state == State.CALLED
    assert tallied(Step.SAT) == 0
    back = calling.undo(place, table, ticket.pk, LATER)
    assert (back.state, back.table, back.calls, back.since) == (State.WAITING, None, 0, None)
    with pytest.raises(Refusal):
        calling.undo(place, table, ticket.pk, LATER)


def test_taking_back_a_sitting_down_takes_its_wait_back(place):
    table = sit(place)
    take(place)
    ticket = calling.call_next(place, table, LATER)
    calling.serve(place, table, ticket.pk, LATER)
    calling.undo(place, table, ticket.pk, LATER)
    assert waits() == {}
    calling.serve(place, table, ticket.pk, LATER)
    assert waits() == {("0", 2): 1}


def test_a_name_that_went_to_somebody_else_is_not_given_twice(place):
    table = sit(place)
    old = take(place).ticket
    calling.call_next(place, table, NOW)
    calling.serve(place, table, old.pk, NOW)
    calling.finish(place, table, old.pk, NOW)
    new = take(place).ticket
    Ticket.objects.filter(pk=new.pk).update(word=old.word, colour=old.colour)
    with pytest.raises(Refusal):
        calling.undo(place, table, old.pk, NOW)


def test_another_table_does_nothing_with_a_ticket_in_hand(place):
    one, other = sit(place), sit(place)
    take(place)
    ticket = calling.call_next(place, one, NOW)
    for act in (calling.serve, calling.finish, calling.nobody_came, calling.undo):
        with pytest.raises(Refusal):
            act(place, other, ticket.pk, NOW)
    with pytest.raises(Refusal):
        calling.serve(place, 98, ticket.pk, NOW)
    with pytest.raises(Refusal):
        calling.serve(place, one, ticket.pk + 1, NOW)


def test_a_table_in_use_is_not_closed_and_a_closed_one_calls_nobody(place):
    table = sit(place)
    take(place)
    ticket = calling.call_next(place, table, NOW)
    with pytest.raises(Refusal):
        close_table(place, table, NOW)
    calling.undo(place, table, ticket.pk, NOW)
    close_table(place, table, NOW)
    with pytest.raises(Refusal):
        calling.call_next(place, table, NOW)
    assert sit(place) == table


def test_nothing_of_calling_is_in_the_log_of_staff_or_knows_a_table(place):
    """No figure of one counsellor: neither log, nor sums, nor rows that stay say at which table somebody was."""
    table = sit(place)
    for _each in range(3):
        take(place)
        ticket = calling.call_next(place, table, LATER)
        calling.serve(place, table, ticket.pk, LATER)
    calling.finish(place, table, ticket.pk, LATER)
    assert not StaffAct.objects.exists()
    assert not Ticket.objects.filter(table__isnull=False).exists()
    for model in (Tally, Wait, Table):
        names = {field.name for field in model._meta.get_fields()}
        assert not names & {"staff", "user", "table", "calls", "count"}


def test_who_was_overtaken_often_enough_comes_first(place):
    both = sit(place, languages=("fr", "ar"))
    sit(place, languages=("fr",))
    french = take(place).ticket
    for _each in range(6):
        take(place, language="ar")
    called = []
    for _each in range(6):
        ticket = calling.call_next(place, both, NOW)
        calling.serve(place, both, ticket.pk, NOW)
        called.append(ticket.language)
    assert called == ["ar"] * 5 + ["fr"]
    french.refresh_from_db()
    assert french.overtaken == 5


def test_who_was_passed_on_in_one_line_goes_to_a_table_that_names_the_desk():
    place = make_line(Mode.TICKET)
    one = sit(place, desks=(), languages=())
    ticket = take(place, "", "").ticket
    calling.call_next(place, one, NOW)
    with pytest.raises(Refusal, match="Please choose"):
        calling.pass_on(place, one, ticket.pk, "work", NOW)
    other = sit(place, desks=("work",), languages=())
    calling.pass_on(place, one, ticket.pk, "work", NOW)
    assert calling.call_next(place, one, NOW) is None
    assert calling.call_next(place, other, NOW).pk == ticket.pk


def test_a_desk_that_cannot_be_is_refused(place):
    table = sit(place)
    take(place)
    ticket = calling.call_next(place, table, NOW)
    with pytest.raises(Refusal):
        calling.pass_on(place, table, ticket.pk, "wo\x00rk", NOW)


@pytest.mark.parametrize("is_served", [True, False])
def test_one_person_is_counted_once_however_often_they_are_passed_on(place, is_served):
    one, other = sit(place, desks=("choose",)), sit(place, desks=("work",))
    take(place)
    ticket = calling.call_next(place, one, NOW)
    if is_served:
        calling.serve(place, one, ticket.pk, NOW)
    calling.pass_on(place, one, ticket.pk, "work", NOW)
    assert tallied(Step.SAT) == 1
    calling.call_next(place, other, NOW)
    calling.serve(place, other, ticket.pk, NOW)
    calling.undo(place, other, ticket.pk, NOW)
    calling.nobody_came(place, other, ticket.pk, NOW)
    calling.nobody_came(place, other, ticket.pk, NOW)
    assert (tallied(Step.SAT), tallied(Step.MISSED)) == (1, 0)


@pytest.mark.parametrize("act", ["back", "leave"])
def test_who_comes_after_all_is_not_counted_as_missed(place, act):
    table = sit(place)
    take(place)
    ticket = calling.call_next(place, table, NOW)
    for _each in range(2):
        calling.nobody_came(place, table, ticket.pk, NOW)
    assert tallied(Step.MISSED) == 1
    visiting.ACTS[act](place, ticket.pk, 0, NOW)
    assert (tallied(Step.MISSED), tallied(Step.LEFT)) == (0, int(act == "leave"))


def test_taking_back_a_second_call_leaves_the_first(place):
    table = sit(place)
    take(place)
    ticket = calling.call_next(place, table, NOW)
    calling.nobody_came(place, table, ticket.pk, NOW)
    back = calling.undo(place, table, ticket.pk, NOW)
    assert (back.state, back.calls) == (State.CALLED, 1)
    assert calling.undo(place, table, ticket.pk, NOW).state == State.WAITING


def test_taking_back_a_call_takes_back_whom_it_overtook(place):
    both = sit(place, languages=("fr", "ar"))
    sit(place, languages=("fr",))
    first = take(place).ticket
    take(place, language="ar")
    ticket = calling.call_next(place, both, NOW)
    first.refresh_from_db()
    assert (ticket.language, first.overtaken) == ("ar", 1)
    calling.undo(place, both, ticket.pk, NOW)
    first.refresh_from_db()
    assert first.overtaken == 0


def test_taking_back_a_call_takes_nothing_from_whom_it_did_not_overtake(place):
    """Whoever was away meanwhile keeps what was counted before; whoever is away now loses what this call counted."""
    both = sit(place, languages=("fr", "ar"))
    sit(place, languages=("fr",))
    away_then, away_now = take(place).ticket, take(place).ticket
    early, late = take(place, language="ar").ticket, take(place, language="ar").ticket
    assert calling.call_next(place, both, NOW).pk == early.pk
    calling.serve(place, both, early.pk, NOW)
    visiting.go_away(place, away_then.pk, 10, NOW)
    assert calling.call_next(place, both, NOW).pk == late.pk
    visiting.come_back(place, away_then.pk, NOW)
    visiting.go_away(place, away_now.pk, 10, NOW)
    calling.undo(place, both, late.pk, NOW)
    away_then.refresh_from_db()
    away_now.refresh_from_db()
    assert (away_then.overtaken, away_now.overtaken) == (1, 1)


def test_taking_back_a_call_takes_nothing_from_who_came_to_the_end_of_the_line_since(place):
    both = sit(place, languages=("fr", "ar"))
    sit(place, languages=("fr",))
    one, arabic = take(place).ticket, take(place, language="ar").ticket
    calling.call_next(place, both, NOW)
    visiting.go_away(place, one.pk, 10, NOW)
    visiting.come_back(place, one.pk, NOW + 30 * MINUTE)
    Ticket.objects.filter(pk=one.pk).update(overtaken=3)
    calling.undo(place, both, arabic.pk, NOW)
    one.refresh_from_db()
    assert one.overtaken == 3


def test_nobody_of_yesterday_is_called_this_morning(place):
    afternoon, morning = NOW + 4 * 60 * MINUTE, NOW + 22 * 60 * MINUTE
    take(place, now=afternoon)
    table = sit(place, now=morning)
    new = take(place, now=morning, by_staff=True).ticket
    assert (tallied(Step.EXPIRED), Ticket.objects.count()) == (1, 1)
    assert calling.call_next(place, table, morning).pk == new.pk


def test_a_line_of_yesterday_is_before_nobody_before_anything_is_done(place):
    take(place, now=NOW + 4 * 60 * MINUTE)
    assert waiters_of(place, NOW.date())
    assert waiters_of(place, NOW.date() + 24 * 60 * MINUTE) == []


def test_a_talk_goes_on_over_midnight(place):
    evening, night = NOW + 12 * 60 * MINUTE, NOW + 14 * 60 * MINUTE
    free, table = sit(place, now=evening), sit(place, now=evening)
    take(place, now=evening, by_staff=True)
    ticket = calling.call_next(place, table, evening)
    calling.serve(place, table, ticket.pk, evening)
    take(place, now=night, by_staff=True)
    assert [each.number for each in Table.objects.all()] == [table]
    assert sit(place, now=night) == free
    assert calling.finish(place, table, ticket.pk, night).state == State.GONE
    take(place, now=night, by_staff=True)
    assert not Table.objects.filter(number=table).exists()
