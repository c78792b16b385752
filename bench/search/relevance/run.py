"""Part A of `make bench-search`: does the right trade come from everyday words? Parvis beside three plain searches."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import Any

from bench.common.measure import quantile
from bench.common.places import kept
from bench.common.processes import done
from bench.common.report import print_table, say
from bench.common.site import PYTHON, Site
from bench.search.relevance.judged import HELD_BACK, LANGUAGES, OPEN, Answers, Judged, answered, judged, measure
from bench.search.relevance.peers import bm25, fts5, full_text

PUBLISHED = "BM25, published words"


def parvis(site: Site, questions: list[Judged]) -> tuple[Answers, list[float]]:
    """Return what `parvis search --batch` answers, and the milliseconds it took over each question."""
    file = kept("search") / "questions.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for question in questions:
            lines.write(json.dumps({"q": question.q, "lang": question.lang}, ensure_ascii=False) + "\n")
    said = site.parvis("search", "--batch", file, "--kind", "trade", "--limit", "10").splitlines()
    rows = [json.loads(line) for line in said if line.startswith("{")]
    if len(rows) != len(questions):
        message = f"parvis search --batch answered {len(rows)} of {len(questions)} questions."
        raise SystemExit(message)
    answers = {
        question.id: [result["uri"] for result in row["results"]] for question, row in zip(questions, rows, strict=True)
    }
    return answers, [row["took_ms"] for row in rows]


def relevance() -> dict[str, Any]:
    """Run part A and return its figures."""
    site = Site("sqlite")
    holds = site.prepare()
    file = kept("search") / "trades.jsonl"
    done(
        [PYTHON, "-m", "bench.search.relevance.dump", file],
        {**site.variables(), "DJANGO_SETTINGS_MODULE": "parvis.config.settings"},
    )
    with file.open(encoding="utf-8") as lines:
        trades = [json.loads(line) for line in lines]
    say(f"{len(trades):,} trades ({holds}); asking …")
    questions = judged()
    answers, took = parvis(site, questions)
    systems = {
        "Parvis": answers,
        "BM25, same words": answered(questions, bm25(trades, everyday=True)),
        PUBLISHED: answered(questions, bm25(trades, everyday=False)),
        "PostgreSQL full text": answered(questions, full_text(trades, os.environ["DATABASE_URL"])),
        "SQLite FTS5": answered(questions, fts5(trades)),
    }
    figures = {
        half: _half([question for question in questions if question.half == half], systems)
        for half in (HELD_BACK, OPEN)
    }
    for half, of_systems in figures.items():
        _show(half, of_systems)
    print(
        f"\nParvis, a question: p50 {quantile(took, 0.5):.1f} ms, p95 {quantile(took, 0.95):.1f} ms. {PUBLISHED}: without our everyday words."
    )
    return {
        "trades": len(trades),
        "holds": holds,
        **{half.replace(" ", "_"): of_systems for half, of_systems in figures.items()},
        "took_ms": {"p50": quantile(took, 0.5), "p95": quantile(took, 0.95)},
    }


def _half(questions: list[Judged], systems: dict[str, Answers]) -> dict[str, dict[str, dict[str, float]]]:
    """Return the measures of each system, for all and by language."""
    groups = {
        "all": questions,
        **{language: [one for one in questions if one.lang == language] for language in LANGUAGES},
    }
    kinds = {kind: [one for one in questions if one.kind == kind] for kind in sorted({one.kind for one in questions})}
    return {
        name: {group: asdict(measure(asked, answers)) for group, asked in {**groups, **kinds}.items()}
        for name, answers in systems.items()
    }


def _show(half: str, of_systems: dict[str, dict[str, dict[str, float]]]) -> None:
    """Print one half: all languages at once, then hit@10 and hit@1 by language and by kind."""
    count = of_systems["Parvis"]["all"]["questions"]
    mark = "never used for tuning" if half == HELD_BACK else "the half that was tuned on"
    rows = [
        (name, *(100 * of["all"][what] for what in ("hit1", "hit10", "mrr", "none"))) for name, of in of_systems.items()
    ]
    print_table(f"{half}: {count} questions, {mark}; per cent", ("", "hit@1", "hit@10", "MRR", "none"), rows)
    groups = [group for group in of_systems["Parvis"] if group != "all"]
    for what, title in (("hit10", "hit@10"), ("hit1", "hit@1"), ("none", "none")):
        rows = [(name, *(100 * of[group][what] for group in groups)) for name, of in of_systems.items()]
        print_table(f"{half}: {title} by language and by kind of question", ("", *groups), rows)
