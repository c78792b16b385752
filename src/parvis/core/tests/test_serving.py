"""Making ready and serving: only what is needed, never over what is there, and a sentence when it cannot be."""

import os
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from parvis.core.domain import serving
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    return tmp_path


@pytest.mark.django_db
def test_an_empty_database_is_known_by_its_revisions() -> None:
    assert serving.is_empty()
    with transaction.atomic():
        raise_revision("network")
    assert not serving.is_empty()


@pytest.mark.django_db(transaction=True)
def test_half_a_sample_does_not_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> dict[str, int]:
        raise KeyboardInterrupt

    monkeypatch.setattr("parvis.network.domain.sample.load_sample", broken)
    with pytest.raises(KeyboardInterrupt):
        call_command("sample", stdout=StringIO(), stderr=StringIO())
    assert serving.is_empty()


@pytest.mark.django_db
def test_a_database_in_shape_waits_for_nothing() -> None:
    assert serving.waiting_migrations() == 0


def test_static_files_are_collected_when_one_changed(folder: Path, settings: Settings) -> None:
    own = folder / "own"
    own.mkdir()
    (own / "a.css").write_text("a{}")
    settings.STATICFILES_DIRS = [own]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    first = serving.static_fingerprint()
    assert not serving.are_static_files_collected(first)
    serving.mark_static_files(first)
    assert serving.are_static_files_collected(first)
    os.utime(own / "a.css", ns=(1, 1))
    assert not serving.are_static_files_collected(serving.static_fingerprint())


def test_a_public_site_does_not_start_without_its_address(settings: Settings) -> None:
    settings.PRODUCTION, settings.ORIGIN = True, "http://localhost:8000"
    with pytest.raises(Refusal, match="PARVIS_ORIGIN"):
        serving.become_server()


def test_a_taken_port_is_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Refusal, match="PARVIS_PORT"):
            serving.refuse_taken_port("127.0.0.1", other.getsockname()[1])


def test_an_address_that_is_not_ours_is_a_sentence() -> None:
    with pytest.raises(Refusal, match="PARVIS_BIND"):
        serving.refuse_taken_port("203.0.113.7", 8000)


def test_the_server_keeps_no_access_log_and_inherits_no_wish_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setenv("GRANIAN_LOG_ACCESS_ENABLED", "true")
    monkeypatch.setattr(serving, "refuse_taken_port", lambda *_: None)
    monkeypatch.setattr(serving.connection, "close", lambda: None)
    monkeypatch.setattr(os, "execve", lambda _file, command, environment: started.append((command, environment)))
    serving.become_server()
    ((command, environment),) = started
    assert "--no-access-log" in command
    assert "--interface=wsgi" in command
    assert f"--workers={settings.WORKERS}" in command
    assert not [name for name in environment if name.startswith("GRANIAN_")]


@pytest.mark.parametrize("command", ["serve", "up"])
@pytest.mark.django_db
def test_a_refusal_to_serve_is_an_error_of_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def refuse() -> None:
        raise Refusal("Nobody can listen there.")

    monkeypatch.setattr(serving, "become_server", refuse)
    monkeypatch.setattr("parvis.core.management.commands.serve.become_server", refuse)
    monkeypatch.setattr("parvis.core.management.commands.up.get_commands", dict)
    with pytest.raises(CommandError, match="Nobody can listen there"):
        call_command(command, stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_empty", "options", "loads"), [(True, {}, 1), (False, {}, 0), (True, {"no_sample": True}, 0)]
)
def test_the_sample_comes_into_an_empty_database_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, is_empty: bool, options: dict[str, bool], loads: int
) -> None:
    called: list[str] = []
    up = "parvis.core.management.commands.up"
    monkeypatch.setattr(f"{up}.get_commands", lambda: {"sample": "parvis.core"})
    monkeypatch.setattr(f"{up}.call_command", lambda name, **_: called.append(name))
    monkeypatch.setattr(serving, "is_empty", lambda: is_empty)
    said = StringIO()
    call_command("up", no_serve=True, stdout=said, **options)
    assert called.count("sample") == loads
    assert "Parvis" in said.getvalue()
