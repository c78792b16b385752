"""Letters as they are compared: without case and without what stands over or under them."""

from __future__ import annotations

import unicodedata


def bare(text: str) -> str:
    """Return ``text`` casefolded (Unicode) and without combining marks, for sorting and finding names."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
