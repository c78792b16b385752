"""Marks: short digests of what the seed last wrote into a trade, so that what a house has changed since is left alone."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from parvis.occupations.models import Occupation


def digest(value: Any) -> str:
    """Return eight characters that stand for ``value`` (anything JSON can write)."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]


def may_write(trade: Occupation, mark: str, current: Any, wanted: Any) -> bool:
    """Say whether the seed's ``wanted`` shall replace ``current``: only when it differs and is the seed's own or empty."""
    return bool(current != wanted and (not current or trade.seed_marks.get(mark) == digest(current)))
