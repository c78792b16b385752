"""The same question answered by trying everything: slow, plain, and written apart from the search it checks."""

from __future__ import annotations

from itertools import permutations, product

from parvis.qualifications.domain.paths.comparing import beats
from parvis.qualifications.domain.paths.graph import SOME, UNKNOWN, UNSAID, Graph
from parvis.qualifications.domain.paths.route import Route, walk
from parvis.qualifications.domain.paths.standing import Standing, Start


def stands(graph: Graph, standing: Standing, moves, *, aged: bool = True) -> bool:
    """Say whether each step's conditions are met at its time, from what was held and taken before."""
    months = longest = worked = 0
    own = UNSAID if standing.isced is None else standing.isced
    best = max([own, *(graph.nodes[place].isced for place in standing.held)])
    have = set(standing.held)
    for place, number in moves:
        node = graph.nodes[place]
        door = node.doors[number]
        if door.needs != UNKNOWN and door.needs not in have:
            return False
        is_here = not door.at_home or standing.country in {"", node.country}
        there = [graph.nodes[one] for one in have if not door.at_home or graph.nodes[one].country == node.country]
        if door.isced > max([own if is_here else 0, *(one.isced for one in there)]):
            return False
        if door.eqf > max([own if is_here and 5 <= own < UNSAID else 0, *(one.level for one in there)]):
            return False
        missing = door.experience - standing.experience
        is_qualified = door.needs in have or any(graph.nodes[one].trades & node.trades for one in have)
        if missing > 0 and not standing.experience and not is_qualified:
            return False
        work = max(0, missing - worked)
        longest = None if work and door.experience == SOME else longest
        if standing.age is not None and aged:
            least = door.youngest if best >= door.youngest_isced else door.youngest_else
            begin = max(months + work, (least - standing.age) * 12)
            latest = None if longest is None else max(longest + work, (least - standing.age) * 12)
            if door.oldest != UNKNOWN and (latest is None or standing.age + latest // 12 > door.oldest):
                return False
            assert standing.age * 12 + begin >= least * 12
        else:
            begin, latest = months + work, None if longest is None else longest + work
        months = begin + max(0, door.months_min)
        longest = None if latest is None or door.months_max == UNKNOWN else latest + door.months_max
        worked += work
        have.add(place)
    return True


def is_sensible(graph: Graph, standing: Standing, moves) -> bool:
    """Say whether each step but the last is wanted: without it another falls, one that names it or is its neighbour."""
    for out in range(len(moves) - 1):
        rest = [*moves[:out], *moves[out + 1 :]]
        if stands(graph, standing, rest, aged=False):
            return False
        if not any(_serves(graph, standing, moves, out, later) for later in range(out + 1, len(moves))):
            return False
    return True


def _serves(graph: Graph, standing: Standing, moves, out: int, later: int) -> bool:
    """Say whether the step ``out`` is what ``later`` lacks: by name, or as a neighbour that meets what no other meets."""
    first, then = graph.nodes[moves[out][0]], graph.nodes[moves[later][0]]
    door = then.doors[moves[later][1]]
    if door.needs == moves[out][0]:
        return True
    if not graph.is_near(first, then) or first.country not in {then.country, standing.country}:
        return False
    lacking = [move for place, move in enumerate(moves[: later + 1]) if place != out]
    start = Start(graph, standing)
    before = [graph.nodes[place] for place, _ in lacking[:-1]]
    at_home = [one for one in before if not door.at_home or one.country == then.country]
    if not start.has_schooling(door, then.country) and not any(one.isced >= door.isced for one in at_home):
        return first.isced >= door.isced and (not door.at_home or first.country == then.country)
    if not start.has_level(door, then.country) and not any(one.level >= door.eqf for one in at_home):
        return first.level >= door.eqf and (not door.at_home or first.country == then.country)
    may = start.may_work(then, door) or any(one.trades & then.trades for one in before)
    may = may or door.needs in {place for place, _ in lacking[:-1]}
    return door.experience > standing.experience and not may and bool(first.trades & then.trades)


def all_sensible(graph: Graph, standing: Standing, trade: int) -> list[Route]:
    """Return every sensible route, beaten ones too."""
    start, found = Start(graph, standing), []
    places = [place for place, node in enumerate(graph.nodes) if node.doors and place not in standing.held]
    for length in range(1, 5):
        for order in permutations(places, length):
            if trade not in graph.nodes[order[-1]].trades:
                continue
            for doors in product(*(range(len(graph.nodes[place].doors)) for place in order)):
                moves = tuple(zip(order, doors, strict=True))
                if stands(graph, standing, moves) and is_sensible(graph, standing, moves):
                    route = walk(start, moves)
                    assert route is not None
                    found.append(route)
    return found


def best_routes(graph: Graph, standing: Standing, trade: int) -> set[tuple]:
    """Return the moves of the routes that no other beats."""
    found = all_sensible(graph, standing, trade)
    return {route.moves for route in found if not any(beats(one, route) for one in found)}
