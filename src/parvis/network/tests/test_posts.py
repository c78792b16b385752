"""People, posts, recovery by two managers, the log, conventions and presence."""

from __future__ import annotations

import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from parvis.accounts.domain import acts
from parvis.accounts.domain.signing import check_code
from parvis.accounts.models import Invitation, Staff, StaffAct
from parvis.network.domain.keeping import write_partner
from parvis.network.models import Partner, Partnership, Post, Presence
from parvis.network.tests.made import OFFICE, house

pytestmark = pytest.mark.django_db
PEOPLE = "/en/staff/houses/lyon/people/"
WORDS = "rain over the old bridge"


@pytest.fixture
def lyon(db):
    return house("lyon")


def link_in(answer) -> str:
    return re.search(r"/en/staff/join/[\w-]+/", answer.content.decode())[0]


def test_an_invited_colleague_comes_in_once(signed_in, lyon, client) -> None:
    manager = signed_in("manager", lyon)
    answer = manager.post(PEOPLE, {"email": "New@house.example", "name": "New desk", "role": "desk"})
    link = link_in(answer)
    assert not Invitation.objects.filter(mark__in=link.split("/")).exists(), "the table keeps a mark only"
    assert client.get(link).status_code == 200
    short = client.post(link, {"password": "short", "again": "other"})
    assert short.status_code == 200
    assert client.post(link, {"password": WORDS, "again": WORDS}).headers["Location"] == "/en/staff/second-step/new/"
    assert Client().get(link).status_code == 410
    assert Post.objects.get(role="desk").staff.email == "new@house.example"
    assert "gave a post" in manager.get("/en/staff/houses/lyon/log/").content.decode()


def test_what_was_typed_stays_when_it_is_refused(signed_in, lyon) -> None:
    manager = signed_in("manager", lyon)
    page = manager.post(PEOPLE, {"email": "no mail", "name": "New desk", "role": "editor"}).content.decode()
    assert 'value="no mail"' in page
    assert 'value="New desk"' in page
    page = manager.post(PEOPLE, {"email": "a@house.example", "name": "X", "role": "editor"}).content.decode()
    assert "Say for which partner." in page


def test_a_house_keeps_a_manager(signed_in, lyon) -> None:
    manager = signed_in("manager", lyon)
    own = Post.objects.get()
    assert "needs a manager" in manager.post(f"{PEOPLE}{own.pk}/end/").content.decode()
    other = signed_in("manager", lyon)
    assert manager.post(f"{PEOPLE}{own.pk}/end/").status_code == 302
    assert manager.get(PEOPLE).status_code == 403
    assert other.get(PEOPLE).status_code == 200


def test_a_post_of_another_house_cannot_be_ended(signed_in, lyon) -> None:
    signed_in("desk", house("nice"))
    elsewhere = Post.objects.get()
    signed_in("manager", lyon).post(f"{PEOPLE}{elsewhere.pk}/end/")
    assert Post.objects.filter(pk=elsewhere.pk).exists()


def test_two_managers_bring_somebody_back(signed_in, lyon, client) -> None:
    first, second, desk = signed_in("manager", lyon), signed_in("manager", lyon), signed_in("desk", lyon)
    TOTP.activate(desk.staff, generate_totp_secret())
    post = Post.objects.get(role="desk")
    first.post(f"{PEOPLE}{post.pk}/recover/")
    asked = Invitation.objects.get()
    confirm = f"/en/staff/houses/lyon/recoveries/{asked.pk}/confirm/"
    assert "A second manager has to confirm" in first.post(confirm).content.decode()
    assert "lost a device" in second.get("/en/staff/").content.decode()
    link = link_in(second.post(confirm))
    assert desk.get("/en/staff/").status_code == 200, "nothing ends before the link is used"
    client.post(link, {"password": WORDS, "again": WORDS})
    assert not Authenticator.objects.filter(user=desk.staff).exists()
    assert desk.get("/en/staff/").status_code == 302
    told = set(StaffAct.objects.order_by().values_list("what", flat=True))
    assert told == {"account.recovery-asked", "account.recovery-confirmed", "account.recovered"}


def test_nobody_asks_for_oneself(signed_in, lyon) -> None:
    manager = signed_in("manager", lyon)
    answer = manager.post(f"{PEOPLE}{Post.objects.get().pk}/recover/")
    assert "two other managers" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_log_is_purged_after_twelve_months(signed_in, lyon) -> None:
    staff = signed_in("manager", lyon).staff
    acts.record(staff, "post.given", house="lyon")
    acts.record(staff, "post.ended", house="lyon")
    StaffAct.objects.filter(what="post.given").update(at=timezone.now() - datetime.timedelta(days=366))
    assert acts.purge(timezone.now()) == 1
    assert StaffAct.objects.get().what == "post.ended"


def test_a_page_of_people_asks_as_often_for_thirty(signed_in, lyon, django_assert_num_queries) -> None:
    manager = signed_in("manager", lyon)
    with django_assert_num_queries(9):
        manager.get(PEOPLE)
    for _ in range(5):
        signed_in("desk", lyon)
    with django_assert_num_queries(9):
        manager.get(PEOPLE)


def test_conventions_and_presence(signed_in, lyon) -> None:
    write_partner(OFFICE)
    office = Partner.objects.get()
    Partnership.objects.create(house=lyon, partner=office)
    manager, editor = signed_in("manager", lyon), signed_in("editor", partner=office)
    page = "/en/staff/houses/lyon/partners/office/"
    assert manager.post(page, {"accepted_on": "2026-01-15", "until": "2025-12-31"}).status_code == 200
    assert manager.post(page, {"accepted_on": "2026-01-15", "until": "2028-12-31"}).status_code == 302
    today = timezone.now().date()
    assert manager.post(page, {"month": today.isoformat(), "hours": "9999"}).status_code == 200
    assert manager.post(page, {"month": today.isoformat(), "hours": "42"}).status_code == 302
    assert Presence.objects.get().month.day == 1
    assert "42 hours" in editor.get("/en/staff/partners/office/presence/").content.decode()
    assert "charter accepted on" in manager.get("/en/staff/houses/lyon/partners/").content.decode()
    manager.post(page, {"month": today.isoformat(), "hours": "0"})
    assert not Presence.objects.exists()


def test_the_command_adds_lists_recovers_and_closes(lyon, capsys, client) -> None:
    call_command("staff", "add", "first@house.example", "--house", "lyon")
    link = re.search(r"/en/staff/join/[\w-]+/", capsys.readouterr().out)[0]
    assert client.get(link).status_code == 200
    call_command("staff", "list")
    assert "manager lyon" in capsys.readouterr().out
    call_command("staff", "recover", "first@house.example")
    assert client.get(link).status_code == 410, "an older link stops working"
    call_command("staff", "close", "first@house.example")
    assert not Staff.objects.get().is_active
    with pytest.raises(CommandError):
        call_command("staff", "code", "first@house.example")
    with pytest.raises(CommandError):
        call_command("staff", "add", "x@house.example", "--house", "nowhere")


def test_sample_staff_can_sign_in_but_not_on_a_public_site(lyon, capsys, settings, client) -> None:
    type(lyon).objects.update(is_sample=True)
    call_command("staff", "sample")
    call_command("staff", "sample")
    capsys.readouterr()
    call_command("staff", "code", "manager@sample.example")
    code = capsys.readouterr().out.strip()
    assert check_code(Staff.objects.get(email="manager@sample.example"), code)
    form = {"email": "manager@sample.example", "password": "only a sample"}
    assert client.post("/en/staff/sign-in/", form).status_code == 302
    settings.PRODUCTION = True
    assert client.post("/en/staff/sign-in/", form).status_code == 200


def test_a_manager_unlocks_an_account_of_the_own_house_only(signed_in, lyon) -> None:
    manager, desk, elsewhere = signed_in("manager", lyon), signed_in("desk", lyon), signed_in("desk", house("nice"))
    assert "/unlock/" not in manager.get(PEOPLE).content.decode()
    Staff.objects.exclude(pk=manager.staff.pk).update(
        misses=9, next_try_at=timezone.now() + datetime.timedelta(hours=1)
    )
    there = Post.objects.get(staff=elsewhere.staff)
    assert manager.post(f"{PEOPLE}{there.pk}/unlock/").status_code == 404
    own = Post.objects.get(staff=desk.staff)
    assert f"{own.pk}/unlock/" in manager.get(PEOPLE).content.decode()
    assert manager.post(f"{PEOPLE}{own.pk}/unlock/").status_code == 302
    assert [each.next_try_at is None for each in (reread(desk.staff), reread(elsewhere.staff))] == [True, False]
    assert "does not have to wait" in manager.post(f"{PEOPLE}{own.pk}/unlock/").content.decode()
    assert "unlocked an account" in manager.get("/en/staff/houses/lyon/log/").content.decode()


def reread(staff: Staff) -> Staff:
    return Staff.objects.get(pk=staff.pk)
