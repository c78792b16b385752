"""Whatever people do in any order, the line keeps its promises (Hypothesis)."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.refusal import Refusal
from parvis.queue.domain import calling, visiting
from parvis.queue.domain.line import help_of, waiter_of
from parvis.queue.enums import ALIVE, IN_HAND, By, State, Step
from parvis.queue.models import Flow, Table, Tally, Ticket, Wait
from parvis.queue.rules import MOST_OVERTAKEN

from .made import MINUTE, NOW, make_line, sit, take

pytestmark = pytest.mark.django_db
ACTS = st.one_of(
    st.tuples(st.just("take"), st.sampled_from(("", "choose", "work")), st.sampled_from(("fr", "ar"))),
    st.tuples(st.sampled_from(("next", "serve", "finish", "nobody", "undo")), st.integers(1, 3), st.integers(0, 7)),
    st.tuples(st.just("pass"), st.integers(1, 3), st.integers(0, 7)),
    st.tuples(st.sampled_from(("away", "back", "leave")), st.integers(0, 7), st.just(0)),
)


def do(place, act, tickets, now):
    what, one, other = act
    if what == "take":
        tickets.append(take(place, one, other, now=now).ticket.pk)
    elif not tickets:
        return
    elif what in {"away", "back", "leave"}:
        visiting.ACTS[what](place, tickets[one % len(tickets)], 10, now)
    elif what == "next":
        calling.call_next(place, one, now)
    else:
        held = Ticket.objects.filter(table__number=one, state__in=IN_HAND).first()
        number = held.pk if held and other < 6 else tickets[other % len(tickets)]
        if what == "pass":
            calling.pass_on(place, one, number, "work" if other % 2 else "choose", now)
        else:
            acts = {
                "serve": calling.serve,
                "finish": calling.finish,
                "nobody": calling.nobody_came,
                "undo": calling.undo,
            }
            acts[what](place, one, number, now)


class Watched:
    """Whoever watches the line and writes down who was overtaken by which call that stands."""

    def __init__(self):
        self.passed = {}

    def see(self, act, before, after):
        """Compare the rows ``before`` and ``after`` an act, by ticket."""
        for number, row in after.items():
            was = before.get(number, row)
            if was.place != row.place:
                for calls in self.passed.values():
                    calls.discard(number)
            if (was.state, row.state) == (State.WAITING, State.CALLED):
                helps = help_of(row.table)
                self.passed[number] = {
                    each.pk
                    for each in before.values()
                    if each.state == State.WAITING and each.place < row.place and helps.can_help(waiter_of(each))
                }
            elif was.state != State.WAITING == row.state and act == "undo":
                self.passed.pop(number)
            elif was.state in (*IN_HAND, State.MISSED) and row.state == State.WAITING:
                self._stands(number)

    def _stands(self, number):
        """Nothing takes this call back any more."""
        self.passed[object()] = self.passed.pop(number)

    def times(self, number):
        return sum(number in calls for calls in self.passed.values())


@given(st.lists(ACTS, min_size=10, max_size=50))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_done(acts):
    for model in (Ticket, Table, Tally, Wait, Flow):
        model.objects.all().delete()
    place, tickets, now = make_line(), [], NOW
    sit(place, desks=("choose",), languages=("fr",))
    sit(place, desks=("work", "choose"), languages=("fr", "ar"))
    sit(place, desks=("work",), languages=("fr",))
    watched, last = Watched(), {}
    for act in acts:
        now += MINUTE
        before = dict(Ticket.objects.values_list("pk", "place"))
        version = Flow.objects.get().version
        try:
            do(place, act, tickets, now)
        except Refusal:
            assert Flow.objects.get().version == version
        rows = list(Ticket.objects.select_related("table", "desk"))
        watched.see(act[0], last, last := {row.pk: row for row in rows})
        assert all(row.overtaken == watched.times(row.pk) for row in rows), "what is counted is what was seen"
        assert Counter(row.pk for row in rows).keys() >= before.keys()
        alive = [(row.word, row.colour) for row in rows if row.state in ALIVE]
        assert len(set(alive)) == len(alive)
        assert len({row.place for row in rows}) == len(rows)
        assert all(row.overtaken <= MOST_OVERTAKEN for row in rows)
        assert all((row.since is None) or row.state == State.WAITING for row in rows)
        assert all((row.back_by is not None) == (row.state == State.AWAY) for row in rows)
        assert all((row.table is not None) == (row.state in IN_HAND) for row in rows)
        held = [row.table_id for row in rows if row.table_id]
        assert len(set(held)) == len(held)
        if act[0] in {"serve", "finish", "nobody", "pass", "undo", "leave", "next"}:
            assert all(row.place == before[row.pk] for row in rows), "nobody queues again for being called or passed on"
    for by in By:
        taken = sum(Tally.objects.filter(step=Step.TAKEN, by=by).values_list("number", flat=True))
        assert taken == len(tickets)
    ends = dict(Tally.objects.filter(by=By.ALL).values_list("step", "number"))
    ends.pop(Step.TAKEN, None)
    over = Ticket.objects.filter(is_passed_on=False, state__in=(State.WITH_US, State.GONE, State.LEFT, State.MISSED))
    passed_on = Ticket.objects.filter(is_passed_on=True)
    assert sum(ends.values()) == over.count() + passed_on.count(), "each ticket is counted once for what became of it"
    assert sum(Wait.objects.values_list("number", flat=True)) <= ends.get(Step.SAT, 0)
