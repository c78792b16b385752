"""`parvis` says what it can do, names every command once, and is clean for a public site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.core.management import get_commands

from parvis.config.guide import GROUPS, WIDTH, guide


def test_the_guide_names_every_command_of_ours_with_a_sentence() -> None:
    text = guide()
    for name, application in get_commands().items():
        if str(application).startswith("parvis."):
            lines = [line for line in text.splitlines() if line.startswith(f"    {name} ")]
            assert len(lines) == 1, name
            assert len(lines[0].split(maxsplit=1)[1]) > 15


def test_the_guide_fits_a_terminal_and_names_django_s_own() -> None:
    text = guide()
    assert all(len(line) <= max(WIDTH, 110) for line in text.splitlines())
    assert "collectstatic" in text.split("Django's own")[1]
    assert all(heading in text for heading in ("Run a house", "Look after it"))
    assert len({name for names in GROUPS.values() for name in names}) == sum(map(len, GROUPS.values()))


def run(folder: Path, *words: str, stdout: int = subprocess.PIPE, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {**kept, "PARVIS_DATA": str(folder / "data"), **variables}
    command = [sys.executable, "-m", "parvis.config.command", *words]
    return subprocess.run(
        command, env=environment, stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )


def test_help_is_the_guide(tmp_path: Path) -> None:
    for words in ([], ["--help"], ["help"]):
        done = run(tmp_path, *words)
        assert done.returncode == 0, done.stderr
        assert "Run a house" in done.stdout


def test_a_public_site_has_no_warning_and_silences_none(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--deploy", PARVIS_PRODUCTION="yes", PARVIS_ORIGIN="https://parvis.example")
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_a_setting_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "up", PARVIS_PROT="8000")
    assert done.returncode == 1
    assert "PARVIS_PROT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_without_tables_is_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "sample")
    assert done.returncode == 1
    assert "parvis migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    done = run(tmp_path, "--help", stdout=writes)
    os.close(writes)
    assert done.returncode == 141
    assert done.stderr == ""
