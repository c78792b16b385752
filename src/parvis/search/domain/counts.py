"""Counts of what was asked for and not found: words of closed months, from eleven askings on; site-wide, as search is.

A site counts words only where it was told to (PARVIS_SEARCH_LOG). No sum over all words is given: small ones could be worked out.
"""

from __future__ import annotations

import datetime
from collections import Counter

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.few import FEW
from parvis.core.domain.figures import Figure, Row
from parvis.core.domain.periods import ONE_DAY
from parvis.network.domain.scope import Scope
from parvis.search.models import WordCount

NAME = _("Questions to the search")
#: Words shown at most, those that were missed most.
MOST = 50


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return what was asked for and not found, for all houses together: a question has no house; one question."""
    months = scope.period.whole_months(before=scope.today - ONE_DAY)
    if scope.house is not None:
        return ()
    rows = _missed(months[0].first, months[-1].last) if months else ()
    return (
        Figure(
            key="not_found",
            name=_("Asked and not found"),
            value=sum(row.value for row in rows) or None,  # of the words shown
            method=_(
                "Questions for which the search found nothing, where this site counts words: whole months that are over, and words that "
                "were asked in vain 11 times or more in a month. Others are shown to nobody."
            ),
            by=_("Words"),
            of=_("Questions"),
            rows=rows,
        ),
    )


def _missed(first: datetime.date, last: datetime.date) -> tuple[Row, ...]:
    """Return the words that were missed often enough in a month, with how often that was in all such months."""
    rows = WordCount.objects.filter(day__range=(first, last)).order_by()
    by_month = (
        rows.values("day__year", "day__month", "language", "words").annotate(times=Sum("missed")).filter(times__gte=FEW)
    )
    found = Counter[tuple[str, str]]()
    for each in by_month:
        found[each["language"], each["words"]] += each["times"]
    most = sorted(found.items(), key=lambda each: (-each[1], each[0]))[:MOST]
    return tuple(Row(f"{language}:{words}", f"{words} ({language})", times) for (language, words), times in most)
