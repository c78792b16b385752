"""Trades that a source calls near others."""

from __future__ import annotations

from collections.abc import Iterable

from parvis.occupations.enums import Nearness
from parvis.occupations.models import NearOccupation

MOST = 8


def neighbours(codes: Iterable[str]) -> list[str]:
    """Return the codes of at most eight trades that a source calls a small step from those with ``codes``: one query."""
    rows = (
        NearOccupation.objects.filter(occupation__code__in=list(codes), other__retired_in="")
        .exclude(nearness=Nearness.FAR)
        .order_by("rank", "pk")
        .values_list("other__code", flat=True)[: 4 * MOST]
    )
    return list(dict.fromkeys(rows))[:MOST]
