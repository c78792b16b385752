"""Signing in: two steps, each slowed by the account; a session that locks; nothing of it on a visitor's page."""

from __future__ import annotations

import datetime
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from parvis.accounts import middleware
from parvis.accounts.domain import slowing
from parvis.accounts.domain.signing import check_code, current_code, recovery_codes_of
from parvis.accounts.models import Staff, StaffSession

pytestmark = pytest.mark.django_db
PASSWORD = "four words put together"
HOME = "/en/staff/"


@pytest.fixture
def staff() -> Staff:
    made = Staff(email="desk@house.example", name="Sample desk")
    made.set_password(PASSWORD)
    made.save()
    TOTP.activate(made, generate_totp_secret())
    return made


def first(client: Client, password: str = PASSWORD, email: str = "Desk@House.example", **more: str) -> object:
    return client.post("/en/staff/sign-in/", {"email": email, "password": password, **more})


def test_two_steps_open_the_workspace(client: Client, staff: Staff) -> None:
    assert client.get(HOME).headers["Location"] == "/en/staff/sign-in/?next=%2Fen%2Fstaff%2F"
    answer = first(client, next="/en/staff/me/sessions/")
    assert answer.headers["Location"] == "/en/staff/second-step/?next=/en/staff/me/sessions/"
    assert client.get(HOME).status_code == 302, "a password alone opens nothing"
    answer = client.post("/en/staff/second-step/", {"code": current_code(staff), "next": "/en/staff/me/sessions/"})
    assert answer.headers["Location"] == "/en/staff/me/sessions/"
    assert client.get(HOME).status_code == 200


def test_a_code_works_once(staff: Staff) -> None:
    code = current_code(staff)
    assert check_code(staff, code)
    assert not check_code(staff, code)


def test_a_recovery_code_works_once(staff: Staff) -> None:
    code = recovery_codes_of(staff)[3]
    assert check_code(staff, code)
    assert not check_code(staff, code)
    assert code not in recovery_codes_of(staff)


def test_secrets_are_sealed_in_the_table(staff: Staff) -> None:
    secret = generate_totp_secret()
    Authenticator.objects.all().delete()
    TOTP.activate(staff, secret)
    recovery_codes_of(staff)
    stored = " ".join(str(row.data) for row in Authenticator.objects.order_by("pk"))
    assert secret not in stored


def test_a_wrong_password_and_an_unknown_name_read_alike(client: Client, staff: Staff) -> None:
    wrong = first(client, "wrong").content
    unknown = first(client, "wrong", "nobody@house.example").content
    sentence = b"Name and password do not fit"
    assert sentence in wrong
    assert sentence in unknown
    assert b"desk@house.example" in wrong.lower(), "what was typed stays"
    assert not StaffSession.objects.exists()


def test_guessing_waits_longer_each_time_and_only_for_the_account(client: Client, staff: Staff) -> None:
    for _ in range(slowing.FREE):
        first(client, "wrong")
    assert b"too many tries" in first(client).content, "the right password too is refused while it waits"
    Staff.objects.update(next_try_at=timezone.now() - datetime.timedelta(seconds=1))
    assert first(client).status_code == 302


def test_waits_grow_to_a_quarter_of_an_hour() -> None:
    waits = [slowing.wait_after(misses).total_seconds() for misses in range(40)]
    assert waits == sorted(waits)
    assert waits[:4] == [0, 0, 0, 5]
    assert waits[-1] == 900


def test_codes_are_slowed_too(client: Client, staff: Staff) -> None:
    for _ in range(slowing.FREE):
        assert not check_code(staff, "000")
    assert not check_code(staff, current_code(staff))


def test_without_a_device_one_is_set_up_first(client: Client, staff: Staff) -> None:
    Authenticator.objects.all().delete()
    assert first(client).headers["Location"] == "/en/staff/second-step/new/"
    client.post("/en/staff/second-step/new/")
    page = client.get("/en/staff/second-step/new/")
    secret = page.context["secret"]
    wrong = client.post("/en/staff/second-step/new/", {"code": "12"})
    assert b"does not fit" in wrong.content
    assert wrong.context["secret"] == secret, "the same secret stays"
    code = current_code_of(secret)
    assert client.post("/en/staff/second-step/new/", {"code": code}).headers["Location"].endswith("/recovery-codes/")
    assert client.get(HOME).status_code == 200


def current_code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

    return f"{hotp_value(secret, list(yield_hotp_counters_from_time())[1]):06}"


def test_a_session_left_alone_asks_the_second_step_again(signed_in: object) -> None:
    client = signed_in("")
    assert client.get(HOME).status_code == 200
    with patch.object(middleware, "IDLE", -1):
        assert client.get(HOME).status_code == 302


def test_a_session_ends_after_twelve_hours(signed_in: object) -> None:
    client = signed_in("")
    StaffSession.objects.update(ends_at=timezone.now())
    assert client.get(HOME).status_code == 302


def test_a_session_is_named_and_ended(signed_in: object) -> None:
    client = signed_in("")
    other = signed_in("", staff=client.staff)
    client.post("/en/staff/me/sessions/", {"label": "front desk"})
    page = client.get("/en/staff/me/sessions/").content.decode()
    assert "front desk" in page
    named = StaffSession.objects.get(label="front desk")
    rest = StaffSession.objects.exclude(pk=named.pk).get()
    stranger = signed_in("")
    assert stranger.post(f"/en/staff/me/sessions/{rest.pk}/end/").status_code == 404
    client.post(f"/en/staff/me/sessions/{rest.pk}/end/")
    assert other.get(HOME).status_code == 302
    assert client.get(HOME).status_code == 200


def test_the_table_holds_no_key_of_a_session(signed_in: object) -> None:
    client = signed_in("")
    row = StaffSession.objects.get()
    key = client.cookies["staff"].value
    assert key not in row.key_hash + row.data


def test_signing_out_ends_the_session(signed_in: object) -> None:
    client = signed_in("")
    client.post("/en/staff/sign-out/")
    assert not StaffSession.objects.exists()


def test_a_closed_account_is_out_at_once(signed_in: object) -> None:
    client = signed_in("")
    Staff.objects.update(is_active=False)
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/en/staff/", "/en/trades/"])
def test_one_is_led_nowhere_else(client: Client, staff: Staff, elsewhere: str) -> None:
    assert first(client, next=elsewhere).headers["Location"] == "/en/staff/second-step/"


def test_a_visitors_page_knows_no_session(signed_in: object) -> None:
    client = signed_in("")
    answer = client.get("/en/trades/")
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")


def test_a_page_of_staff_is_kept_by_nobody(signed_in: object) -> None:
    assert signed_in("").get(HOME).headers["Cache-Control"] == "no-store"


def test_a_wrong_answer_of_a_device_is_told_and_slowed(client: Client, staff: Staff) -> None:
    first(client)
    for answer in ("", "no json", "[]", "{}", '{"id": 3, "response": null}'):
        assert client.post("/en/staff/second-step/passkey/", {"credential": answer}).status_code == 400
    assert client.get(HOME).status_code == 302
    assert not check_code(staff, current_code(staff)), "the account waits, whichever step was guessed"


def test_a_challenge_is_for_who_gave_the_password(client: Client, staff: Staff) -> None:
    assert client.post("/en/staff/second-step/challenge/").status_code == 403
    first(client)
    told = client.post("/en/staff/second-step/challenge/").json()
    assert told["publicKey"]["challenge"]


def test_a_passkey_that_cannot_be_read_is_told(signed_in: object) -> None:
    client = signed_in("")
    assert client.post("/en/staff/me/second-steps/challenge/").json()["publicKey"]["user"]["name"]
    page = client.post("/en/staff/me/second-steps/", {"label": "My phone", "credential": "{}"}).content.decode()
    assert "could not be read" in page
    assert "My phone" in page


def test_a_form_of_staff_says_where_it_comes_from(client: Client) -> None:
    assert client.get("/en/staff/sign-in/").headers["Referrer-Policy"] == "same-origin"
