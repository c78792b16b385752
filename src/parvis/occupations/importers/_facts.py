"""Facts that one source tells about trades: written where they differ, taken away where the source no longer tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from parvis.core.domain.reports import Ack
from parvis.occupations.domain.merging import batches, merge


class Facts:
    """The facts of one source under way; ``touched`` gathers the trades whose facts changed."""

    def __init__(self, ack: Ack) -> None:
        self.ack = ack
        self.touched: set[int] = set()

    def tell(
        self,
        thing: str,
        told: Sequence[Any],
        key: Sequence[str],
        values: Sequence[str],
        standing: models.QuerySet[Any, Any],
    ) -> None:
        """Make ``standing`` (all rows of this kind by this source) equal to ``told``; count it as ``thing``.

        A row names its trade in ``occupation_id``; ``key`` tells rows apart, ``values`` are compared.
        """
        wanted = {tuple(getattr(row, name) for name in key) for row in told}
        gone = [
            (pk, trade)
            for pk, trade, *found in standing.order_by("pk").values_list("pk", "occupation_id", *key)
            if tuple(found) not in wanted
        ]
        for some in batches(gone):
            standing.filter(pk__in=[pk for pk, _ in some]).delete()
        self.touched.update(trade for _, trade in gone)
        self.ack.count(thing, "read", len(told))
        self.ack.count(thing, "retired", len(gone))
        for rows in batches(told):
            merged = merge(rows, key, values)
            self.touched.update(row.occupation_id for row in merged.written)
            self.ack.count(thing, "created", len(merged.created))
            self.ack.count(thing, "changed", len(merged.changed))
            self.ack.count(thing, "unchanged", len(merged.unchanged))
