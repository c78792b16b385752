"""Makes the oldest released shape of the database with a row in every table: run as a program where PARVIS_DATA is an empty folder."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import django
from django.core.validators import MinValueValidator
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

DAY = datetime.date(2026, 11, 23)
MOMENT = datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.UTC)
NUMBERS = itertools.count(1)
#: Kind of field → a value that it takes.
VALUES: dict[type[models.Field], Any] = {
    models.BooleanField: lambda _field: True,
    models.DateTimeField: lambda _field: (
        MOMENT + datetime.timedelta(hours=next(NUMBERS))
    ),  # what ends stands after what begins
    models.DateField: lambda _field: DAY + datetime.timedelta(days=next(NUMBERS)),
    models.TimeField: lambda _field: datetime.time(next(NUMBERS) % 24),
    models.DurationField: lambda _field: datetime.timedelta(hours=1),
    models.JSONField: lambda _field: {"en": "Ünïcode ✓"},
    models.BinaryField: lambda _field: b"\0sealed",
    models.FloatField: lambda _field: 1.5,
    models.DecimalField: lambda _field: 1,
    models.IntegerField: lambda field: max(
        [1, *(check.limit_value for check in field.validators if isinstance(check, MinValueValidator))]
    ),
    models.TextField: lambda _field: f"text {next(NUMBERS)} ✓",
    models.CharField: lambda field: f"t{next(NUMBERS)}"[: field.max_length],
}
#: Fields that may be empty and are not, because a rule of the table asks for them.
FILLED = {("network.Post", "house"), ("counsel.Officer", "staff"), ("answers.Note", "due_on")}
#: Texts that a rule of the table wants empty.
EMPTY = {("answers.Contract", "company")}


def oldest() -> list[tuple[str, str]]:
    """Return the first step of every room, and of the libraries whatever they need."""
    graph = MigrationExecutor(connection).loader.graph
    return [
        node
        for node in graph.nodes
        if node[1].startswith("0001_") and graph.nodes[node].__module__.startswith("parvis.")
    ]


def plain(model: type[models.Model], field: models.Field) -> Any:
    """Return a value that ``field``, no relation, takes."""
    if (model._meta.label, field.name) in EMPTY:
        return ""
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.BooleanField | models.SmallIntegerField) and field.has_default():
        return field.get_default()
    return next(make for kind, make in VALUES.items() if isinstance(field, kind))(field)


def fill(apps: Any) -> None:
    """Make one row of every model of ours in ``apps``."""
    made: dict[str, Any] = {}

    def row(model: type[models.Model]) -> Any:
        label = model._meta.label
        if label not in made:
            fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
            made[label] = model(**{field.name: value(model, field) for field in fields})
            made[label].save(force_insert=True)
        return made[label]

    def value(model: type[models.Model], field: models.Field) -> Any:
        if field.null and (model._meta.label, field.name) not in FILLED:
            return None
        return row(field.related_model) if field.is_relation else plain(model, field)

    for model in apps.get_models():
        if model.__module__.startswith("parvis.") or model._meta.app_label in ROOMS:
            row(model)


ROOMS: set[str] = set()


def main() -> None:
    """Bring the empty database to the oldest shape and fill it."""
    django.setup()
    targets = oldest()
    ROOMS.update(room for room, _step in targets)
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    fill(executor.loader.project_state(targets).apps)


if __name__ == "__main__":
    main()
