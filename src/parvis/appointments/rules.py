"""Slots as arithmetic: how a span of a day is cut, and which times would overlap."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

Span = tuple[datetime.datetime, datetime.datetime]


def cut(begins: datetime.datetime, ends: datetime.datetime, minutes: int, pause: int) -> Iterator[Span]:
    """Yield the slots of ``minutes`` with ``pause`` minutes between them that fit whole between ``begins`` and ``ends``."""
    lasts, step = datetime.timedelta(minutes=minutes), datetime.timedelta(minutes=minutes + pause)
    while begins + lasts <= ends:
        yield begins, begins + lasts
        begins += step


def first_overlap(wanted: Iterable[Span], taken: Iterable[Span]) -> Span | None:
    """Return the first of ``wanted`` that shares a moment with one of ``taken``, None when none does; ends touch freely."""
    held = list(taken)
    return next((span for span in wanted if any(span[0] < ends and begins < span[1] for begins, ends in held)), None)
