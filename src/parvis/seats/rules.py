"""The waiting line as arithmetic: who may sit, who waits, and who is next. Strict: nobody overtakes a big group."""

from __future__ import annotations

from collections.abc import Iterable


def online_seats(seats: int, walk_in_share: int) -> int:
    """Return how many of ``seats`` may be taken ahead when ``walk_in_share`` percent (rounded up) are kept for walk-ins."""
    return seats - kept_for_walk_ins(seats, walk_in_share)


def kept_for_walk_ins(seats: int, walk_in_share: int) -> int:
    """Return how many seats are for whoever walks in."""
    return -(-seats * walk_in_share // 100)


def may_sit(wanted: int, free: int, *, is_line_empty: bool) -> bool:
    """Say whether somebody who asks for ``wanted`` seats gets them now: enough are free, and nobody waits."""
    return is_line_empty and wanted <= free


def haste(codes: int, seats: int) -> int:
    """Return how fast seats go when ``codes`` codes of ``seats`` seats were taken in a minute: 0 calm, then one more each time it doubles, 6 at most.

    Calm is less than a twentieth of the seats, at least 3 and at most 30 codes: what a queue of people at home does.
    """
    calm = min(max(seats // 20, 3), 30)
    return min((codes // calm).bit_length(), 6)


def next_in_line(free: int, waiting: Iterable[int]) -> int:
    """Return how many from the head of the line can be offered their seats; ``waiting`` are their numbers of seats, in order.

    The first whose group does not fit holds the line, so that a school class is not passed by forever.
    """
    number = 0
    for wanted in waiting:
        if wanted > free:
            break
        free -= wanted
        number += 1
    return number
