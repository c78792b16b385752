"""A house as its page would show it, made of a record and not of rows: for previews and for looking at an old version."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from django.db import models

from parvis.core.codes import code_for
from parvis.network.domain.keeping import DESK_COLUMNS, HOUSE_COLUMNS, plain_columns
from parvis.network.domain.profile import find_house
from parvis.network.domain.records import ExceptionRecord, HouseRecord, PeriodRecord
from parvis.network.models import Desk, House, OpeningException, OpeningPeriod


def as_published(slug: str, record: HouseRecord, on: datetime.date) -> House:
    """Return the stored house ``slug`` with what ``record`` says in place of its own; nothing is saved."""
    house = find_house(slug, on)
    if house is None:
        message = f"there is no house {slug!r}"
        raise LookupError(message)
    for name, value in plain_columns(record, HOUSE_COLUMNS).items():
        setattr(house, name, value)
    codes = {desk.key: (desk.pk, desk.code) for desk in house.desks.all()}
    desks = {}
    for number, row in enumerate(record.desks, 1):
        pk, code = codes.get(row.key, (-number, code_for(f"desk:{slug}:{row.key}")))
        desks[row.key] = Desk(pk=pk, house=house, code=code, **plain_columns(row, DESK_COLUMNS))
    _hang(house, "desks", Desk, list(desks.values()))
    _hang(house, "periods", OpeningPeriod, list(_rows(OpeningPeriod, house, record.periods, desks)))
    _hang(house, "exceptions", OpeningException, list(_rows(OpeningException, house, record.exceptions, desks)))
    return house


def _rows(
    model: type[models.Model], house: House, records: Iterable[PeriodRecord | ExceptionRecord], desks: dict[str, Desk]
) -> Iterable[models.Model]:
    for row in records:
        if row.desk and row.desk not in desks:
            continue  # never as hours of the whole house
        own = [each.name for each in fields(row) if each.name != "desk"]
        desk: Any = desks.get(row.desk)
        yield model(house=house, desk=desk, **plain_columns(row, own))


def _hang(house: House, name: str, model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Let ``house.<name>.all()`` say ``rows``, as if they had been fetched ahead."""
    said: Any = model._default_manager.none()  # noqa: SLF001  Django's public way to any model's rows
    said._result_cache = list(rows)  # noqa: SLF001  how prefetch_related itself fills what it fetched
    said._prefetch_done = True  # noqa: SLF001
    house._prefetched_objects_cache[name] = said  # type: ignore[attr-defined]  # noqa: SLF001
