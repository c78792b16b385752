"""What the statements and activities are called: one file a language, authored (data/words)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.said import Said, say

DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def spoken(language: str) -> dict[str, dict[str, str]]:
    """Return the words of ``language``: statements, groups, activities by key."""
    return tomllib.loads((DATA / "words" / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def _everywhere(kind: str, key: str) -> dict[str, str]:
    texts = {language: spoken(language)[kind].get(key, "") for language in INTERFACE_LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def word(kind: str, key: str, language: str) -> Said:
    """Return what ``key`` of ``kind`` (statements, groups, activities) is called in ``language`` or its fallback."""
    return say(_everywhere(kind, key), language)
