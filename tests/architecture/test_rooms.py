"""Rooms and floors: the order holds, and a planted fault is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.planted import Copy


def test_the_order_of_rooms_and_floors_holds(tmp_path: Path) -> None:
    answer = Copy(tmp_path).contracts()
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("core/codes.py", "from parvis.occupations import models"),
        ("occupations/domain/planted.py", "from parvis.network import models"),
        ("network/domain/planted.py", "from parvis.search import engine"),
        ("search/planted.py", "import parvis.portal.urls"),
        ("api/planted.py", "import parvis.portal.urls"),
        ("occupations/models/source.py", "from parvis.occupations import domain"),
        ("occupations/enums.py", "from parvis.occupations.models import Source"),
        ("pledges/__init__.py", "THIS_ROOM_IS_ON_NO_LINE = True"),
    ],
    ids=[
        "core knows nobody",
        "strangers",
        "upwards",
        "search is below portal",
        "portal and api are strangers",
        "models below domain",
        "enums lowest",
        "every room has a line",
    ],
)
def test_a_planted_fault_turns_the_contract_red(tmp_path: Path, path: str, code: str) -> None:
    copy = Copy(tmp_path)
    copy.plant(path, code)
    answer = copy.contracts()
    assert answer.returncode != 0, answer.stdout
