"""Bring the authored qualifications into the database: what is missing is created, what is ours is brought up to date,
what a house or a register has changed is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.db import transaction

from parvis.core.refusal import Refusal
from parvis.qualifications.domain import keeping
from parvis.qualifications.domain.records import QualificationRecord, RuleRecord
from parvis.qualifications.domain.seed_files import IMPORTER, seed
from parvis.qualifications.domain.taking import with_standing_trades
from parvis.qualifications.enums import Topic
from parvis.qualifications.models import Qualification, Rule
from parvis.qualifications.rules import fault_in

Told = TypeVar("Told", QualificationRecord, RuleRecord)


def load_seed() -> dict[str, int]:
    """Load the authored jurisdictions, qualifications and rules; return the rows written, and left, by what they are."""
    with transaction.atomic():
        told = seed()
        for rule in told.rules:
            if fault := fault_in(Topic(rule.topic), rule.values):
                message = f"{rule.key}: {fault}"
                raise Refusal(message)
        standing = keeping.stored_jurisdictions()
        jurisdictions = [record for record in told.jurisdictions if record.code not in standing]
        keeping.write_jurisdictions(jurisdictions)
        records = with_standing_trades(list(told.qualifications))
        stored = keeping.stored_qualifications(record.key for record in records)
        ours, left = _ours(records, stored, dict(Qualification.objects.values_list("key", "kept_hash")))
        keeping.write_qualifications(ours, _marks(ours))
        stored_rules = keeping.stored_rules(record.key for record in told.rules)
        rules, rules_left = _ours(told.rules, stored_rules, dict(Rule.objects.values_list("key", "kept_hash")))
        keeping.write_rules(rules, _marks(rules))
    counts = {
        "jurisdictions": len(jurisdictions),
        "qualifications": len(ours),
        "rules": len(rules),
        "left as changed": left + rules_left,
    }
    return {what: number for what, number in counts.items() if number}


def _marks(records: Sequence[QualificationRecord] | Sequence[RuleRecord]) -> dict[str, str]:
    return {record.key: record.fingerprint() for record in records}


def _ours(wanted: Sequence[Told], stored: Mapping[str, Told], marks: Mapping[str, str]) -> tuple[list[Told], int]:
    """Return the records to write, and how many are left because somebody else has changed them since."""
    ours: list[Told] = []
    left = 0
    for record in wanted:
        there = stored.get(record.key)
        if there == record:
            continue
        if there is not None and (there.importer != IMPORTER or marks[record.key] != there.fingerprint()):
            left += 1
            continue
        ours.append(record)
    return ours, left
