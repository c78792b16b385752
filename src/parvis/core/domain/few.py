"""Counts of people that may be shown: no cell under FEW, and none that could be worked out from the others.

A table is published with its total, so a hidden cell could be the difference. Therefore small cells are hidden together, told as
one sum, and bigger ones join them, from below, until nobody can bound a hidden cell closer than FEW − 1, even who knows this rule:

- two cells or more that are not empty are hidden, and their sum is FEW at least;
- with ``k`` of them under a smallest shown cell of ``s``, each lies between sum − (k − 1)(s − 1) and s − 1; that leaves FEW − 1;
- cells of the same size are hidden together, so that no order of theirs says which is which.

A cell of nobody is no secret and has no row. Tables of different people (other months, other houses) may be added up as they
were published; tables of overlapping people, such as periods chosen freely, must never be published by this rule alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: A cell of fewer people is shown to nobody.
FEW = 11


@dataclass(frozen=True)
class Published:
    """What of a table is shown: cells by key, and all that are hidden as one sum (0: none is)."""

    cells: Mapping[str, int] = field(default_factory=dict)
    others: int = 0

    @property
    def total(self) -> int:
        """Return the sum of the table."""
        return sum(self.cells.values()) + self.others


def publish(counts: Mapping[str, int], few: int = FEW) -> Published:
    """Return what may be shown of ``counts``; nothing at all when they are fewer than ``few`` together."""
    sizes = sorted(number for number in counts.values() if number > 0)
    if sum(sizes) < few:
        return Published()
    bounds = [few, *(size + 1 for size in sizes if size >= few)]
    bound = next(each for each in bounds if _is_safe(sizes, each, few) or each > sizes[-1])
    cells = {key: number for key, number in counts.items() if number >= bound}
    return Published(cells, sum(sizes) - sum(cells.values()))


def _is_safe(sizes: Sequence[int], bound: int, few: int) -> bool:
    """Say whether the ``sizes`` under ``bound`` may be hidden while the others are shown."""
    hidden = [size for size in sizes if size < bound]
    if not hidden:
        return True
    ceiling = next((size for size in sizes if size >= bound), sum(sizes) + few)
    together = sum(hidden)
    return len(hidden) > 1 and together >= few and len(hidden) * (ceiling - 1) - together >= few - 1


def add_up(tables: Iterable[Published]) -> Published:
    """Add tables of different people up, as they were published: nothing is told that they do not tell."""
    cells, others = Counter[str](), 0
    for table in tables:
        cells.update(table.cells)
        others += table.others
    return Published(cells, others)
