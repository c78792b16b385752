"""What is shipped for a machine to run by itself: every unit can be read, and every command in it is one that Parvis knows."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, get_commands, load_command_class

from parvis.config import environment as env

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PROGRAM = "/opt/parvis/bin/parvis"
SERVICES, TIMERS = sorted(DEPLOY.glob("*.service")), sorted(DEPLOY.glob("*.timer"))


def read(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=True, delimiters=("=",))
    unit.optionxform = str  # type: ignore[method-assign, assignment]
    unit.read_string(path.read_text())
    return unit


def lines_that_run() -> list[str]:
    """Return every command line of units and cron that calls Parvis, from its first word on."""
    of_units = [read(path)["Service"]["ExecStart"] for path in SERVICES]
    of_cron = re.findall(rf"{PROGRAM}.*", (DEPLOY / "parvis.cron").read_text())
    assert len(of_units) == 5
    assert len(of_cron) == 4
    return [*of_units, *of_cron]


@pytest.mark.parametrize("line", lines_that_run())
def test_every_command_is_known_with_its_words(line: str) -> None:
    program, name, *words = shlex.split(line)
    assert program == PROGRAM
    application = get_commands()[name]
    parser = load_command_class(str(application), name).create_parser("parvis", name)
    parser.parse_args(words)
    with pytest.raises(CommandError):  # a parser that takes any word would prove nothing
        parser.parse_args([*words, "--no-such-word"])


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.name)
def test_every_timer_starts_a_unit_that_is_there_and_waits_for_nobody(path: Path) -> None:
    unit = read(path)
    assert path.with_suffix(".service") in SERVICES
    assert unit["Timer"]["Persistent"] == "yes", "a machine that was off at night would skip it"
    assert unit["Install"]["WantedBy"] == "timers.target"
    assert re.fullmatch(r"\*-\*-\* (\*|\d\d):\d\d", unit["Timer"]["OnCalendar"])


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_every_service_runs_with_few_rights_and_the_house_s_settings(path: Path) -> None:
    service = read(path)["Service"]
    assert service["User"] == "parvis"
    assert service["EnvironmentFile"] == "/etc/parvis/environment"
    assert (service["ProtectSystem"], service["NoNewPrivileges"], service["UMask"]) == ("strict", "yes", "0077")
    assert (service["Type"] == "oneshot") == path.with_suffix(".timer").exists()


def test_the_backup_is_taken_after_the_purge() -> None:
    def at(name: str) -> str:
        return read(DEPLOY / f"parvis-{name}.timer")["Timer"]["OnCalendar"]

    assert at("purge") < at("backup")
    assert "parvis-purge.service" in read(DEPLOY / "parvis-backup.service")["Unit"]["After"]


def test_the_example_of_settings_can_be_used() -> None:
    lines = (DEPLOY / "environment.example").read_text().splitlines()
    told = dict(line.removeprefix("# ").split("=", 1) for line in lines if re.match(r"(# )?[A-Z_]+=", line))
    told = {name: text.strip('"') for name, text in told.items()}
    env.refuse_unknown(told)
    assert {"PARVIS_PRODUCTION", "PARVIS_ORIGIN", "PARVIS_DATA", "DATABASE_URL"} <= told.keys()
    for variable in env.VARIABLES:
        variable.value(told)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd")
def test_systemd_finds_nothing_to_say(tmp_path: Path) -> None:
    for path in (*SERVICES, *TIMERS):
        (tmp_path / path.name).write_text(path.read_text().replace(PROGRAM, sys.executable))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(path) for path in sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "parvis" in line]
    assert not told, told
