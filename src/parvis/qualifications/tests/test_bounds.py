"""No world of qualifications makes a visitor wait: what one question may cost is counted, and a cut answer says so."""

from __future__ import annotations

import pytest

from parvis.qualifications.domain.answering import answered
from parvis.qualifications.domain.asking import Asked
from parvis.qualifications.domain.crossing import crossing
from parvis.qualifications.domain.paths.graph import UNKNOWN, Door, Graph, Node
from parvis.qualifications.domain.paths.searching import MOST_ROUTES, Budget, answer_to
from parvis.qualifications.domain.paths.standing import Standing
from parvis.qualifications.domain.routes import MOST

TRADE, OTHER = 1, 2
#: ISCED that a rung of the ladder asks, and what it gives.
RUNGS = ((2, 3), (3, 5), (5, 6), (6, 7))


def ladder(wide: int, months: int = 12) -> Graph:
    """Return four rungs of one field, ``wide`` qualifications on each: ``wide`` to the fourth sensible routes."""
    nodes = [
        Node(
            code=f"r{rung}n{number}",
            country="FR",
            mode="school",
            field="0613",
            isced=gives,
            trades=frozenset({TRADE if rung == len(RUNGS) - 1 else OTHER}),
            doors=(Door(isced=asks, months_min=months, months_max=months),),
        )
        for rung, (asks, gives) in enumerate(RUNGS)
        for number in range(wide)
    ]
    # One is reached at once, however wide the ladder is.
    return Graph([*nodes, Node(code="short", country="FR", mode="adult", trades=frozenset({TRADE}), doors=(Door(),))])


def test_a_small_ladder_is_told_whole() -> None:
    answer = answer_to(ladder(3), Standing(isced=2), TRADE)
    assert answer.is_whole
    assert len(answer.routes) == 3**4 + 1


@pytest.mark.parametrize("months", [12, UNKNOWN])
@pytest.mark.parametrize("wide", [12, 100, 1000])
def test_a_wide_ladder_ends_and_says_so(wide: int, months: int) -> None:
    """12⁴ routes that differ in nothing, or in nothing that can be compared; 28 seconds for 20⁴ before there was a bound."""
    budget = Budget()
    answer = answer_to(ladder(wide, months), Standing(isced=2), TRADE, budget=budget)
    assert not answer.is_whole
    assert len(answer.routes) <= MOST_ROUTES + 1
    assert min(len(route.steps) for route in answer.routes) == 1
    assert budget.looks > -5 * wide


def test_what_was_not_looked_at_is_not_called_closed() -> None:
    graph = ladder(12)
    unknown = Node(code="unknown", country="FR", mode="school", trades=frozenset({TRADE}))
    graph = Graph([*graph.nodes, unknown])
    answer = answered(graph, Asked(Standing(isced=2)), TRADE, ["CH", "FR"])
    assert not answer.is_whole
    assert [end.node.code for end in answer.ends] == ["unknown"]
    assert answer.silent == ["CH"]


def test_who_stays_is_told_what_is_closed_there() -> None:
    """A qualification at home that is reached only across a border is closed to who stays, not left out."""
    need = Node(code="away", country="FR", mode="school", trades=frozenset({OTHER}), doors=(Door(),))
    home = Node(code="home", country="CH", mode="school", trades=frozenset({TRADE}), doors=(Door(needs=0),))
    there = Node(code="there", country="FR", mode="school", trades=frozenset({TRADE}))
    graph = Graph([need, home, there])
    goes = answered(graph, Asked(Standing(country="CH"), "CH"), TRADE, [])
    assert [route.last.node.code for route in goes.routes] == ["home"]
    assert [end.node.code for end in goes.ends] == ["there"]
    stays = answered(graph, Asked(Standing(country="CH"), "CH", stays=True), TRADE, [])
    assert stays.routes == []
    assert [(end.node.code, end.missing) for end in stays.ends] == [("home", ("needs",))]


@pytest.mark.django_db
def test_countries_that_were_not_looked_at_are_not_called_closed(monkeypatch) -> None:
    monkeypatch.setattr("parvis.qualifications.domain.crossing.Budget", lambda: Budget(looks=-1, is_by_length=True))
    told = crossing(ladder(100), TRADE, Asked(Standing(isced=1)), "en", countries=["FR"])
    assert (told.countries, told.closed, told.silent, told.is_whole) == ([], [], [], False)


def test_a_page_shows_fewer_than_are_compared() -> None:
    assert MOST < MOST_ROUTES
