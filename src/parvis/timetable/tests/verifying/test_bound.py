"""The best schedule at given prices is exact: against trying everything, and against a solver on larger ones."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import jsonschema_rs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from parvis.timetable.domain.verifying.matching import best_worth
from parvis.timetable.domain.verifying.schema import schema, schema_faults
from parvis.timetable.tests.verifying.made import STEPS, problems, written

MATRIX = st.integers(1, 4).flatmap(
    lambda slots: st.integers(1, 4).flatmap(
        lambda tables: st.lists(
            st.lists(
                st.sampled_from((-np.inf, 0.0, 10.0, -300.0, -1000.5, -9000.0, -20000.0)),
                min_size=tables,
                max_size=tables,
            ),
            min_size=slots,
            max_size=slots,
        )
    )
)


def by_trying(worths: np.ndarray, most: int) -> float:
    best = 0.0
    slots, tables = worths.shape
    for count in range(1, min(most, slots, tables) + 1):
        for chosen in itertools.combinations(range(slots), count):
            for order in itertools.permutations(range(tables), count):
                best = max(best, sum(worths[list(chosen), list(order)]) + sum(STEPS[:count]))
    return best


@given(MATRIX, st.integers(0, 5))
def test_a_small_schedule_is_the_best(rows: list[list[float]], most: int) -> None:
    worths = np.array(rows)
    assert best_worth(worths, most) == pytest.approx(by_trying(worths, most))


@pytest.mark.parametrize("seed", range(30))
def test_a_large_schedule_is_the_best(seed: int) -> None:
    dice = np.random.default_rng(seed)
    worths = -dice.integers(0, 40, (16, 60)).astype(float) * 50 - dice.choice((0.0, 5000.0), (1, 60))
    best = 0.0
    for count in range(1, 13):
        best = max(best, _of_exactly(worths, count) + sum(STEPS[min(k, 4)] for k in range(count)))
    assert best_worth(worths, 12) == pytest.approx(best)


def _of_exactly(worths: np.ndarray, count: int) -> float:
    """Return the best ``count`` pairs: idle tables for the other slots, idle slots for the other tables, none for both."""
    slots, tables = worths.shape
    size = slots + tables - count
    square = np.full((size, size), 0.0)
    square[:slots, :tables] = worths
    square[slots:, tables:] = -1e9
    rows, columns = linear_sum_assignment(square, maximize=True)
    return float(square[rows, columns].sum())


@given(problems(), st.randoms(use_true_random=False))
def test_the_shape_is_the_published_one(problem: dict[str, Any], dice: random.Random) -> None:
    """Whatever we do to a problem: a library that knows JSON Schema says the same of it."""
    text = written(_bent(problem, dice))
    bent = json.loads(text)
    rules = schema("problem")
    assert (next(schema_faults(rules, bent, ""), None) is None) is jsonschema_rs.is_valid(rules, bent)


def _bent(value: Any, dice: random.Random) -> Any:
    if dice.random() < 0.03:
        return dice.choice([None, -1, 1.5, 100, "", "x" * 90, [], {}, True, [1, 1], {"id": "a"}])
    if isinstance(value, dict):
        return {name: _bent(inner, dice) for name, inner in value.items() if dice.random() > 0.02}
    return [_bent(inner, dice) for inner in value] if isinstance(value, list) else value
