"""Rows that may be there already: compare first, then write only what differs, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db import models

from parvis.core.codes import LENGTH, code_for
from parvis.core.domain.revisions import raise_revision

Row = TypeVar("Row", bound=models.Model)
Thing = TypeVar("Thing")
BATCH = 500  # rows in memory at once; below SQLite's bound on parameters of one question


class Changes:
    """The revision of one act: raised at its first change, so that an act without a change leaves no trace."""

    def __init__(self) -> None:
        self._number = 0

    @property
    def revision(self) -> int:
        """Return the revision of the rows this act writes."""
        self._number = self._number or raise_revision("occupations")
        return self._number

    def take_away(self) -> int:
        """Return a revision that says that something findable is gone."""
        self._number = raise_revision("occupations", removed=True)
        return self._number

    def touch(self, model: type[models.Model], ids: Iterable[int]) -> None:
        """Mark the rows ``ids`` of ``model`` as changed, so that search reads them again."""
        for some in batches(sorted(set(ids))):
            _all(model).filter(pk__in=some).update(revision=self.revision)


@dataclass
class Merged(Generic[Row]):
    """What became of the rows handed to ``merge``."""

    created: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)

    @property
    def written(self) -> list[Row]:
        """Return the rows that were not as they are now."""
        return [*self.created, *self.changed]


def _all(model: type[Row]) -> models.QuerySet[Row]:
    return models.QuerySet(model)


def batches(things: Iterable[Thing], size: int = BATCH) -> Iterator[list[Thing]]:
    """Yield ``things`` in lists of ``size``."""
    waiting = iter(things)
    while batch := list(islice(waiting, size)):
        yield batch


def standing(rows: Sequence[Row], key: Sequence[str], values: Sequence[str]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Return key → values of those of ``rows`` that stand in the database, in one question.

    ``key`` and ``values`` are field names as in the row (``occupation_id``); the first of ``key`` narrows the question,
    and so does any other that is the same in all rows.
    """
    if not rows:
        return {}
    first, *others = key
    wanted: dict[str, Any] = {f"{first}__in": {getattr(row, first) for row in rows}}
    wanted |= {name: getattr(rows[0], name) for name in others if len({getattr(row, name) for row in rows}) == 1}
    found = _all(type(rows[0])).filter(**wanted).order_by().values_list(*key, *values)
    return {row[: len(key)]: row[len(key) :] for row in found}


def merge(rows: Sequence[Row], key: Sequence[str], values: Sequence[str]) -> Merged[Row]:
    """Write ``rows`` (no key twice, one batch): create the missing, change those that differ in ``values``."""
    merged: Merged[Row] = Merged()
    there = standing(rows, key, values)
    for row in rows:
        found = there.get(tuple(getattr(row, name) for name in key))
        if found is None:
            merged.created.append(row)
        elif found != tuple(getattr(row, name) for name in values):
            merged.changed.append(row)
        else:
            merged.unchanged.append(row)
    create(merged.created)
    change(merged.changed, key, values)
    return merged


def create(rows: Sequence[Row]) -> None:
    """Write new rows."""
    if rows:
        _all(type(rows[0])).bulk_create(rows, batch_size=BATCH)


def change(rows: Sequence[Row], key: Sequence[str], values: Sequence[str]) -> None:
    """Write ``values`` of rows that stand already, found by ``key``."""
    if rows:
        _all(type(rows[0])).bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=key, update_fields=values
        )


def fresh_codes(model: type[models.Model], uris: Iterable[str]) -> dict[str, str]:
    """Return a code for each of the new ``uris``; one that is taken is made longer."""
    waiting, length, given = sorted(set(uris)), LENGTH, {}
    while waiting:
        wished = {uri: code_for(uri, length) for uri in waiting}
        taken = set(_all(model).filter(code__in=wished.values()).order_by().values_list("code", flat=True))
        for uri, code in wished.items():
            if code not in taken:
                given[uri] = code
                taken.add(code)
        waiting, length = [uri for uri in waiting if uri not in given], length + 1
    return given
