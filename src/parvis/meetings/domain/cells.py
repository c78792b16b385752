"""Cells of the files of a meeting day: what people type in a table, read with a sentence each. No sentence repeats a cell."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal

Row = dict[str, str]
_YES, _NO = (
    {"yes", "y", "1", "true", "oui", "ja", "sí", "si", "sim"},
    {"no", "n", "0", "false", "non", "nee", "nein", "não"},
)
_SPAN = re.compile(r"(\d{1,2})(?:[-–](\d{1,2}))?")


def words(row: Row, name: str) -> tuple[str, ...]:
    """Return what stands in a cell, parted by commas, semicolons or spaces, each once."""
    return tuple(dict.fromkeys(re.split(r"[\s,;]+", row[name].strip()))) if row[name].strip() else ()


def number(row: Row, name: str, least: int, most: int, *, usual: int | None = None) -> int | None:
    """Return a whole number; ``usual`` for an empty cell."""
    typed = row[name].strip()
    if not typed:
        return usual
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 6 and least <= int(typed) <= most):
        raise Refusal(
            _("%(column)s: write a number from %(least)d to %(most)d.") % {"column": name, "least": least, "most": most}
        )
    return int(typed)


def metres(row: Row, name: str) -> float | None:
    """Return metres, with a point or a comma; None for an empty cell."""
    typed = row[name].strip().replace(",", ".")
    if not typed:
        return None
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", typed, re.ASCII):
        raise Refusal(_("%(column)s: write metres, such as 12.5.") % {"column": name})
    return float(typed)


def slots(row: Row, name: str, count: int) -> tuple[int, ...]:
    """Return slots, from 0, of what people type from 1: “1-6, 8”; () for an empty cell: all."""
    found: set[int] = set()
    for typed in words(row, name):
        span = _SPAN.fullmatch(typed)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1 <= first <= last <= count:
            raise Refusal(
                _("%(column)s: write slots from 1 to %(count)d, such as 1-6, 8.") % {"column": name, "count": count}
            )
        found.update(range(first - 1, last))
    return tuple(sorted(found))


def yes(row: Row, name: str, *, usual: bool) -> bool:
    """Return yes or no; ``usual`` for an empty cell."""
    typed = row[name].strip().lower()
    if typed and typed not in _YES | _NO:
        raise Refusal(_("%(column)s: write yes or no.") % {"column": name})
    return typed in _YES if typed else usual


def short(row: Row, name: str, most: int) -> str:
    """Return a text of at most ``most`` characters."""
    typed = row[name].strip()
    if len(typed) > most or not typed.isprintable():
        raise Refusal(_("%(column)s: it is longer than %(most)d characters.") % {"column": name, "most": most})
    return typed
