"""The verifier of plans shares no code with the planner: it imports nothing of Parvis but itself, and no planner knows it."""

from __future__ import annotations

from pathlib import Path

import grimp
import pytest

from tests.architecture.planted import Copy

ROOT = Path(__file__).resolve().parents[2]
VERIFIER = "parvis.timetable.domain.verifying"
#: Who may ask the verifier: the command, the house's own check before it shows a plan, and tests.
MAY_ASK = ("parvis.timetable.management", "parvis.meetings")


def shared() -> list[str]:
    """Return each import between the verifier and what it verifies, as ``importer → imported``."""
    graph = grimp.build_graph("parvis", cache_dir=None)
    pairs = [
        (importer, imported)
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if (_is_inside(importer) or _is_inside(imported)) and ".tests." not in importer
    ]
    return [
        f"{importer} → {imported}"
        for importer, imported in pairs
        if not (_is_inside(imported) and (_is_inside(importer) or importer.startswith(MAY_ASK)))
    ]


def _is_inside(module: str) -> bool:
    return module == VERIFIER or module.startswith(f"{VERIFIER}.")


def test_the_verifier_shares_no_code() -> None:
    assert shared() == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("timetable/domain/verifying/bound.py", "from parvis.timetable.domain import planted"),
        ("timetable/domain/verifying/day.py", "from parvis.core.refusal import Refusal"),
        ("timetable/domain/planted.py", "from parvis.timetable.domain.verifying.day import step"),
    ],
    ids=["of the planner", "of the core", "into the planner"],
)
def test_a_planted_loan_is_seen(tmp_path: Path, path: str, code: str) -> None:
    copy = Copy(tmp_path)
    copy.plant("timetable/domain/planted.py", "STEPS = (10_000,)")
    copy.plant(path, code)
    answer = copy.run(
        "-c",
        f"import sys; sys.path.append({str(ROOT)!r});"
        " from tests.architecture.test_verifier import shared; print(shared())",
    )
    assert "→" in answer.stdout, answer.stdout + answer.stderr
    assert "planted" in answer.stdout or "refusal" in answer.stdout
