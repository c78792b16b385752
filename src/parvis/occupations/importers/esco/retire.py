"""Trades and skills that the newest version of ESCO no longer holds: marked, never deleted."""

from __future__ import annotations

from django.db import models

from parvis.occupations.domain.merging import batches
from parvis.occupations.importers.esco.pieces import version_key
from parvis.occupations.importers.esco.state import State
from parvis.occupations.models import Occupation, Skill

FEW = 25  # a new version drops a handful of trades (1.2.0 dropped 3 of 1.1.1) …
SHARE = (
    0.01  # … or up to one in a hundred; lacking more, the tables given are not the whole list (French 1.2.0 lacks 70)
)


def retire(state: State) -> None:
    """Mark the trades and skills whose last version is older than the newest one loaded.

    Looks at the database only, so the outcome is the same in whatever order versions were imported. When too many are
    lacking, the newest version was loaded in part: nothing is retired and the report says so.
    """
    if state.newest:
        _retire(state, "trades", Occupation.objects.all())
        _retire(state, "skills", Skill.objects.all())


def _retire(state: State, thing: str, rows: models.QuerySet[Occupation] | models.QuerySet[Skill]) -> None:
    esco = rows.exclude(version="")
    older = [
        (pk, retired)
        for pk, version, retired in esco.exclude(version=state.newest)
        .order_by("pk")
        .values_list("pk", "version", "retired_in")
        if version_key(version) < version_key(state.newest)
    ]
    lacking = [pk for pk, retired in older if not retired]
    if not lacking or not esco.filter(version=state.newest).exists():
        return
    if len(older) > max(FEW, SHARE * esco.count()):
        state.ack.notes.append(
            f"{len(lacking):,} {thing} of older versions are not in the tables of {state.newest}: more than a new version "
            "drops, so these tables are not its whole list and nothing was retired."
        )
        return
    revision = state.changes.take_away()
    for some in batches(lacking):
        rows.filter(pk__in=some).update(retired_in=state.newest, revision=revision)
    state.ack.count(thing, "retired", len(lacking))
