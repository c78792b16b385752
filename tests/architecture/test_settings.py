"""The settings keep their word: one file, environment only, each variable documented, a wrong value a sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from parvis.config import environment as env

ROOT = Path(__file__).resolve().parents[2]


def test_every_variable_is_documented() -> None:
    text = (ROOT / "docs" / "operate.md").read_text()
    for variable in env.VARIABLES:
        assert f"`{variable.name}`" in text, f"docs/operate.md does not explain {variable.name}"


def test_every_default_can_be_used() -> None:
    for variable in env.VARIABLES:
        variable.value({})


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        (env.PRODUCTION, "perhaps"),
        (env.PORT, "70000"),
        (env.PORT, "eighty"),
        (env.DATABASE, "mysql://here"),
        (env.DATABASE, "postgres://user@host:port/name"),
        (env.DATABASE, "sqlite:///"),
        (env.SECRET, "short"),
        (env.ORIGIN, "https://"),
        (env.ORIGIN, "https://user@parvis.example"),
        (env.ORIGIN, "https://parvis.example?q=1"),
        (env.ORIGIN, "parvis.example"),
        (env.ORIGIN, "https://parvis.example/path"),
        (env.WORKERS, "0"),
        (env.MAIL, "mail.house.example"),
        (env.MAIL, "smtp://"),
        (env.MAIL, "smtps://user@mail.house.example:port"),
        (env.MAIL_FROM, "The House <programme@house.example>"),
    ],
)
def test_a_wrong_value_is_a_sentence(variable: env.Variable[object], text: str) -> None:
    with pytest.raises(env.SettingError) as refused:
        variable.value({variable.name: text})
    assert variable.name in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_password_is_not_repeated() -> None:
    for variable, text in ((env.DATABASE, "postgres://user:canary@host:port/name"), (env.MAIL, "smtp://user:canary@")):
        with pytest.raises(env.SettingError) as refused:
            variable.value({variable.name: text})
        assert "canary" not in str(refused.value)


def test_mails_are_handed_over_in_secret_but_on_this_machine() -> None:
    def read(text: str) -> object:
        return env.MAIL.value({"PARVIS_MAIL_URL": text})

    assert read("") is None
    assert read("smtp://me:a%40b@mail.house.example") == env.MailServer(
        "mail.house.example", 587, "me", "a@b", "starttls"
    )
    assert "a@b" not in repr(read("smtp://me:a%40b@mail.house.example"))
    assert read("smtps://mail.house.example") == env.MailServer("mail.house.example", 465, "", "", "ssl")
    assert read("smtp://localhost:2525") == env.MailServer("localhost", 2525, "", "", "")


@pytest.mark.parametrize("text", ["https://parvis.example", "http://[::1]:8000", "http://localhost:8000/"])
def test_an_origin_is_read_as_typed(text: str) -> None:
    assert env.ORIGIN.value({"PARVIS_ORIGIN": text}) == text.rstrip("/")


def test_a_typing_slip_is_refused() -> None:
    with pytest.raises(env.SettingError, match="PARVIS_PRODUKTION"):
        env.refuse_unknown({"PARVIS_PRODUKTION": "yes"})


def test_make_sets_no_variable_that_the_site_refuses() -> None:
    """`make explore` once did, and no test began."""
    for file in (ROOT / "Makefile", ROOT / "bench" / "bench.mk"):
        env.refuse_unknown(dict.fromkeys(re.findall(r"\bPARVIS_[A-Z_]+", file.read_text()), ""))


def test_a_wrong_value_at_boot_is_one_line(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "parvis.config.command", "check"],
        env={**os.environ, "PARVIS_DATA": str(tmp_path), "PARVIS_PORT": "8000", "PARVIS_PRODUCTION": "perhaps"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "PARVIS_PRODUCTION" in answer.stderr
