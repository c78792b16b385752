"""Rows of offers to the database, many at once: by COPY on PostgreSQL, by one prepared statement on SQLite.

Django's own bulk insert spends two thirds of an import on turning fifty columns a row into SQL; here only the columns whose
Python value is not already the database's are turned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

from parvis.offers.domain.making import Row
from parvis.offers.models import Offer

_FIELDS = [field for field in Offer._meta.concrete_fields if field.name != "id"]  # noqa: SLF001  Django's documented door
_told = attrgetter(*(field.attname for field in _FIELDS))
_KEPT = {"code", "feed", "reference"}
CHANGED = [field.name for field in _FIELDS if field.name not in _KEPT]
BATCH = 500
Turn = Callable[[Any], Any]


def _turns() -> list[tuple[int, Turn]]:
    """Return the places of the columns whose value is not the database's already, and how it is turned."""
    return [(place, turn) for place, field in enumerate(_FIELDS) if (turn := _turn(field))]


def _turn(field: models.Field[Any, Any]) -> Turn | None:
    """Return how values of ``field`` are turned; the same few dates, amounts and empty lists come again and again."""
    if isinstance(field, models.JSONField):
        nothing = field.get_db_prep_save([], connection)
        return lambda value: field.get_db_prep_save(value, connection) if value else nothing
    if isinstance(field, (models.DecimalField, models.DateField)):  # a DateTimeField is a DateField
        return lru_cache(4096)(lambda value: field.get_db_prep_save(value, connection))
    return None


def _rows(offers: Sequence[Row]) -> Iterator[list[Any]]:
    turns = _turns()
    for offer in offers:
        row = list(_told(offer))
        for place, turn in turns:
            if row[place] is not None:
                row[place] = turn(row[place])
        yield row


def create(offers: Sequence[Row]) -> None:
    """Write new rows; they are not given their keys back."""
    if not offers:
        return
    quote = connection.ops.quote_name
    table = quote(Offer._meta.db_table)  # noqa: SLF001
    columns = ", ".join(quote(str(field.column)) for field in _FIELDS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in _rows(offers):
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(_FIELDS))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(_rows(offers)))  # noqa: S608  names of ours  # nosec B608


def change(offers: Sequence[Row]) -> None:
    """Write rows that stand, found by feed and reference."""
    if offers:
        standing = [Offer(*vars(offer).values()) for offer in offers]
        Offer.objects.bulk_create(
            standing,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["feed", "reference"],
            update_fields=CHANGED,
        )
