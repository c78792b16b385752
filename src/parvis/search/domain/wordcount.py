"""Counts of what is asked, only where a house turned them on (PARVIS_SEARCH_LOG): a day, a language, words, a number.

A request only adds one in memory; the follower writes once a minute. Numbers and what looks like an address of mail are
dropped, long questions too. Fewer than 11 askings are never shown and are forgotten after 31 days.
"""

from __future__ import annotations

import datetime
import re
import threading
from collections import Counter

from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.utils import timezone

from parvis.search.models import WordCount
from parvis.search.words.fold import fold_all

#: Fewer askings than this could point to somebody.
LEAST_SHOWN = 11
#: Days after which counts that stayed under it are forgotten.
DAYS_KEPT = 31
LONGEST = 60
#: Different questions held in memory at most; a flood is dropped, not kept.
MOST_HELD = 10_000

_MAIL = re.compile(r"\S*@\S*")
_NUMBER = re.compile(r"\S*\d\S*")
_held: Counter[tuple[datetime.date, str, str]] = Counter()
_missed: Counter[tuple[datetime.date, str, str]] = Counter()  # of those held, the askings that found nothing
_lock = threading.Lock()


def normal_words(text: str, language: str) -> str:
    """Return ``text`` as it is counted: folded, without numbers and mail-like strings; empty when nothing may be kept."""
    kept = _NUMBER.sub(" ", _MAIL.sub(" ", text))
    words = fold_all(kept, language) if len(kept) <= LONGEST else ""
    return words if 2 <= len(words) <= LONGEST else ""


def note(text: str, language: str, *, is_found: bool = True) -> None:
    """Count one asking, in memory; ``is_found``: whether anything was shown for it."""
    words = normal_words(text, language)
    key = (timezone.localdate(), language, words)
    with _lock:
        if words and (key in _held or len(_held) < MOST_HELD):
            _held[key] += 1
            _missed[key] += not is_found


def flush() -> int:
    """Write what is held in memory, and return how many rows that were."""
    with _lock:
        taken, missed = dict(_held), dict(_missed)
        _held.clear()
        _missed.clear()
    with transaction.atomic():
        for (day, language, words), number in sorted(taken.items()):
            row, _ = WordCount.objects.get_or_create(day=day, language=language, words=words)
            found_nothing = missed.get((day, language, words), 0)
            WordCount.objects.filter(pk=row.pk).update(number=F("number") + number, missed=F("missed") + found_nothing)
    return len(taken)


def forget(today: datetime.date) -> int:
    """Forget the rows older than 31 days whose words were asked for fewer than 11 times in all; return how many."""
    same = WordCount.objects.filter(language=OuterRef("language"), words=OuterRef("words")).order_by()
    total = Subquery(same.values("words").annotate(total=Sum("number")).values("total"))
    old = WordCount.objects.filter(day__lt=today - datetime.timedelta(days=DAYS_KEPT))
    return old.alias(total=total).filter(total__lt=LEAST_SHOWN).delete()[0]


def shown_counts(limit: int = 100) -> list[tuple[str, str, int]]:
    """Return (language, words, number) of what was asked for at least 11 times, most first."""
    totals = WordCount.objects.values("language", "words").annotate(total=Sum("number")).filter(total__gte=LEAST_SHOWN)
    return list(totals.order_by("-total", "language", "words").values_list("language", "words", "total")[:limit])
