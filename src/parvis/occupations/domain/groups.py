"""ISCO-08 groups that must stand before a trade can stand in them."""

from __future__ import annotations

from collections.abc import Iterable

from parvis.occupations.domain.merging import create
from parvis.occupations.models import IscoGroup


def is_isco(code: str) -> bool:
    """Say whether ``code`` is written as an ISCO-08 code: 1 to 4 digits."""
    return 1 <= len(code) <= 4 and code.isascii() and code.isdigit()


def ensure_isco(codes: Iterable[str]) -> set[str]:
    """Make sure that the ISCO-08 groups ``codes`` and those above them stand, nameless if need be; return the new ones."""
    wanted = {code[:length] for code in codes for length in range(1, len(code) + 1)}
    missing = wanted - set(IscoGroup.objects.filter(code__in=wanted).order_by().values_list("code", flat=True))
    for length in range(1, 5):
        create([IscoGroup(code=code, parent_id=code[:-1] or None) for code in sorted(missing) if len(code) == length])
    return missing
