"""What holds of every route in every world."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from parvis.qualifications.domain.paths.comparing import CRITERIA, beats, ranked
from parvis.qualifications.domain.paths.dead_ends import dead_ends
from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.domain.paths.route import walk
from parvis.qualifications.domain.paths.searching import routes_to
from parvis.qualifications.domain.paths.standing import Start

from .brute import all_sensible, best_routes, is_sensible, stands
from .found import COVERS_BY_THE_WAY, NO_NEIGHBOUR_ANY_MORE, SERVES_NO_NEIGHBOUR
from .worlds import TRADES, questions, questions_and_one, standings, worlds

many = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@many
@example(SERVES_NO_NEIGHBOUR)
@example(COVERS_BY_THE_WAY)
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


def what_is_left(graph, standing, moves):
    """Return every choice of ``moves``, the last among them, that is a sensible route when more is held."""
    *before, last = moves
    for number in range(len(moves)):
        for some in combinations(before, number):
            left = (*some, last)
            is_new = standing.held.isdisjoint(place for place, _door in left)
            if is_new and stands(graph, standing, left) and is_sensible(graph, standing, left):
                yield left


def is_no_worse(new, old) -> bool:
    """Say whether ``new``, which leaves out steps of ``old``, is no worse, but for what these steps gave by the way.

    Schooling that they covered may have to be brought now; experience won before them may have to be won later; and who
    leaves out a step that earned may earn later.
    """
    gone = [step for step in old.steps if step.place not in {one.place for one in new.steps}]
    worked = any(step.work for step in gone)
    isced = max((step.node.isced for step in gone), default=0)
    level = max((step.node.level for step in gone), default=0)
    return (
        new.abroad <= old.abroad
        and (new.length <= old.length or worked)
        and (new.earns <= old.earns or worked or any(step.node.earns for step in gone))
        and all(
            now <= max(then, gave) for now, then, gave in zip(new.brings, old.brings, (isced, level, 0), strict=True)
        )
    )


@many
@example((COVERS_BY_THE_WAY, 0))
@given(questions_and_one(most=10))
def test_a_qualification_more_in_the_hand_takes_no_route_away(asked_and_given) -> None:
    """What is left of each route, without what is held or needed no longer, is there or beaten, and no worse than before."""
    (graph, standing, trade), given_too = asked_and_given
    before = routes_to(graph, standing, trade)
    richer = replace(standing, held=standing.held | {given_too})
    after = routes_to(graph, richer, trade)
    for route in before:
        if route.last.place == given_too:
            continue  # there already
        for left in what_is_left(graph, richer, route.moves):
            new = walk(Start(graph, richer), left)
            assert any(one.moves == left or beats(one, new) for one in after), left
            assert is_no_worse(new, route), left


def test_what_is_held_may_leave_a_step_that_serves_no_neighbour() -> None:
    graph, standing, trade = NO_NEIGHBOUR_ANY_MORE
    assert [route.moves for route in routes_to(graph, standing, trade)] == [((0, 0), (1, 0), (2, 0))]
    richer = replace(standing, held=frozenset({1}))
    assert routes_to(graph, richer, trade) == []
    assert [end.missing for end in dead_ends(graph, richer, trade, ())] == [("eqf",)]


@many
@given(questions(most=20), st.sampled_from(CRITERIA), st.randoms())
def test_the_order_is_one(asked, by, chance) -> None:
    graph, standing, trade = asked
    found = routes_to(graph, standing, trade)
    first = ranked(found, by)
    chance.shuffle(found)
    assert ranked(found, by) == first


@many
@example(SERVES_NO_NEIGHBOUR)
@given(questions(most=5))
def test_none_shown_beats_another(asked) -> None:
    graph, standing, trade = asked
    found = routes_to(graph, standing, trade)
    assert not any(beats(one, other) for one in found for other in found)
    everything = all_sensible(graph, standing, trade)
    assert bool(everything) == bool(found)
