"""Trades that the newest version of ESCO no longer holds: marked, never deleted."""

from __future__ import annotations

from parvis.occupations.domain.merging import batches
from parvis.occupations.importers.esco.pieces import version_key
from parvis.occupations.importers.esco.state import State
from parvis.occupations.models import Occupation

FEW = 25  # a new version drops a handful of trades (1.2.0 dropped 3 of 1.1.1) …
SHARE = (
    0.01  # … or up to one in a hundred; lacking more, the tables given are not the whole list (French 1.2.0 lacks 70)
)


def retire(state: State) -> None:
    """Mark the trades whose last version is older than the newest one loaded.

    Looks at the database only, so the outcome is the same in whatever order versions were imported. When too many are
    lacking, the newest version was loaded in part: nothing is retired and the report says so.
    """
    if not state.newest:
        return
    esco = Occupation.objects.exclude(version="")
    older = [
        (trade, retired)
        for trade, version, retired in esco.exclude(version=state.newest)
        .order_by("pk")
        .values_list("pk", "version", "retired_in")
        if version_key(version) < version_key(state.newest)
    ]
    lacking = [trade for trade, retired in older if not retired]
    if not lacking or not esco.filter(version=state.newest).exists():
        return
    if len(older) > max(FEW, SHARE * esco.count()):
        state.ack.notes.append(
            f"{len(lacking):,} trades of older versions are not in the tables of {state.newest}: more than a new version "
            "drops, so these tables are not its whole list and nothing was retired."
        )
        return
    revision = state.changes.take_away()
    for some in batches(lacking):
        Occupation.objects.filter(pk__in=some).update(retired_in=state.newest, revision=revision)
    state.ack.count("trades", "retired", len(lacking))
