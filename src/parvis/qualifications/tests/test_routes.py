"""What holds of every route in every world."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parvis.qualifications.domain.paths.comparing import CRITERIA, beats, ranked
from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.domain.paths.searching import routes_to

from .brute import all_sensible, best_routes, is_sensible, stands
from .worlds import TRADES, questions, standings, worlds

many = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@many
@given(questions())
def test_the_search_agrees_with_trying_everything(asked) -> None:
    graph, standing, trade = asked
    found = {route.moves for route in routes_to(graph, standing, trade)}
    event(f"longest {max((len(moves) for moves in found), default=0)}")
    assert found == best_routes(graph, standing, trade)


@many
@given(questions(most=30))
def test_no_circle_and_no_entry_unmet(asked) -> None:
    graph, standing, trade = asked
    for route in routes_to(graph, standing, trade):
        places = [step.place for step in route.steps]
        assert len(set(places)) == len(places) <= 4
        assert not set(places) & standing.held
        assert trade in route.last.node.trades
        assert stands(graph, standing, route.moves)
        assert is_sensible(graph, standing, route.moves)


@many
@given(questions(most=30))
def test_waiting_and_working_are_told(asked) -> None:
    graph, standing, trade = asked
    for route in routes_to(graph, standing, trade):
        clock, worked = 0, 0
        for step in route.steps:
            worked += step.work
            assert step.begins.months == clock + max(step.wait, step.work)
            assert standing.experience + worked >= step.door.experience
            clock = step.begins.months + max(0, step.door.months_min)
        assert route.length.months == clock


def no_worse(new, old, *, earning: bool = True) -> bool:
    return (
        new.abroad <= old.abroad
        and new.length <= old.length
        and (not earning or new.earns <= old.earns)
        and (new.last.place == old.last.place or new.level >= old.level > 0)
        and new.brings <= old.brings
        and len(new.steps) <= len(old.steps)
    )


@many
@given(worlds(most=14), st.data())
def test_a_qualification_more_in_the_world_takes_no_route_away(graph, data) -> None:
    standing = data.draw(standings(max(1, len(graph.nodes) - 1)))
    trade = data.draw(st.sampled_from(TRADES))
    added = len(graph.nodes) - 1
    known = [
        node if place < added else replace(node, doors=(), trades=frozenset()) for place, node in enumerate(graph.nodes)
    ]
    before = routes_to(Graph(known), standing, trade)
    after = routes_to(graph, standing, trade)
    for route in before:
        assert any(new.moves == route.moves or beats(new, route) for new in after)


@many
@given(questions(most=10), st.data())
def test_a_qualification_more_in_the_hand_takes_no_route_away(asked, data) -> None:
    """Each route of before is there, or one no worse: the same without what is held or needed no longer.

    Earning sooner is compared only when what is left out did not pay: who stops at the end of a paid step has earned.
    """
    graph, standing, trade = asked
    given_too = data.draw(st.integers(0, len(graph.nodes) - 1))
    before = routes_to(graph, standing, trade)
    richer = replace(standing, held=standing.held | {given_too})
    after = routes_to(graph, richer, trade)
    for route in before:
        if route.last.place == given_too:
            continue  # there already
        assert any(no_worse(new, route, earning=graph.nodes[given_too].earns) for new in after), route.moves


@many
@given(questions(most=20), st.sampled_from(CRITERIA), st.randoms())
def test_the_order_is_one(asked, by, chance) -> None:
    graph, standing, trade = asked
    found = routes_to(graph, standing, trade)
    first = ranked(found, by)
    chance.shuffle(found)
    assert ranked(found, by) == first


@many
@given(questions(most=5))
def test_none_shown_beats_another(asked) -> None:
    graph, standing, trade = asked
    found = routes_to(graph, standing, trade)
    assert not any(beats(one, other) for one in found for other in found)
    everything = all_sensible(graph, standing, trade)
    assert bool(everything) == bool(found)
