"""Counts of people that may be shown: no cell under FEW, and none that could be worked out from the others.

A table is published with its total, so a hidden cell could be the difference. Therefore small cells are hidden together, told as
one sum, and bigger ones join them, from below, until

- their sum is FEW at least, so that two of them hold somebody;
- the sum leaves each of them room: ``u`` cells that are not shown, each smaller than the smallest shown one ``s``, could hold
  u(s − 1) together; FEW − 1 less than that at most are in them. Ten and ten beside eleven would be twenty: no secret;
- all cells of one size are hidden, so that no order of names says which is which.

What is decided is decided by numbers that everybody sees, so that the decision tells nothing either. In every small table there
is (core/tests/test_few.py) somebody who knows this rule is left with nine numbers at least that a hidden cell could be.

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
    """Return what may be shown of ``counts``; nothing at all when they are fewer than ``few`` together.

    Cells of 0 say which others could have held somebody, as everybody knows; in doubt leave them out: that hides more, never less.
    """
    sizes = sorted(counts.values())
    if sum(sizes) < few:
        return Published()
    bounds = [few, *(size + 1 for size in sizes if size >= few)]
    bound = next(each for each in bounds if _is_safe(sizes, each, few))
    cells = {key: number for key, number in counts.items() if number >= bound}
    return Published(cells, sum(sizes) - sum(cells.values()))


def _is_safe(sizes: Sequence[int], bound: int, few: int) -> bool:
    """Say whether the ``sizes`` under ``bound`` may be told as one sum while the others are shown."""
    hidden, shown = [size for size in sizes if size < bound], [size for size in sizes if size >= bound]
    together = sum(hidden)
    if not (together and shown):
        return True
    return together >= few and len(hidden) * (shown[0] - 1) - together >= few - 1


def add_up(tables: Iterable[Published]) -> Published:
    """Add tables of different people up, as they were published: nothing is told that they do not tell."""
    cells, others = Counter[str](), 0
    for table in tables:
        cells.update(table.cells)
        others += table.others
    return Published(cells, others)
