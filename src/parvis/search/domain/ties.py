"""What orders equals in the search: the published daily seed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.utils import timezone

from parvis.core.daily_seed import daily_seed


def ties_today() -> Callable[[str], bytes]:
    """Return the order of equals today: a digest of the published seed and the thing's key."""
    seed = daily_seed(timezone.localdate())
    return lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest()
