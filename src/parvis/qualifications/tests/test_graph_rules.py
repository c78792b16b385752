"""Which of two rules counts when the graph is built: the same on every database."""

from __future__ import annotations

import datetime

import pytest

from parvis.qualifications.domain.graph import build
from parvis.qualifications.models import Entry, Jurisdiction, Qualification, Rule

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 9, 1)


def test_the_younger_rule_counts_and_one_without_a_first_day_before_all() -> None:
    """PostgreSQL sorts what is blank last, SQLite first: the rule that nobody dated must win on neither."""
    country = Jurisdiction.objects.create(code="CH", country="CH")
    row = Qualification.objects.create(
        key="CH:one", code="one", jurisdiction=country, mode="apprenticeship", source="a", revision=1
    )
    Entry.objects.create(qualification=row)
    for key, first, age in (
        ("b", datetime.date(2020, 1, 1), 16),
        ("a", datetime.date(2024, 1, 1), 15),
        ("c", None, 18),
    ):
        Rule.objects.create(
            key=key,
            jurisdiction=country,
            topic="minimum_age",
            values={"age": age},
            valid_from=first,
            source="a",
            revision=1,
        )
    assert build(TODAY).nodes[0].doors[0].youngest == 15
    assert build(datetime.date(2022, 1, 1)).nodes[0].doors[0].youngest == 16
    assert build(datetime.date(2019, 1, 1)).nodes[0].doors[0].youngest == 18
