"""What a rule pays somebody of an age over a time: all of it that may come, and nothing else."""

from __future__ import annotations

import pytest

from parvis.qualifications.domain.paths.graph import UNKNOWN
from parvis.qualifications.domain.paths.pay import Pay, pay_of

#: By age and year, as in France.
BY_AGE = {
    "per": "month",
    "base": "minimum_wage",
    "steps": [
        {"year": 1, "age_to": 17, "percent": 27},
        {"year": 2, "age_to": 17, "percent": 39},
        {"year": 1, "age_from": 18, "age_to": 20, "percent": 43},
        {"year": 2, "age_from": 18, "age_to": 20, "percent": 51},
        {"year": 1, "age_from": 21, "percent": 53},
        {"year": 2, "age_from": 21, "percent": 61},
    ],
}


@pytest.mark.parametrize(
    ("age", "months", "low", "high"),
    [
        (15, 24, 27, 39),  # 15 or 16 in the first year, 16 or 17 in the second
        (16, 24, 27, 51),  # 18 within the second year
        (17, 12, 27, 43),  # 18 within the first
        (18, 12, 43, 43),
        (30, 24, 53, 61),
        (30, 13, 53, 61),  # a year begun counts
        (None, 24, 27, 61),
        (15, UNKNOWN, 27, 39),
    ],
)
def test_pay_by_age_and_year(age, months, low, high):
    assert pay_of(BY_AGE, age, months) == Pay(low, high, "month", "minimum_wage")


@pytest.mark.parametrize(
    ("age", "months", "high"), [(16, 12, 5), (16, 24, 9), (16, UNKNOWN, 9), (None, 12, 9), (18, 12, 9)]
)
def test_pay_by_age_alone(age, months, high):
    values = {"per": "hour", "steps": [{"age_to": 17, "amount": 5}, {"age_from": 18, "amount": 9}]}
    told = pay_of(values, age, months)
    assert told is not None
    assert (told.high, told.per, told.base) == (high, "hour", "")


def test_who_is_in_no_step_is_not_paid_by_the_rule():
    values = {"per": "month", "steps": [{"year": 1, "age_from": 50, "amount": 9}, {"year": 5, "amount": 8}]}
    assert pay_of(values, 16, 36) is None
    assert pay_of({}, 16, 36) is None


def test_a_range_has_two_ends():
    assert pay_of({"per": "month", "steps": [{"from": 700, "to": 900}]}, None, 12) == Pay(700, 900, "month", "")
