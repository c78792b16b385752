"""The order of offers: how far, then how soon they start, then by lot; nothing of who sends or employs is known here.

Offers that meet the question as well as each other stand in bands: up to 5, 10, 20, 50, 100 km from the town; within a band
those that start in the next three months come first. Within that, today's lot decides, the same for everybody: the offer's
number in the index times an odd number made of the published daily seed, modulo 2⁶⁴, smallest first.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parvis.core.daily_seed import daily_seed
from parvis.search.domain.offers.question import RADII

Floats = npt.NDArray[np.float64]
#: Months from now in which an offer starts soon.
SOON = 3


@dataclass(frozen=True)
class Lots:
    """What decides among equals on one day."""

    seed: str

    @property
    def factor(self) -> int:
        """Return the odd number that every offer's own number is multiplied by."""
        return int(self.seed, 16) | 1

    def of(self, numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
        """Return the lot of each of ``numbers`` (names of offers in the index)."""
        return numbers * np.uint64(self.factor)


def lots_of(day: datetime.date) -> Lots:
    """Return the lots of ``day``."""
    return Lots(daily_seed(day))


def soon(day: datetime.date) -> tuple[str, ...]:
    """Return the months, as the facet ``start`` writes them, that are soon on ``day``: this one and the next three."""
    months = (day.year * 12 + day.month - 1 + step for step in range(SOON + 1))
    return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in months)


def in_order(
    numbers: npt.NDArray[np.uint64], lots: Lots, far: Floats | None, is_soon: npt.NDArray[np.bool_]
) -> npt.NDArray[np.intp]:
    """Return the places of ``numbers`` in the order shown; ``far`` None when nobody said from where."""
    band = np.zeros(len(numbers), np.intp) if far is None else np.searchsorted(np.array(RADII, np.float64), far)
    order: npt.NDArray[np.intp] = np.lexsort((lots.of(numbers), ~is_soon, band))
    return order
