"""Questions that once had a wrong answer, as the random search for them found them."""

from __future__ import annotations

from parvis.qualifications.domain.paths.graph import Door, Graph, Node
from parvis.qualifications.domain.paths.standing import Standing

HALF_A_YEAR = {"months_min": 6, "months_max": 6}


def node(code: str, country: str = "CH", *, doors: tuple[Door, ...] = (), trades: tuple[int, ...] = (), **own) -> Node:
    """A qualification learnt at work, of which nothing is known but what is said."""
    return Node(code, country, "apprenticeship", doors=doors, trades=frozenset(trades), **own)


#: The school that q4 gives is needed in France alone, whose neighbour it is not; q3 at home asks a level that q2 gives too.
#: Without a country said, q4 was taken for a step towards q3, which does not want it.
SERVES_NO_NEIGHBOUR = (
    Graph(
        [
            node("q0"),
            node("q1", "FR", trades=(0,), doors=(Door(isced=2, **HALF_A_YEAR),)),
            node("q2", eqf=4, doors=(Door(**HALF_A_YEAR),)),
            node(
                "q3",
                trades=(0, 1),
                doors=(Door(needs=0, **HALF_A_YEAR), Door(place=1, eqf=4, needs=1, **HALF_A_YEAR)),
            ),
            node("q4", isced=5, trades=(0,), doors=(Door(needs=0, **HALF_A_YEAR), Door(place=1, needs=2))),
        ]
    ),
    Standing(isced=0),
    1,
)

#: q2 is taken for q0 alone, and covers the schooling that q3 asks by the way. Who holds q0 needs q2 no longer, and brings
#: the schooling: nothing is taken away, but more is to be brought.
COVERS_BY_THE_WAY = (
    Graph(
        [
            node("q0", trades=(1,), doors=(Door(), Door(place=1, needs=2))),
            node("q1"),
            node("q2", isced=3, doors=(Door(),)),
            node("q3", trades=(1,), doors=(Door(isced=2, experience=1, **HALF_A_YEAR),)),
        ]
    ),
    Standing(),
    1,
)

#: q0 is taken for q1, which names it, and gives the level that q2 asks by the way. It is no neighbour of q2: who holds q1
#: is shown no way any more, for a hairdresser's diploma is no step towards bread only because it is of the right level.
NO_NEIGHBOUR_ANY_MORE = (
    Graph(
        [
            node("q0", "FR", field="1013", eqf=4, doors=(Door(**HALF_A_YEAR),)),
            node("q1", field="0721", eqf=3, doors=(Door(needs=0, **HALF_A_YEAR),)),
            node("q2", field="0721", trades=(1,), doors=(Door(needs=1, eqf=4, **HALF_A_YEAR),)),
        ]
    ),
    Standing(isced=2),
    1,
)
