"""Walls: what no table, no column and no template may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

SOURCE = Path(__file__).resolve().parents[2] / "src" / "parvis"
FORBIDDEN_COLUMNS = re.compile(
    r"(^|_)(ip|ips|ip_?address|remote_addr|user_?agent|agent|referr?er|device|browser|fingerprint|cookie|session|visitor)(_|$)"
)
OURS = [model for model in apps.get_models() if model.__module__.startswith("parvis.")]


def columns(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.local_fields)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_column_can_hold_who_asked(model: type[models.Model]) -> None:
    for column in columns(model):
        if column.related_model and column.related_model._meta.label == "agenda.Session":
            continue  # a date of the programme, no visitor's
        assert not FORBIDDEN_COLUMNS.search(column.name), f"{model._meta.label}.{column.name}"
        assert not isinstance(column, models.GenericIPAddressField)


def test_the_pattern_sees_a_planted_column() -> None:
    for name in (
        "ip",
        "ip_address",
        "remote_addr",
        "user_agent",
        "http_referer",
        "device_id",
        "browser_key",
        "session",
    ):
        assert FORBIDDEN_COLUMNS.search(name), name
    for name in ("description", "zip_code", "agenda", "recipients", "membership"):
        assert not FORBIDDEN_COLUMNS.search(name), name


#: Rooms where a table may say which member of staff; every other room is about visitors or public facts and may not.
KNOW_STAFF = {"accounts", "network", "agenda", "library", "reporting"}
#: Tables of other rooms that may: who of the staff holds a key. What leads from a thread to a table never leads on to these.
KEYS_OF_STAFF = {"counsel.Officer"}


def test_no_table_of_visitors_knows_a_user() -> None:
    for model in OURS:
        for column in columns(model):
            if column.related_model:
                assert column.related_model in OURS
                is_of_staff = column.related_model._meta.app_label == "accounts"
                may_know = model._meta.app_label in KNOW_STAFF or model._meta.label in KEYS_OF_STAFF
                assert not is_of_staff or may_know, f"{model._meta.label}.{column.name}"


def reached_from(model: type[models.Model]) -> set[str]:
    """Return every table that the columns of ``model`` lead to, and theirs."""
    found: set[str] = set()
    ahead = [model]
    while ahead:
        for column in columns(ahead.pop()):
            if column.related_model and column.related_model._meta.label not in found:
                found.add(column.related_model._meta.label)
                ahead.append(column.related_model)
    return found


def test_no_letter_leads_to_a_person() -> None:
    for name in ("Thread", "Letter", "DeskWrap", "Spent", "Answering", "Opening", "Claim", "LiveDesk"):
        assert not reached_from(apps.get_model("counsel", name)) & {
            "accounts.Staff",
            "counsel.Officer",
            "counsel.Grant",
        }
    assert "accounts.Staff" in reached_from(apps.get_model("counsel", "Grant"))


@pytest.mark.parametrize("name", ["Seeker", "Wish", "Meeting", "Reveal", "Plan", "Table"])
def test_nobody_at_a_meeting_leads_to_staff_seats_or_a_note(name: str) -> None:
    reached = reached_from(apps.get_model("meetings", name))
    assert not [
        label for label in reached if label.startswith(("accounts.", "seats.", "answers.", "queue.", "counsel."))
    ]


def test_staff_have_no_time_of_a_sign_in_and_no_powers_of_an_admin() -> None:
    staff = apps.get_model(settings.AUTH_USER_MODEL)
    names = {column.name for column in columns(staff)}
    assert not names & {"last_login", "date_joined", "is_superuser", "is_staff"}
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_nothing_that_keeps_addresses_is_installed() -> None:
    keepers = ("axes", "django_ratelimit", "allauth.usersessions", "auditlog", "sentry_sdk", "django.contrib.sessions")
    assert not [app for app in settings.INSTALLED_APPS if app.startswith(keepers)]


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*/templates/**/*.html")), ids=lambda path: path.name)
def test_a_template_holds_no_inline_script_style_or_stranger(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=", text), "inline style"
    assert not re.search(r"\son[a-z]+=", text), "inline event handler"
    assert "<style" not in text
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or "application/ld+json" in script, script
    for address in re.findall(r"(?:src|action)=\"(https?:[^\"]+)\"", text):
        pytest.fail(f"a request to another origin: {address}")
    assert "csrf_exempt" not in text


def test_no_file_is_crowded() -> None:
    crowded = [
        f"{path.relative_to(SOURCE)}: {lines}"
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and (lines := path.read_text().count("\n")) > 500
    ]
    assert crowded == []


def test_no_template_is_crowded() -> None:
    crowded = [
        f"{path.name}: {lines}" for path in SOURCE.rglob("*.html") if (lines := path.read_text().count("\n")) > 150
    ]
    assert crowded == []
