"""What is answered to somebody who asks for the paths to a trade: one and the same for the page, the command and the open data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.qualifications.domain.asking import Asked
from parvis.qualifications.domain.paths.comparing import ranked
from parvis.qualifications.domain.paths.dead_ends import DeadEnd, dead_ends
from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.domain.paths.route import Route
from parvis.qualifications.domain.paths.searching import answer_to


@dataclass(frozen=True)
class Answered:
    """The routes in the order asked for, what is closed, and the codes of countries of which nothing is known.

    ``is_whole`` is False when there were too many routes to compare them all.
    """

    routes: list[Route]
    ends: list[DeadEnd]
    silent: list[str]
    is_whole: bool


def answered(graph: Graph, asked: Asked, trade: int, countries: Iterable[str]) -> Answered:
    """Return what ``graph`` holds for ``asked``; ``countries`` are those of our jurisdictions.

    Who stays in a country is told of that country alone: what can be reached across a border only is closed to them. Where
    not every route was looked at, nothing with a known way in is called closed.
    """
    answer = answer_to(graph, asked.standing, trade, at_home=asked.stays)
    ends = [
        end
        for end in dead_ends(graph, asked.standing, trade, answer.reached)
        if (not asked.stays or end.node.country == asked.country) and (answer.is_whole or end.door is None)
    ]
    known = {graph.nodes[place].country for place in graph.opening.get(trade, ()) if graph.nodes[place].is_current}
    return Answered(ranked(answer.routes, asked.by), ends, sorted(set(countries) - known), answer.is_whole)
