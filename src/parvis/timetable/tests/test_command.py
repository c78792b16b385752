"""`parvis meetings` plans, verifies and solves, without a database; what cannot be is one sentence and status 1."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from parvis.core.domain import whole_files
from parvis.core.domain.whole_files import write_whole
from parvis.timetable.tests.b2b.test_reading import TEXT

DAY: dict[str, Any] = {
    "format": "parvis-meetings-1",
    "seed": 3,
    "slots": [{"start": "14:00", "end": "14:10"}, {"start": "14:10", "end": "14:20"}],
    "tables": [{"id": "t1", "slots": [0, 1], "wants": ["level:3"]}],
    "seekers": [{"id": f"s{number}", "slots": [0, 1], "states": ["level:3"]} for number in range(3)],
}


@pytest.fixture
def day(tmp_path: Path) -> Path:
    path = tmp_path / "day.json"
    path.write_text(json.dumps(DAY))
    return path


def told(*words: object) -> str:
    out = StringIO()
    call_command("meetings", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def test_a_day_is_planned_and_verified(day: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert "2 meetings, 1 of 3 without one" in told("plan", day, "--out", plan, "--seed", 7, "--seconds", 30)
    assert json.loads(plan.read_text())["seed"] == 7
    assert told("verify", day, plan).startswith("Sound: 2 meetings of 2 seekers (3 may meet somebody); value 20020")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["day.json", "plan.json"]


def test_faults_are_told_one_a_line(day: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    told("plan", day, "--out", plan)
    changed = json.loads(plan.read_text())
    changed["certificate"]["value"] += 10
    changed["meetings"][0]["place"] = 2
    plan.write_text(json.dumps(changed))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("meetings", "verify", str(day), str(plan), stdout=out)
    assert ended.value.code == 1
    assert any(line.startswith("plan.certificate.value") for line in out.getvalue().splitlines())
    assert any("place 2 of a table with 1" in line for line in out.getvalue().splitlines())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["plan", "DAY", "--out", "nowhere/plan.json"], "cannot be written: No such file or directory"),
        (["plan", "none.json", "--out", "plan.json"], "cannot be read: No such file or directory"),
        (["plan", "bad.json", "--out", "plan.json"], "«bad.json» cannot be planned: "),
        (["verify", "DAY", "none.json"], "cannot be read"),
        (["b2b", "bad.json"], "«bad.json» is no instance: "),
        (["b2b", "bytes"], "«bytes» is no instance: It is no text in UTF-8."),
        (["plan", "DAY", "--out", "plan.json", "--seconds", "0"], "write seconds, more than 0"),
        (["plan", "DAY", "--out", "plan.json", "--seconds", "nan"], "write seconds, more than 0"),
        (["plan", "DAY", "--out", "plan.json", "--seed", "-1"], "write a whole number from 0"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    (tmp_path / "bad.json").write_text("{} ?")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError) as error:
        told(*(day if word == "DAY" else word for word in words))
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_small_instance_is_solved(tmp_path: Path) -> None:
    path, schedule = tmp_path / "small.dzn", tmp_path / "schedule.json"
    path.write_text(TEXT.replace("3..4", "{0}"))
    assert (
        json.loads(told("b2b", path, "--out", schedule, "--seconds", "60")).items()
        >= {
            "breaks": 0,
            "bound": 0,
            "optimal": True,
        }.items()
    )
    first, second = json.loads(schedule.read_text())["slots"]
    assert first < second
    assert second in {3, 4}
    path.write_text(TEXT)
    said, line = told("b2b", path, "--seconds", "60").splitlines()
    assert said == "There is no schedule at all."
    assert json.loads(line)["breaks"] is None


def test_it_needs_no_database(day: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PARVIS_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "parvis.config.command", "meetings", "verify", str(day), str(day)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stderr
    assert "plan lacks" in done.stdout
    assert not list((tmp_path / "data").glob("*.sqlite3*"))


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.json"
    path.write_text("before")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(whole_files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as error:
        write_whole(path, b"after")
    assert error.value.filename == str(path)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]
    monkeypatch.undo()
    write_whole(path, b"after")
    assert path.read_text() == "after"
