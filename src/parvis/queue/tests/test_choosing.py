from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.queue.domain.choosing import Help, Waiter, before, choose, load, overtaken_by

DESKS, TONGUES = ("choose", "work", "start"), ("fr", "ar", "uk")
tables = st.builds(
    Help,
    st.frozensets(st.sampled_from(DESKS), min_size=1),
    st.frozensets(st.sampled_from(TONGUES), min_size=1),
)
#: What happens: somebody comes (desk, language), or a table (its number) calls.
comings = st.tuples(st.sampled_from(("", *DESKS)), st.sampled_from(TONGUES))
happenings = st.lists(st.one_of(comings, st.integers(0, 9)), min_size=5, max_size=80)


def played(present, what, most):
    """Play what happens; yield each call: who waited, who was called, by which table."""
    waiting, place = {}, 0
    for each in what:
        if isinstance(each, tuple):
            place += 1
            waiting[place] = Waiter(place, place, *each)
            continue
        caller = present[each % len(present)]
        others = [table for number, table in enumerate(present) if number != each % len(present)]
        chosen = choose(waiting.values(), caller, others, most)
        yield dict(waiting), chosen, caller, others
        if chosen is None:
            continue
        for passed in overtaken_by(chosen, waiting.values(), caller):
            waiting[passed.number] = replace(passed, overtaken=passed.overtaken + 1)
        del waiting[chosen.number]


@given(st.lists(tables, min_size=1, max_size=4), happenings, st.integers(0, 6))
@settings(max_examples=200)
def test_within_a_kind_the_order_of_coming_is_kept(present, what, most):
    last = defaultdict(int)
    for _waiting, chosen, _caller, _others in played(present, what, most):
        if chosen is not None:
            assert chosen.place > last[chosen.kind]
            last[chosen.kind] = chosen.place


@given(st.lists(tables, min_size=1, max_size=4), happenings, st.integers(0, 6))
@settings(max_examples=200)
def test_nobody_is_overtaken_more_often_than_is_said(present, what, most):
    for waiting, chosen, caller, _others in played(present, what, most):
        assert all(waiter.overtaken <= most for waiter in waiting.values())
        if chosen is not None:
            assert all(waiter.overtaken < most for waiter in overtaken_by(chosen, waiting.values(), caller))


@given(st.lists(tables, min_size=1, max_size=4), happenings, st.integers(0, 6))
@settings(max_examples=200)
def test_nobody_starves(present, what, most):
    """Tables that can help somebody call at most so many others: who came before, and ``most`` who came later."""
    calls, allowed = defaultdict(int), {}
    for waiting, chosen, caller, _others in played(present, what, most):
        for waiter in waiting.values():
            if waiter.number not in allowed:
                allowed[waiter.number] = sum(other.place < waiter.place for other in waiting.values()) + most
            if caller.can_help(waiter) and chosen != waiter:
                calls[waiter.number] += 1
                assert calls[waiter.number] <= allowed[waiter.number]


@given(st.lists(tables, min_size=1, max_size=4), happenings, st.integers(1, 6))
@settings(max_examples=200)
def test_the_only_one_who_can_help_sees_those_first(present, what, most):
    for waiting, chosen, caller, others in played(present, what, most):
        mine = [waiter for waiter in waiting.values() if caller.can_help(waiter)]
        assert (chosen is None) == (not mine)
        only = [waiter for waiter in mine if not any(other.can_help(waiter) for other in others)]
        if only and not any(waiter.overtaken >= most for waiter in mine):
            assert chosen == min(only, key=lambda waiter: waiter.place)


@given(st.lists(tables, min_size=1, max_size=4), st.lists(comings, max_size=12), comings, tables)
def test_more_before_means_more_load_and_another_table_never_more(present, came, newcomer, another):
    waiting = [Waiter(number, number, *each) for number, each in enumerate(came, 1)]
    me = Waiter(99, 99, *newcomer)
    loads = [load(me, waiting[:number], present) for number in range(len(waiting) + 1)]
    if loads[0] is None:
        assert set(loads) == {None}
    else:
        assert loads == sorted(loads)
    assert before(me, waiting, present) <= len(waiting)
    same = load(me, waiting, [*present, present[0]])
    assert loads[-1] is None or (same is not None and same <= loads[-1])


def test_a_returning_ticket_of_a_kind_goes_before_the_one_that_was_overtaken_more():
    """Who was away was overtaken less often than a later ticket of the same kind: still the order of coming is kept."""
    back = Waiter(1, 1, "work", "fr", overtaken=0)
    patient = Waiter(2, 2, "work", "fr", overtaken=5)
    assert choose([patient, back], Help(), [], most=5) == back


def test_who_waited_long_enough_does_not_go_before_who_came_earlier():
    both, french = Help(languages=frozenset({"fr", "ar"})), Help(languages=frozenset({"fr"}))
    waiting = [Waiter(1, 1, "", "ar"), Waiter(2, 2, "", "fr", overtaken=5), Waiter(3, 3, "", "ar")]
    assert choose(waiting, both, [french]).number == 1
    assert choose(waiting[1:], both, [french]).number == 2


def test_a_speaker_of_two_languages_sees_first_who_needs_her():
    both, french = Help(languages=frozenset({"fr", "ar"})), Help(languages=frozenset({"fr"}))
    waiting = [Waiter(1, 1, "", "fr"), Waiter(2, 2, "", "ar")]
    assert choose(waiting, both, [french]).number == 2
    assert choose(waiting, french, [both]).number == 1
    assert choose(waiting, both, []).number == 1
    assert choose([replace(waiting[0], overtaken=5), waiting[1]], both, [french]).number == 1


def test_a_variety_of_a_language_is_the_language():
    assert Help(languages=frozenset({"pt"})).can_help(Waiter(1, 1, language="pt-BR"))
    assert not Help(languages=frozenset({"pt"})).can_help(Waiter(1, 1, language="es"))
