"""Take a read network file into the tables: compare, then write only what differs, parents before their centres."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parvis.core.refusal import Refusal
from parvis.network.domain.keeping import stored_houses, stored_partners, write_house, write_partner
from parvis.network.domain.records import HouseRecord, NetworkFile
from parvis.network.models import House


@dataclass(frozen=True)
class Outcome:
    """What became of one record: ``thing`` is houses or partners, ``what`` created, changed, unchanged, kept or refused."""

    thing: str
    what: str
    slug: str
    reason: str = ""


def parents_first(records: Iterable[HouseRecord]) -> list[HouseRecord]:
    """Order places so that each comes after its parent; those in a ring, or below one, come last as they stand."""
    waiting = {record.slug: record for record in records}
    ordered: list[HouseRecord] = []
    while waiting:
        ready = [record for record in waiting.values() if record.parent not in waiting]
        if not ready:
            return ordered + list(waiting.values())
        ordered += ready
        for record in ready:
            del waiting[record.slug]
    return ordered


def take_in(file: NetworkFile) -> Iterator[Outcome]:
    """Write what differs and yield what became of each record. Call inside a transaction and use it up."""
    partners = stored_partners()
    for partner in file.partners:
        known = partners.get(partner.slug)
        if known != partner:
            write_partner(partner)
        yield Outcome("partners", _what(known is None, known == partner), partner.slug)
    stored = stored_houses(record.slug for record in file.houses)
    slugs = set(House.objects.values_list("slug", flat=True))
    for record in parents_first(file.houses):
        if record.parent and record.parent not in slugs:
            yield Outcome("houses", "refused", record.slug, f"nobody knows the parent {record.parent!r}.")
            continue
        known_house = stored.get(record.slug)
        is_same = known_house is not None and known_house.fingerprint() == record.fingerprint()
        try:
            if not is_same:
                write_house(record)
        except Refusal as refusal:
            yield Outcome("houses", "refused", record.slug, str(refusal))
            continue
        slugs.add(record.slug)
        yield Outcome("houses", _what(known_house is None, is_same), record.slug)


def _what(is_new: bool, is_same: bool) -> str:  # noqa: FBT001  two facts, one word
    return "created" if is_new else "unchanged" if is_same else "changed"
