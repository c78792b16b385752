"""Counts of letters: begun, by language, answered within two working days. Made of tables of a house and a whole quarter alone, published
by the rule of core/domain/few.py once nothing can move them, so that choosing days tells nothing that a quarter does not, and looking
again tells nothing of a day. Method of each: docs/reporting.md."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.few import Published, add_up, publish
from parvis.core.domain.figures import Figure, Row, Words
from parvis.core.languages import language_name
from parvis.counsel.models import Answering, Opening, Thread
from parvis.counsel.rules import MONTHS_KEPT, SHOWN_FROM, first_of_quarter, months_back, settled_before
from parvis.network.domain.scope import Scope

NAME = _("Letters")
OTHERS, IN_TIME, LATE, GONE = "others", "in_time", "late", "gone"
_METHOD = _(
    "Whole quarters of a year that began in this time, once they have been over for two weeks, and of each house from 11 letters on. "
    "What fewer than 11 share is added together, with more."
)


#: A house and a quarter: the people of one table.
Tables = Mapping[tuple[int, datetime.date], Counter[str]]


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of letters; four questions."""
    openings = _by_language(scope)
    begun, kept, waiting = _publish(openings), _publish(_kept(scope, openings)), _waiting(scope)
    language = get_language() or "en"
    languages = tuple(
        Row(code, language_name(code, language), number)
        for code, number in sorted(begun.cells.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    names = {
        IN_TIME: _("Answered within two working days"),
        LATE: _("Answered later, or not yet"),
        GONE: _("Deleted by their visitors before"),
    }
    answers = tuple(Row(key, name, kept.cells[key]) for key, name in names.items() if key in kept.cells)
    return (
        Figure("letters", _("People who wrote"), begun.total or None, _METHOD, is_headline=True,
               by=_("Language of the page"), rows=(*languages, *_others(begun, _("other languages")))),
        Figure("letters_due", _("First letters and their answers"), kept.total or None, _METHOD,
               by=_("Answer"), rows=(*answers, *_others(kept, _("not told apart")))),
        Figure("letters_waiting", _("Waiting for an answer now"), waiting or None,
               _("Threads that wait today, whatever the time chosen; of each house whole tens alone, from 11 on.")),
    )  # fmt: skip


def _publish(tables: Tables) -> Published:
    return add_up(publish(+counts) for counts in tables.values())


def _others(told: Published, name: Words) -> tuple[Row, ...]:
    return (Row(OTHERS, name, told.others),) if told.others else ()


def _by_language(scope: Scope) -> Tables:
    tables: dict[tuple[int, datetime.date], Counter[str]] = defaultdict(Counter)
    rows = Opening.objects.filter(scope.days("quarter", "house"), quarter__lt=_end(scope)).order_by("pk")
    for house, quarter, language, number in rows.values_list("house", "quarter", "language", "number"):
        tables[house, quarter][language] += number
    return tables


def _kept(scope: Scope, openings: Tables) -> Tables:
    """Count first letters by what became of them; what waits for an answer is late, as it will be when the answer comes.

    With those that were deleted before an answer was due they are as many as were begun: else the sum of this table, less that of the other,
    would tell of few. No quarter of which the purge took a month.
    """
    tables: dict[tuple[int, datetime.date], Counter[str]] = defaultdict(Counter)
    of_houses, first, end = scope.of_houses("desk__house"), scope.period.first, _end(scope)
    rows = Answering.objects.filter(of_houses, month__gte=first, month__lt=end).order_by("pk")
    for house, month, counted, in_time in rows.values_list("desk__house", "month", "counted", "in_time"):
        tables[house, first_of_quarter(month)] += Counter({IN_TIME: in_time, LATE: counted - in_time})
    waiting = Thread.objects.filter(of_houses, opened_on__gte=first, opened_on__lt=end).never_answered().order_by("pk")
    for house, day in waiting.values_list("desk__house", "opened_on"):
        tables[house, first_of_quarter(day)][LATE] += 1
    for cell, languages in openings.items():
        tables[cell] += Counter({GONE: languages.total() - tables[cell].total()})
    whole = months_back(scope.today, MONTHS_KEPT)
    return {cell: counts for cell, counts in tables.items() if scope.period.holds(cell[1]) and cell[1] >= whole}


def _end(scope: Scope) -> datetime.date:
    """Return the first quarter that can still move."""
    return first_of_quarter(settled_before(scope.today))


def _waiting(scope: Scope) -> int:
    owed = Thread.objects.filter(scope.of_houses("desk__house")).owed().order_by().values("desk__house")
    many = owed.annotate(number=Count("pk")).filter(number__gte=SHOWN_FROM)
    return sum(number // 10 * 10 for number in many.values_list("number", flat=True))
