from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.qualifications.domain.seed_files import seed
from parvis.qualifications.enums import Topic
from parvis.qualifications.rules import BASES, PERIODS, WHO, fault_in

ages = st.integers(10, 99)
steps = st.lists(st.fixed_dictionaries({"year": st.integers(1, 4), "percent": st.floats(0, 100)}), min_size=1)


@given(ages, ages)
def test_ages_in_years_are_right(age, other):
    assert fault_in(Topic.MINIMUM_AGE, {"age": age, "else": other}) == ""
    assert fault_in(Topic.MAXIMUM_AGE, {"age": age}) == ""


@given(st.integers(max_value=9) | st.integers(min_value=100) | st.text() | st.none())
def test_other_ages_are_not(age):
    assert "10 to 99" in fault_in(Topic.MINIMUM_AGE, {"age": age})


@given(st.sampled_from(sorted(PERIODS)), st.sampled_from(sorted(BASES)), steps)
def test_pay_in_percent_of_a_base_is_right(per, base, told):
    assert fault_in(Topic.PAY, {"per": per, "base": base, "steps": told}) == ""
    assert "a percentage is of" in fault_in(Topic.PAY, {"per": per, "steps": told})


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({}, "pay is per"),
        ({"per": "month"}, "pay has no steps"),
        ({"per": "month", "steps": "many"}, "pay has no steps"),
        ({"per": "month", "steps": [{"year": 1}]}, "each step of pay"),
        ({"per": "month", "steps": [{"year": 1, "amount": 682}, {"from": 1, "to": 2}]}, ""),
    ],
)
def test_pay_says_what_is_wrong_with_it(values, fault):
    assert fault_in(Topic.PAY, values).startswith(fault)


@given(st.sets(st.sampled_from(sorted(WHO)), min_size=1))
def test_those_who_may_sign(who):
    assert fault_in(Topic.SIGNS, {"who": sorted(who), "under_18": ["parents"]}) == ""


@pytest.mark.parametrize("values", [{}, {"who": ["neighbour"]}])
def test_nobody_else_signs(values):
    assert "who signs is of" in fault_in(Topic.SIGNS, values)


@given(st.integers())
def test_a_month_is_one_of_twelve(month):
    assert (fault_in(Topic.ADVERTS, {"month": month}) == "") == (1 <= month <= 12)


@given(st.dictionaries(st.text(), st.integers()))
def test_a_topic_in_words_only_takes_any_values(values):
    assert fault_in(Topic.TRIAL, values) == ""


def test_every_rule_of_the_sample_is_right():
    assert {rule.key: fault_in(Topic(rule.topic), rule.values) for rule in seed().rules} == {
        rule.key: "" for rule in seed().rules
    }
