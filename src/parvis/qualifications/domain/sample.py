"""What `parvis sample` loads of this room."""

from __future__ import annotations

from parvis.qualifications.domain.seed import load_seed


def load_sample() -> dict[str, int]:
    """Load the authored qualifications; return the rows written by what they are, empty when all stood already."""
    return load_seed()
