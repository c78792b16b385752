"""Doors: a neighbour's views, forms, tags and importers are private."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import doors
from tests.architecture.planted import Copy


def test_neighbours_enter_by_the_doors_only() -> None:
    assert doors.faults() == []


def test_no_two_modules_need_each_other() -> None:
    assert doors.cycles() == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("portal/planted.py", "from parvis.occupations import urls"),
        ("search/planted.py", "import parvis.core.views.errors"),
        ("occupations/planted.py", "import parvis.core.middleware"),
        ("counsel/planted.py", "import parvis.seats.rules"),
    ],
)
def test_a_planted_window_is_seen(tmp_path: Path, path: str, code: str) -> None:
    copy = Copy(tmp_path)
    copy.plant(path, code)
    root = Path(__file__).resolve().parents[2]
    answer = copy.run(
        "-c",
        f"import sys; sys.path.append({str(root)!r}); from tests.architecture.doors import faults; print(faults())",
    )
    assert path.split("/", maxsplit=1)[0] in answer.stdout, answer.stdout + answer.stderr
    assert "planted" in answer.stdout
