"""Lists of offers with what their recruiters promise: offers know nothing of answers, so the pages put both together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from parvis.answers.domain.badges import Badge, badges_of
from parvis.offers.domain.finding import Some
from parvis.offers.domain.lines import Line


def promised_lines(lines: Iterable[Line], now: datetime.datetime) -> list[Line]:
    """Return ``lines`` with the promises about them: two questions, seven at most, none for no lines."""
    listed = list(lines)
    return with_badges(listed, badges_of([line.code for line in listed], now) if listed else {})


def promised_some(some: Some, now: datetime.datetime) -> Some:
    """Return the first few offers of something with the promises about them."""
    return replace(some, lines=tuple(promised_lines(some.lines, now)))


def with_badges(lines: Iterable[Line], badges: dict[str, Badge]) -> list[Line]:
    """Return ``lines`` with those of ``badges`` that are about them."""
    return [
        replace(line, promise=badge.promise, kept=badge.kept) if (badge := badges.get(line.code)) else line
        for line in lines
    ]
