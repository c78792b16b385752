"""What a step pays: the range that a dated rule gives for the ages and years of the step. No base is looked up or guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.qualifications.domain.paths.graph import UNKNOWN
from parvis.qualifications.domain.paths.route import YEAR


@dataclass(frozen=True)
class Pay:
    """From ``low`` to ``high`` per ``per``: percent of ``base``, or an amount in the jurisdiction's currency when it has none."""

    low: float
    high: float
    per: str
    base: str


def pay_of(values: Mapping[str, Any], age: int | None, months: int) -> Pay | None:
    """Return what the rule's ``values`` pay somebody of ``age`` at the start over ``months``; all it may be where either is not known.

    None when no step of the rule is for them.
    """
    years = 0 if months == UNKNOWN else max(1, -(-months // YEAR))
    base = str(values.get("base", ""))
    bounds: list[float] = []
    for step in values.get("steps", ()):
        if _is_for(step, age, years):
            bounds += _bounds(step, is_share=bool(base))
    return Pay(min(bounds), max(bounds), str(values.get("per", "")), base) if bounds else None


def _is_for(step: Mapping[str, Any], age: int | None, years: int) -> bool:
    """Say whether somebody is in ``step`` during one of their ``years`` (0: not known how many).

    ``age`` is in full years: there is a birthday in each year, so pay by age changes within it.
    """
    year = step.get("year")
    if year is not None and years and year > years:
        return False
    if age is None:
        return True
    last = year or years
    is_reached = not last or step.get("age_from", 0) <= age + last
    return bool(is_reached and age + (year or 1) - 1 <= step.get("age_to", 199))


def _bounds(step: Mapping[str, Any], *, is_share: bool) -> list[float]:
    names = ("percent",) if is_share else ("amount", "from", "to")
    return [float(step[name]) for name in names if isinstance(step.get(name), (int, float))]
