"""Rows of offers to the database, many at once: by COPY on PostgreSQL, by one prepared statement on SQLite.

Django's own bulk insert spends two thirds of an import on turning fifty columns a row into SQL; here only the columns whose
Python value is not already the database's are turned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

from parvis.offers.models import Offer

_FIELDS = [field for field in Offer._meta.concrete_fields if field.name != "id"]  # noqa: SLF001  Django's documented door
_KEPT = {"code", "feed", "reference"}
CHANGED = [field.name for field in _FIELDS if field.name not in _KEPT]
BATCH = 500
Turn = Callable[[Any], Any]


def _turns() -> list[tuple[str, Turn | None]]:
    """Return each column's attribute and how its value is turned into the database's, None where it is that already."""
    return [(field.attname, _turn(field)) for field in _FIELDS]


def _turn(field: models.Field[Any, Any]) -> Turn | None:
    """Return how values of ``field`` are turned; the same few dates, amounts and empty lists come again and again."""
    if isinstance(field, models.JSONField):
        nothing = field.get_db_prep_save([], connection)
        return lambda value: field.get_db_prep_save(value, connection) if value else nothing
    if isinstance(field, (models.DecimalField, models.DateField)):  # a DateTimeField is a DateField
        turned = lru_cache(4096)(lambda value: field.get_db_prep_save(value, connection))
        return lambda value: None if value is None else turned(value)
    return None


def _rows(offers: Sequence[Offer]) -> Iterator[list[Any]]:
    turns = _turns()
    for offer in offers:
        told = vars(offer)
        yield [turn(told[name]) if turn else told[name] for name, turn in turns]


def create(offers: Sequence[Offer]) -> None:
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


def change(offers: Sequence[Offer]) -> None:
    """Write rows that stand, found by feed and reference."""
    if offers:
        Offer.objects.bulk_create(
            offers, batch_size=BATCH, update_conflicts=True, unique_fields=["feed", "reference"], update_fields=CHANGED
        )
