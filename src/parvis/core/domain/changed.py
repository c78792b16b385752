"""What differs between two versions, as staff read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Changed:
    """A field that differs: what it is called, its language where it has one, what it said, what it says."""

    label: str
    language: str
    before: str
    after: str


def said_value(value: object) -> str:
    """Return a value of a version as words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(said_value(each) for each in value)
    return str(value)
