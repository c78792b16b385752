"""Staff in a real browser: a code, a passkey, the workspace; and a visitor's page that knows nothing of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.served import Site

from .looking import complain

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def staffed(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: signing in writes."""
    site = make_site()
    site.start()
    return site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        yield context


def sign_in(page: Page, site: Site, email: str, password: str = "only a sample") -> None:
    page.goto(f"{site.origin.replace('127.0.0.1', 'localhost')}/en/staff/")
    page.get_by_label("Your work e-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()


def type_code(page: Page, site: Site, email: str) -> None:
    page.get_by_label("Code from your app").fill(site.run("staff", "code", email).stdout.strip())
    page.get_by_role("button", name="Sign in").click()


def test_a_manager_signs_in_by_a_code_and_every_page_is_open_to_everyone(
    staffed: Site, context: BrowserContext
) -> None:
    page = context.new_page()
    sign_in(page, staffed, "manager@sample.example")
    complain(page)
    type_code(page, staffed, "manager@sample.example")
    expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
    complain(page)
    addresses = {link.get_attribute("href") or "" for link in page.locator("nav.staff-nav a, main a").all()}
    assert any("/people/" in address for address in addresses)
    for address in sorted(addresses):
        page.goto(staffed.origin.replace("127.0.0.1", "localhost") + address)
        complain(page)


def test_without_script_a_code_is_enough(staffed: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, staffed, "desk@sample.example")
        type_code(page, staffed, "desk@sample.example")
        expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in for staff")).to_be_visible()


def test_a_colleague_comes_in_by_a_link_and_a_passkey(staffed: Site, context: BrowserContext) -> None:
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    words, email = secrets.token_urlsafe(12), "passkey@house.example"
    said = staffed.run("staff", "add", email, "--role", "coordinator").stdout
    path = said[said.index("/en/staff/join/") :].split()[0]
    page.goto(staffed.origin.replace("127.0.0.1", "localhost") + path)
    complain(page)
    page.get_by_label("New password").fill(words)
    page.get_by_label("The same again").fill(words)
    page.get_by_role("button", name="Go on").click()
    complain(page)
    page.get_by_role("button", name="Set up a passkey instead").click()
    expect(page.get_by_role("heading", name="My recovery codes")).to_be_visible()
    complain(page)
    page.goto(page.url.replace("me/recovery-codes/", ""))
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, staffed, email, words)
    complain(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
