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
from collections.abc import Iterable
from typing import Any

from parvis.qualifications.domain.paths.route import Route

CRITERIA = ("shortest", "earns", "level", "entry")


def beats(one: Route, other: Route) -> bool:
    """Say whether ``one`` makes ``other`` not worth showing."""
    return kind_of(one) == kind_of(other) and _is_no_worse(one, other) and not _is_no_worse(other, one)


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
    kinds: dict[tuple[str, str], list[Route]] = defaultdict(list)
    for route in routes:
        kinds[kind_of(route)].append(route)
    shown = []
    for alike in kinds.values():
        # What beats a route has no more steps, so the short ones are asked first; and what is beaten need not be asked.
        kept: list[Route] = []
        for route in sorted(alike, key=_best_first):
            if not any(beats(one, route) for one in kept):
                kept = [one for one in kept if not beats(route, one)]
                kept.append(route)
        shown += kept
    return shown


def _best_first(route: Route) -> tuple[Any, ...]:
    return (len(route.steps), route.length.key, -route.level)


def ranked(routes: Iterable[Route], by: str) -> list[Route]:
    """Return ``routes`` in the order of the criterion ``by`` (one of CRITERIA)."""
    return sorted(routes, key=lambda route: (*_first(route, by), *_shortest(route), route.key))


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
