"""Cells of a CSV that a spreadsheet would run as a formula, made text."""

from __future__ import annotations

#: What a formula begins with; a tab or a return before it is skipped by some programs.
_BEGINNINGS = frozenset("=+-@\t\r")


def harmless(cell: object) -> object:
    """Return ``cell``; a text that a spreadsheet would run begins with an apostrophe. Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _BEGINNINGS else cell
