"""Counts of letters: begun, by language, answered within two working days. Made of cells of a house and a whole quarter alone, each of
eleven or more, so that choosing days tells nothing that a quarter does not. Method of each: docs/reporting.md."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.figures import Figure, Row
from parvis.core.languages import language_name
from parvis.counsel.models import Answering, Opening, Thread
from parvis.counsel.rules import SHOWN_FROM, first_of_quarter
from parvis.network.domain.scope import Scope

NAME = _("Letters")
OTHERS = "others"
_METHOD = _(
    "By whole quarters of a year that began in this time, and of each house from 11 letters on. Fewer are shown to nobody."
)


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of letters; three questions."""
    by_language = _by_language(scope)
    counted, in_time = _kept(scope)
    waiting = _waiting(scope)
    language = get_language() or "en"
    rows = tuple(
        Row(code, _("other languages") if code == OTHERS else language_name(code, language), number)
        for code, number in sorted(by_language.items(), key=lambda pair: (pair[0] == OTHERS, -pair[1], pair[0]))
    )
    return (
        Figure("letters", _("People who wrote"), sum(by_language.values()) or None, _METHOD, is_headline=True,
               by=_("Language of the page"), rows=rows),
        Figure("letters_due", _("First letters whose answer was due"), counted or None, _METHOD),
        Figure("letters_in_time", _("Answered within two working days"), in_time if counted else None, _METHOD),
        Figure("letters_waiting", _("Waiting for an answer now"), waiting or None,
               _("Threads that wait today, whatever the time chosen; of each house whole tens alone, from 11 on.")),
    )  # fmt: skip


def shown_cells(cells: dict[str, int]) -> dict[str, int]:
    """Return the languages of one house and quarter with SHOWN_FROM letters or more; the rest together, when they are as many.

    So that nobody learns a small number as what is left of the sum, the smallest that could be shown joins the rest where that is too small.
    """
    if sum(cells.values()) < SHOWN_FROM:
        return {}
    shown = {code: number for code, number in cells.items() if number >= SHOWN_FROM}
    rest = sum(cells.values()) - sum(shown.values())
    while 0 < rest < SHOWN_FROM and shown:
        rest += shown.pop(min(shown, key=lambda code: (shown[code], code)))
    return {**shown, OTHERS: rest} if rest else shown


def _by_language(scope: Scope) -> dict[str, int]:
    cells: dict[tuple[int, datetime.date], dict[str, int]] = defaultdict(dict)
    rows = Opening.objects.filter(scope.days("quarter", "house")).order_by("pk")
    for house, quarter, language, number in rows.values_list("house", "quarter", "language", "number"):
        cells[house, quarter][language] = number
    summed: dict[str, int] = defaultdict(int)
    for each in cells.values():
        for code, number in shown_cells(each).items():
            summed[code] += number
    return dict(summed)


def _kept(scope: Scope) -> tuple[int, int]:
    cells: dict[tuple[int, datetime.date], list[int]] = defaultdict(lambda: [0, 0])
    rows = Answering.objects.filter(scope.of_houses("desk__house"), month__gte=scope.period.first).order_by("pk")
    for house, month, counted, in_time in rows.values_list("desk__house", "month", "counted", "in_time"):
        quarter = first_of_quarter(month)
        if scope.period.holds(quarter):
            cells[house, quarter][0] += counted
            cells[house, quarter][1] += in_time
    shown = [cell for cell in cells.values() if cell[0] >= SHOWN_FROM]
    return sum(cell[0] for cell in shown), sum(cell[1] for cell in shown)


def _waiting(scope: Scope) -> int:
    owed = Thread.objects.filter(scope.of_houses("desk__house")).owed().order_by().values("desk__house")
    many = owed.annotate(number=Count("pk")).filter(number__gte=SHOWN_FROM)
    return sum(number // 10 * 10 for number in many.values_list("number", flat=True))
