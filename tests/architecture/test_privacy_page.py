"""docs/privacy.md is true: it names every table there is and no other."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

TEXT = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"


def test_every_table_is_named_and_no_other() -> None:
    named = set(re.findall(r"^\| `(\w+\.\w+)` ", TEXT.read_text(), re.MULTILINE))
    there = {model._meta.label for model in apps.get_models() if model.__module__.startswith("parvis.")}
    assert named == there
