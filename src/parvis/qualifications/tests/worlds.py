"""Small worlds of qualifications for the properties of routes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from parvis.qualifications.domain.paths.graph import UNKNOWN, Door, Graph, Node
from parvis.qualifications.domain.paths.standing import Standing

COUNTRIES = ("CH", "FR")
TRADES = (0, 1)
MODES = ("apprenticeship", "school")
FIELDS = ("", "0721", "0722", "1013", "0011")


@st.composite
def doors(draw, place: int, size: int):
    """A door of the qualification at ``place`` among ``size``."""
    others = [one for one in range(size) if one != place] or [UNKNOWN]
    youngest = draw(st.sampled_from([0, 0, 15, 18]))
    months = draw(st.sampled_from([UNKNOWN, 6, 12, 24, 36]))
    return Door(
        isced=draw(st.sampled_from([0, 2, 3, 3, 4])),
        eqf=draw(st.sampled_from([0, 0, 0, 0, 4])),
        at_home=draw(st.sampled_from([False, False, True])),
        needs=draw(st.sampled_from([UNKNOWN, UNKNOWN, *others])),
        experience=draw(st.sampled_from([0, 0, 0, 0, 1, 12, 24])),
        youngest=youngest,
        youngest_isced=draw(st.sampled_from([0, 0, 2])),
        youngest_else=max(youngest, 16),
        oldest=draw(st.sampled_from([UNKNOWN, UNKNOWN, 20, 29])),
        months_min=months,
        months_max=draw(st.sampled_from([UNKNOWN, months])) if months == UNKNOWN else months,
    )


@st.composite
def nodes(draw, place: int, size: int):
    """The qualification at ``place`` of a world of ``size``."""
    entries = draw(st.lists(doors(place, size), min_size=int(place > 0), max_size=2))
    return Node(
        code=f"q{place}",
        country=draw(st.sampled_from(COUNTRIES)),
        mode=draw(st.sampled_from(MODES)),
        field=draw(st.sampled_from(FIELDS)),
        eqf=draw(st.sampled_from([0, 3, 4, 5])),
        isced=draw(st.sampled_from([UNKNOWN, 3, 3, 4, 5])),
        pay=draw(st.sampled_from([0, 1])),
        trades=frozenset(draw(st.sets(st.sampled_from(TRADES), min_size=place % 2, max_size=1 + place % 2))),
        doors=tuple(replace(door, place=number) for number, door in enumerate(entries)),
    )


@st.composite
def worlds(draw, most: int = 6) -> Graph:
    """A world of up to ``most`` qualifications."""
    size = draw(st.integers((most + 1) // 2, most))
    return Graph([draw(nodes(place, size)) for place in range(size)])


def standings(size: int):
    """Somebody in a world of ``size`` qualifications."""
    return st.builds(
        Standing,
        country=st.sampled_from(["", *COUNTRIES, "XX"]),
        isced=st.sampled_from([None, 0, 2, 2, 2]),
        held=st.frozensets(st.integers(0, size - 1), max_size=1),
        age=st.sampled_from([None, 13, 16, 17, 17, 28]),
        experience=st.sampled_from([0, 0, 6, 30]),
    )


@st.composite
def questions(draw, most: int = 6):
    """A world, somebody in it, a trade."""
    graph = draw(worlds(most))
    return graph, draw(standings(len(graph.nodes))), draw(st.sampled_from(TRADES))


@st.composite
def questions_and_one(draw, most: int):
    """A question, and one of its qualifications."""
    asked = draw(questions(most))
    return asked, draw(st.integers(0, len(asked[0].nodes) - 1))
