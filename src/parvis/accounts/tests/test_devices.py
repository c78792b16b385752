"""One's second steps: seen, named, taken away, never the last; an account that waits, unlocked by a manager."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client
from django.utils import timezone

from parvis.accounts.domain import slowing
from parvis.accounts.domain.pages import RECENT
from parvis.accounts.domain.sessions import WHOLE
from parvis.accounts.domain.signing import recovery_codes_of
from parvis.accounts.models import Staff, StaffAct, StaffSession
from parvis.core.refusal import Refusal

pytestmark = pytest.mark.django_db
STEPS = "/en/staff/me/second-steps/"


@pytest.fixture
def client(signed_in: Callable[..., Client]) -> Client:
    """Somebody with an app, recovery codes, and a passkey added on a day in May."""
    client = signed_in("")
    TOTP.activate(client.staff, generate_totp_secret())
    recovery_codes_of(client.staff)
    key = WebAuthn.add(client.staff, "Blue key", {}).instance
    Authenticator.objects.filter(pk=key.pk).update(created_at=datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC))
    return client


def kept(staff: Staff, kind: str) -> Authenticator:
    return Authenticator.objects.get(user=staff, type=kind)


def acts() -> list[str]:
    return list(StaffAct.objects.order_by("pk").values_list("what", flat=True))


def test_second_steps_are_shown_with_their_name_and_day(client: Client) -> None:
    page = client.get(STEPS).content.decode()
    assert "An app that shows codes" in page
    assert "Blue key" in page
    assert "4 May 2026" in page
    assert page.count("/remove/") == 2, "recovery codes are no device"


def test_a_passkey_gets_another_name(client: Client) -> None:
    key = kept(client.staff, "webauthn")
    assert client.post(f"{STEPS}{key.pk}/name/", {"name": "  Key on  my ring " + "x" * 90}).status_code == 302
    key.refresh_from_db()
    assert key.data["name"].startswith("Key on my ring x")
    assert len(key.data["name"]) == 60
    assert "Give the passkey a name" in client.post(f"{STEPS}{key.pk}/name/", {"name": " "}).content.decode()
    app = kept(client.staff, "totp")
    assert "Give the passkey a name" in client.post(f"{STEPS}{app.pk}/name/", {"name": "App"}).content.decode()
    assert acts() == ["account.second-step-named"]


def test_one_is_taken_away_but_never_the_last(client: Client) -> None:
    key, app = kept(client.staff, "webauthn"), kept(client.staff, "totp")
    assert client.post(f"{STEPS}{app.pk}/remove/").status_code == 302
    page = client.post(f"{STEPS}{key.pk}/remove/").content.decode()
    assert "This is your only second step" in page
    assert ">Remove</button>" not in page
    assert kept(client.staff, "webauthn") == key
    assert acts() == ["account.second-step-removed"]


def test_an_open_session_alone_changes_no_keys(client: Client) -> None:
    key, codes = kept(client.staff, "webauthn"), "/en/staff/me/recovery-codes/"
    StaffSession.objects.update(ends_at=timezone.now() + WHOLE - RECENT - datetime.timedelta(seconds=1))
    for where, then in ((STEPS, STEPS), (codes, codes), (f"{STEPS}{key.pk}/remove/", STEPS)):
        awake = client.cookies["awake"].value
        answer = client.post(where, {"credential": "{}"})
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            f"/en/staff/second-step/?{urlencode({'next': then})}",
        )
        assert client.cookies["awake"].value == "", "a passkey is only asked in a session that is locked"
        client.cookies["awake"] = awake
    del client.cookies["awake"]
    assert kept(client.staff, "webauthn") == key
    assert client.get("/en/staff/second-step/").status_code == 200
    code = {"code": recovery_codes_of(client.staff)[0], "next": STEPS}
    assert client.post("/en/staff/second-step/", code).headers["Location"] == STEPS
    assert client.post(f"{STEPS}{key.pk}/remove/").headers["Location"] == STEPS
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_nobody_reaches_a_device_of_somebody_else(client: Client, signed_in: Callable[..., Client]) -> None:
    stranger = signed_in("")
    key = kept(client.staff, "webauthn")
    assert "not there any more" in stranger.post(f"{STEPS}{key.pk}/remove/").content.decode()
    assert "not there any more" in stranger.post(f"{STEPS}{key.pk}/name/", {"name": "Mine"}).content.decode()
    codes = kept(client.staff, "recovery_codes")
    assert "not there any more" in client.post(f"{STEPS}{codes.pk}/remove/").content.decode()
    key.refresh_from_db()
    assert key.data["name"] == "Blue key"
    assert acts() == []


def test_an_account_that_waits_is_unlocked_by_somebody_else(client: Client) -> None:
    staff, other = client.staff, Staff.objects.create(email="manager@house.example", name="Sample manager")
    with pytest.raises(Refusal, match="does not have to wait"):
        slowing.unlock(staff, by=other, house="lyon")
    for _each in range(slowing.FREE):
        slowing.note_miss(staff, timezone.now())
    with pytest.raises(Refusal, match="Nobody can do this for themselves"):
        slowing.unlock(staff, by=staff, house="lyon")
    slowing.unlock(staff, by=other, house="lyon")
    staff.refresh_from_db()
    assert slowing.may_try(staff, timezone.now())
    assert staff.misses == 0
    act = StaffAct.objects.get()
    assert (act.what, act.staff, act.house) == ("account.unlocked", other, "lyon")
