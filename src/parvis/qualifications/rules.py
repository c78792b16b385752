"""The shape of a rule's values, one a topic: what is not of this shape is refused when it is taken in.

Ages are years, percentages of the named base, amounts in the jurisdiction's currency before tax.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parvis.qualifications.enums import Topic

Values = Mapping[str, Any]
#: What a percentage of pay is of.
BASES = frozenset({"minimum_wage", "agreement", "skilled_wage"})
WHO = frozenset({"company", "apprentice", "parents", "school", "authority"})
PERIODS = frozenset({"hour", "week", "month", "year"})
Check = Callable[[Values], str]


def fault_in(topic: Topic, values: Values) -> str:
    """Return what is wrong with a rule's values as a sentence's end («pay has no steps»); empty when they are right."""
    check = _CHECKS.get(topic)
    return check(values) if check else ""


def _age(values: Values) -> str:
    """{"age": 15, "with": {"isced": 2}?, "else": 16?}: with that schooling from ``age``, else from ``else``."""
    ages = [values.get("age"), values.get("else", 16)]
    return (
        "" if all(isinstance(age, int) and 10 <= age <= 99 for age in ages) else "an age is a number of years, 10 to 99"
    )


def _pay(values: Values) -> str:
    """{"per": "month", "base"?: "minimum_wage", "steps": [{"year", "age_from"?, "age_to"?, "percent" or "amount" or "from", "to"}]}."""
    if values.get("per") not in PERIODS:
        return f"pay is per {', '.join(sorted(PERIODS))}"
    steps = values.get("steps")
    if not isinstance(steps, list) or not steps:
        return "pay has no steps"
    for step in steps:
        if not any(isinstance(step.get(name), (int, float)) for name in ("percent", "amount", "from")):
            return "each step of pay has a percent, an amount, or from and to"
        if "percent" in step and values.get("base") not in BASES:
            return f"a percentage is of {', '.join(sorted(BASES))}"
    return ""


def _signs(values: Values) -> str:
    """{"who": ["company", "apprentice"], "under_18": ["parents"]?}."""
    who = [*values.get("who", ()), *values.get("under_18", ())]
    return "" if who and set(who) <= WHO else f"who signs is of {', '.join(sorted(WHO))}"


def _adverts(values: Values) -> str:
    """{"month": 8, "day": 1?, "years_before": 1?}: places for a start may be advertised from then."""
    month = values.get("month")
    return "" if isinstance(month, int) and 1 <= month <= 12 else "a month is 1 to 12"


_CHECKS: dict[Topic, Check] = {
    Topic.MINIMUM_AGE: _age,
    Topic.MAXIMUM_AGE: _age,
    Topic.PAY: _pay,
    Topic.SIGNS: _signs,
    Topic.ADVERTS: _adverts,
}
