"""The peer: the same world as tables in SQLite, asked backwards by a recursive query.

It is asked for less: chains of at most four qualifications whose every step stands open or is opened by the one before it,
with no regard to age, waiting, lengths, what two steps open together, steps that are not needed, or which route beats which.
"""

from __future__ import annotations

import sqlite3

from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.domain.paths.searching import LONGEST, Lack
from parvis.qualifications.domain.paths.standing import Standing

ASKED = """
WITH RECURSIVE
  standing(door) AS (
    SELECT rowid FROM door
    WHERE (isced <= :isced AND (NOT at_home OR :country IN ('', country)) OR isced <= :held_isced)
      AND (needs IS NULL OR needs IN (SELECT place FROM held)) AND experience <= :experience
  ),
  chain(place, door, steps, moves) AS (
    SELECT d.place, d.rowid, 1, d.rowid FROM opens o JOIN door d ON d.place = o.place WHERE o.trade = :trade
    UNION ALL
    SELECT d.place, d.rowid, c.steps + 1, d.rowid || ' ' || c.moves
    FROM chain c JOIN serves s ON s.door = c.door JOIN door d ON d.place = s.place
    WHERE c.steps < :longest AND c.door NOT IN standing AND s.country IN ('', :country)
  )
SELECT moves FROM chain WHERE door IN standing
"""


class Tables:
    """The world in a database in memory, with an index for every join."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.base = sqlite3.connect(":memory:")
        self.base.executescript(
            """CREATE TABLE door (place INTEGER, country TEXT, isced INTEGER, at_home INTEGER, needs INTEGER, experience INTEGER);
               CREATE TABLE opens (trade INTEGER, place INTEGER); CREATE TABLE held (place INTEGER);
               CREATE TABLE serves (door INTEGER, place INTEGER, country TEXT);"""
        )
        for place, node in enumerate(graph.nodes):
            self.base.executemany("INSERT INTO opens VALUES (?, ?)", [(trade, place) for trade in node.trades])
            for door in node.doors:
                needs = door.needs if door.needs >= 0 else None
                row = (place, node.country, door.isced, door.at_home, needs, door.experience)
                key = self.base.execute("INSERT INTO door VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid
                self.base.executemany("INSERT INTO serves VALUES (?, ?, '')", self._serving(key, place, node, door))
        self.base.executescript(
            """CREATE INDEX by_place ON door (place); CREATE INDEX by_trade ON opens (trade, place);
               CREATE INDEX by_door ON serves (door, place); ANALYZE;"""
        )

    def _serving(self, key, place, node, door):
        if door.needs >= 0:
            return [(key, door.needs)]
        lack = Lack("isced" if door.isced else "work", place, node, door)
        near = self.graph.near(node, {node.country})
        return [(key, one) for one in near if one != place and lack.is_met_by(one, self.graph.nodes[one])]

    def chains(self, standing: Standing, trade: int) -> int:
        """Return how many chains lead to ``trade``."""
        held = [self.graph.nodes[place] for place in standing.held]
        self.base.execute("DELETE FROM held")
        self.base.executemany("INSERT INTO held VALUES (?)", [(place,) for place in standing.held])
        asked = {
            "isced": 9 if standing.isced is None else standing.isced,
            "held_isced": max([0, *(node.isced for node in held)]),
            "country": standing.country,
            "experience": standing.experience,
            "trade": trade,
            "longest": LONGEST,
        }
        return len(self.base.execute(ASKED, asked).fetchall())
