"""Which routes are worth showing, and in which order: the formulas, in full.

Left out is a route that another one **beats**: both end in the same country in the same way of learning, and the other is
not worse in borders crossed (a subset of its countries), length, months until one first earns, level, what one must bring,
and steps, and better in one of these. Routes that are equal in all are all shown.

Order, ties always by the codes of the steps:

- ``shortest``: fewest steps whose length is not known, then fewest months in all, waiting and working included.
- ``earns``: fewest months until one is first paid: in training that a known rule pays, by working on the way, or with a
  qualification that opens a trade; 0 for who holds one. Then as ``shortest``.
- ``level``: highest EQF level, not known last. Then as ``shortest``.
- ``entry``: least schooling (ISCED, then EQF) one must bring, then least experience. Then as ``shortest``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from parvis.qualifications.domain.paths.route import Route

CRITERIA = ("shortest", "earns", "level", "entry")


def beats(one: Route, other: Route) -> bool:
    """Say whether ``one`` makes ``other`` not worth showing."""
    return kind_of(one) == kind_of(other) and _is_better(one, other)


def _is_better(one: Route, other: Route) -> bool:
    return _is_no_worse(one, other) and not _is_no_worse(other, one)


def _is_no_worse(one: Route, other: Route) -> bool:
    return (
        one.abroad <= other.abroad
        and len(one.steps) <= len(other.steps)
        and one.length <= other.length
        and one.earns <= other.earns
        and _reaches(one, other)
        and one.brings <= other.brings
    )


def _reaches(one: Route, other: Route) -> bool:
    """Say whether ``one`` ends as high as ``other``; a level nobody knows is as high as itself alone."""
    if one.last.place == other.last.place:
        return True
    return bool(one.level and other.level) and one.level >= other.level


def kind_of(route: Route) -> tuple[str, str]:
    """Return what is never weighed against another: the country a route ends in, and the way of learning."""
    return route.last.node.country, route.last.node.mode


def worth_showing(routes: Iterable[Route]) -> list[Route]:
    """Return the routes that none of the others beats."""
    kinds: dict[tuple[str, str], dict[tuple[Any, ...], list[Route]]] = defaultdict(lambda: defaultdict(list))
    for route in routes:
        kinds[kind_of(route)][_weighed(route)].append(route)
    return [route for alike in kinds.values() for equals in _unbeaten(alike.values()) for route in equals]


def _unbeaten(alike: Iterable[list[Route]]) -> Iterator[list[Route]]:
    """Yield the groups of equal routes that no other group beats; the first of each speaks for all.

    What beats a route has no more steps, nothing unknown that the route does not have too, and is no longer: the groups are
    asked in that order, each only against those whose unknown lengths are among its own.
    """
    kept: dict[frozenset[int], list[list[Route]]] = defaultdict(list)
    for equals in sorted(alike, key=lambda equals: _best_first(equals[0])):
        route = equals[0]
        if not any(_is_better(one[0], route) for some in _subsets(route.length.unknown) for one in kept.get(some, ())):
            mine = kept[route.length.unknown]
            mine[:] = [one for one in mine if not _is_better(route, one[0])]
            mine.append(equals)
    for groups in kept.values():
        yield from groups


def _subsets(of: frozenset[int]) -> Iterator[frozenset[int]]:
    for size in range(len(of) + 1):
        yield from map(frozenset, combinations(of, size))


def _weighed(route: Route) -> tuple[Any, ...]:
    """Return all that ``beats`` looks at: of routes for which it is the same, none beats another."""
    reached = route.level or -1 - route.last.place
    return route.abroad, len(route.steps), route.length, route.earns, reached, route.brings


def _best_first(route: Route) -> tuple[Any, ...]:
    return (len(route.steps), route.length.key, -route.level)


def ranked(routes: Iterable[Route], by: str) -> list[Route]:
    """Return ``routes`` in the order of the criterion ``by`` (one of CRITERIA)."""
    return sorted(routes, key=lambda route: (*_first(route, by), *_shortest(route), route.key))


def by_end(routes: Iterable[Route]) -> list[list[Route]]:
    """Return ``routes`` with those that end in the same qualification together, where the first of them stands."""
    alike: dict[int, list[Route]] = {}
    for route in routes:
        alike.setdefault(route.last.place, []).append(route)
    return list(alike.values())


def _first(route: Route, by: str) -> tuple[Any, ...]:
    if by == "earns":
        return route.earns.key
    if by == "level":
        return (-route.level,)
    if by == "entry":
        return route.brings
    return ()


def _shortest(route: Route) -> tuple[Any, ...]:
    longest = route.longest
    return (*route.length.key, longest is None, longest or 0, len(route.steps))
