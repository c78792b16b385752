"""A linear programme that grows, solved by HiGHS: the same answer for the same programme, on one thread.

Maximises. Rows are ``low ≤ Σ ≤ high``, columns stand between 0 and their upper bound.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.timetable.domain.highs import solver

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR = 1e-6  # a value nearer than this to a whole number is one


@dataclass(frozen=True)
class Clock:
    """Until when something may last; for ever when ``seconds`` is None."""

    started: float
    seconds: float | None

    @classmethod
    def of(cls, seconds: float | None) -> Clock:
        """Start a clock."""
        return cls(time.monotonic(), seconds)

    @property
    def left(self) -> float:
        """Return the seconds left, never below 0."""
        if self.seconds is None:
            return math.inf
        return max(0.0, self.started + self.seconds - time.monotonic())

    @property
    def passed(self) -> float:
        """Return the seconds since it was started."""
        return time.monotonic() - self.started


class OutOfTime(Exception):
    """The time given ended before there was an answer."""


class Programme:
    """A linear programme in HiGHS; it keeps its basis, so that solving again after growing is quick."""

    def __init__(self, clock: Clock, *, whole: bool = False) -> None:
        import highspy

        self._highspy = highspy
        self._solver = solver()
        self._clock = clock
        self._whole = whole
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.rows = 0
        self.columns = 0

    def limit_nodes(self, nodes: int) -> None:
        """End a search for whole numbers after ``nodes``: a limit that is the same on every machine."""
        self._solver.setOptionValue("mip_max_nodes", nodes)

    def add_rows(self, low: Floats, high: Floats, columns: Ints | None = None, rows: Ints | None = None) -> None:
        """Add rows; column ``columns[i]`` stands with 1 in the new row ``rows[i]`` (from 0)."""
        count = len(low)
        columns, rows = (_NOTHING, _NOTHING) if columns is None or rows is None else (columns, rows)
        order = np.argsort(rows, kind="stable")
        starts = np.searchsorted(rows[order], np.arange(count))
        self._solver.addRows(
            count, low, high, len(columns), _short(starts), _short(columns[order]), np.ones(len(columns))
        )
        self.rows += count

    def add_columns(self, worth: Floats, rows: Ints, sign: float = 1.0) -> None:
        """Add columns of at most 1: ``rows`` (columns × any) names the rows where each stands with ``sign``; -1 is none."""
        count = len(worth)
        real = rows >= 0
        many = real.sum(axis=1)
        starts = np.concatenate([[0], np.cumsum(many)[:-1]])
        values = np.full(int(many.sum()), sign)
        zeros, ones = np.zeros(count), np.ones(count)
        self._solver.addCols(count, worth, zeros, ones, len(values), _short(starts), _short(rows[real]), values)
        if self._whole:
            numbers = np.arange(self.columns, self.columns + count, dtype=np.int32)
            kinds = np.full(count, self._highspy.HighsVarType.kInteger)
            self._solver.changeColsIntegrality(count, numbers, kinds)
        self.columns += count

    def start_at(self, values: Floats) -> None:
        """Give a search for whole numbers an answer to begin with (columns)."""
        solution = self._highspy.HighsSolution()
        solution.col_value = values.tolist()
        self._solver.setSolution(solution)

    @property
    def value(self) -> float:
        """Return the value of the last answer."""
        return float(self._solver.getInfo().objective_function_value)

    def solve(self) -> tuple[Floats, Floats]:
        """Return the value of each column and the price of each row; OutOfTime when the clock ends before there is an answer."""
        if not self.columns:
            return np.zeros(0), np.zeros(self.rows)
        if not math.isinf(self._clock.left):
            self._solver.setOptionValue("time_limit", self._solver.getRunTime() + self._clock.left)
        self._solver.run()
        status = self._solver.getModelStatus()
        solution = self._solver.getSolution()
        enough = self._whole and solution.value_valid
        if status != self._highspy.HighsModelStatus.kOptimal and not enough:
            raise OutOfTime(self._solver.modelStatusToString(status))
        return np.array(solution.col_value), np.array(solution.row_dual) if solution.dual_valid else np.zeros(self.rows)


_NOTHING: Ints = np.zeros(0, dtype=np.int64)


def _short(numbers: Ints) -> NDArray[np.int32]:
    return np.asarray(numbers, dtype=np.int32)
