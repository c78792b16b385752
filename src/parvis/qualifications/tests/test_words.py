"""Lengths and the drawing in words and numbers: what is not known is said, and who writes from the right draws from there."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from parvis.qualifications.domain.drawing import WIDTH, draw, scale_of
from parvis.qualifications.domain.paths.graph import SOME, UNKNOWN, Door, Graph, Node
from parvis.qualifications.domain.paths.pay import Pay
from parvis.qualifications.domain.paths.route import walk
from parvis.qualifications.domain.paths.standing import Standing, Start
from parvis.qualifications.domain.words import asks_words, length_words, months_words, pay_words


@pytest.mark.parametrize(
    ("months", "said"), [(1, "1 month"), (11, "11 months"), (12, "1 year"), (18, "1.5 years"), (19, "19 months")]
)
def test_months(months, said):
    with override("en"):
        assert months_words(months) == said


@pytest.mark.parametrize(
    ("shortest", "longest", "said"),
    [
        (None, None, "length not known"),
        (UNKNOWN, 24, "up to 2 years"),
        (24, None, "2 years or more"),
        (0, 0, "no course asked: straight to the examination"),
        (24, 24, "2 years"),
        (0, 24, "0 months to 2 years"),
    ],
)
def test_lengths(shortest, longest, said):
    with override("en"):
        assert length_words(shortest, longest) == said


def test_a_length_with_an_unknown_part():
    with override("en"):
        assert length_words(24, None, is_known=False) == "2 years, and a part whose length is not known"


def test_what_a_way_in_asks():
    door = Door(isced=2, eqf=4, at_home=True, experience=SOME, oldest=29)
    with override("en"):
        assert asks_words(door, 15, "CAP") == [
            "“CAP”",
            "lower secondary school, to about 15, in the same country",
            "a qualification of level 4 of 8, of the same country",
            "experience in the trade; no least length is set",
            "from the age of 15",
            "up to the age of 29",
        ]
        assert asks_words(Door(eqf=4, experience=36), 0, "") == [
            "a qualification of level 4 of 8",
            "3 years of experience in the trade or near it",
        ]


def test_pay_by_no_known_period_is_an_amount():
    with override("en"):
        assert pay_words(Pay(700, 900, "", ""), "EUR") == "€700 to €900"
        assert pay_words(Pay(700, 700, "month", ""), "EUR") == "€700 a month"
        assert pay_words(Pay(50, 50, "month", "agreement"), "EUR") == "50 % of the wage in the sector’s agreement"


class Short:
    """What a drawing asks of the library."""

    short = "EFZ"

    def at(self, _place):
        return self


@pytest.mark.parametrize("months", [1, 36, 400])
@pytest.mark.parametrize("steps", [1, 4])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_drawing_stays_on_its_paper(months, steps, language):
    """Also where a step of a month stands beside one of thirty years, and mirrored."""
    doors = [Door(months_min=12, months_max=12), *(Door(needs=place, months_min=1, months_max=1) for place in range(2))]
    doors = [*doors, Door(needs=2, months_min=months, months_max=months)][-steps:]
    doors[0] = Door(months_min=doors[0].months_min, months_max=doors[0].months_max, youngest=18, youngest_else=18)
    nodes = [Node(code=f"q{place}", country="CH", mode="school", doors=(door,)) for place, door in enumerate(doors)]
    graph = Graph([Node(code=one.code, country="CH", mode="school", doors=one.doors) for one in nodes])
    start = Start(graph, Standing(age=16))
    route = walk(start, [(place, 0) for place in range(steps)], is_checked=True)
    assert route is not None
    with override(language):
        drawing = draw(route, Short(), 1, scale_of([route]))
    assert len(drawing.blocks) == steps + 1
    for block in drawing.blocks:
        assert block.x >= 0
        assert block.x + block.width <= WIDTH
        assert block.width > 0
    assert 0 <= drawing.door_x <= WIDTH - 14
    assert all(0 <= x <= WIDTH for x, _year in drawing.years)


def test_a_walk_ends_where_a_condition_is_not_met():
    nodes = [
        Node(code="a", country="CH", mode="school", isced=3, doors=(Door(),)),
        Node(code="needs", country="CH", mode="school", doors=(Door(needs=0),)),
        Node(code="isced", country="CH", mode="school", doors=(Door(isced=3),)),
        Node(code="eqf", country="CH", mode="school", doors=(Door(eqf=5),)),
        Node(code="work", country="CH", mode="school", doors=(Door(experience=12),)),
        Node(code="young", country="CH", mode="school", doors=(Door(oldest=15),)),
    ]
    start = Start(Graph(nodes), Standing(isced=2, age=16))
    assert walk(start, [(0, 0), (1, 0)]) is not None
    assert walk(start, [(0, 0), (2, 0)]) is not None
    for place in range(1, len(nodes)):
        assert walk(start, [(place, 0)]) is None
