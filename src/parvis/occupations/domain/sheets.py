"""The plain-language sheet of a trade, in the visitor's language or visibly in another, and whether it is due again."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.core.languages import is_right_to_left
from parvis.core.said import first_said
from parvis.occupations.models import Sheet


@dataclass(frozen=True)
class SheetView:
    """A sheet ready to show; ``is_due`` when it should have been checked again."""

    day: str
    likes: list[str]
    hard: list[str]
    tries: list[str]
    language: str
    is_fallback: bool
    is_sample: bool
    is_due: bool
    checked_on: datetime.date
    due_on: datetime.date

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``."""
        return "rtl" if is_right_to_left(self.language) else "ltr"


def sheets_of(trades: Iterable[int], language: str, today: datetime.date) -> dict[int, SheetView]:
    """Return the sheet of each of ``trades`` (primary keys) nearest to ``language``: one query."""
    found: dict[int, dict[str, Sheet]] = defaultdict(dict)
    for sheet in Sheet.objects.filter(occupation__in=list(trades)).order_by("id"):
        found[sheet.occupation_id][sheet.language] = sheet
    chosen = ((trade, sheets.get(first_said(sheets, language) or "")) for trade, sheets in found.items())
    return {trade: _view(sheet, language, today) for trade, sheet in chosen if sheet}


def _view(sheet: Sheet, language: str, today: datetime.date) -> SheetView:
    return SheetView(
        day=sheet.day,
        likes=sheet.likes,
        hard=sheet.hard,
        tries=sheet.tries,
        language=sheet.language,
        is_fallback=sheet.language != language,
        is_sample=sheet.is_sample,
        is_due=sheet.due_on < today,
        checked_on=sheet.checked_on,
        due_on=sheet.due_on,
    )
