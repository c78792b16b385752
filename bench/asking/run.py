"""Question first, over the judged questions: words alone, and with the sentence encoder."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bench.asking.judged import HOUSES, PARTS, Judged, judged, measure, sample_desks
from bench.common.measure import quantile
from bench.common.report import print_table
from django.conf import settings

from parvis.network.models import Desk
from parvis.search.domain.needs import likeness
from parvis.search.domain.needs.desks import answering
from parvis.search.domain.needs.finding import Heard, hear

HEADS = ("", "questions", "top 1", "top 3", "unsure", "for nobody", "left to a person")


def asking() -> dict[str, Any]:
    """Print the measures of each part in each house, with words alone and with meaning, and how long a question takes; return the figures."""
    figures: dict[str, Any] = {}
    for name, wanted in (("words alone", False), ("words and meaning", True)):
        settings.MEANING = wanted
        likeness.warm_up()
        for page, language in (("own", ""), ("french", "fr")):
            heard, times = _heard(language)
            rows = [_row(house, part, heard) for house in HOUSES for part in PARTS]
            where = "the question’s language" if page == "own" else "French"
            took = {"p50": quantile(times, 0.5), "p95": quantile(times, 0.95)}
            title = f"{name}, on a page in {where}; {took['p50']:.1f} ms a question, p95 {took['p95']:.1f}"
            print_table(title, HEADS, rows)
            figures[f"{name}, {page}"] = {"took_ms": took, **{str(row[0]): row[1:] for row in rows}}
    return figures


def _heard(language: str) -> tuple[dict[str, Heard], list[float]]:
    heard, times = {}, []
    for one in judged():
        begun = time.perf_counter()
        heard[one.id] = hear(one.q, language or one.lang)
        times.append((time.perf_counter() - begun) * 1000)
    return heard, times


def _row(house: str, part: str, heard: dict[str, Heard]) -> list[object]:
    desks: dict[str, Desk] = sample_desks()

    def answer(one: Judged, keys: Sequence[str]) -> list[str]:
        return [each.desk.key for each in answering(heard[one.id], [desks[key] for key in keys])]

    found = asdict(measure([one for one in judged() if one.part == part], HOUSES[house], answer))
    return [f"{house}, {part}", *found.values()]
