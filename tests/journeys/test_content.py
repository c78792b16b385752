"""Friday's hours: a programme member drafts, a manager publishes, a visitor sees it, and the old ones come back. No script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.served import Site

from .looking import complain
from .test_staff import sign_in, type_code

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def come_in(browser: Browser, site: Site, role: str) -> Page:
    """Open a browser without script and sign in as the sample's ``role``."""
    page = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
    sign_in(page, site, f"{role}@sample.example")
    type_code(page, site, f"{role}@sample.example")
    page.get_by_role("link", name="The house’s page").last.click()
    return page


def friday_for_a_visitor(browser: Browser, address: str) -> Locator:
    """Return Friday's hours as a visitor sees them who was never here: a browser may keep a page for a minute."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    return page.locator("table.week tr", has_text="Friday").first


def test_friday_is_shorter_and_then_as_before(make_site: Callable[..., Site], browser: Browser) -> None:
    site = make_site()
    site.start()
    team = come_in(browser, site, "programme")
    team.get_by_role("link", name="Opening hours").click()
    before = team.locator("table.content-hours tr", has_text="Friday").first.inner_text()
    team.get_by_role("link", name="Change the week").first.click()
    team.get_by_label("Friday").fill("9h30 to lunch")
    team.get_by_role("button", name="Keep it").click()
    expect(team.get_by_text("“to lunch” is not understood")).to_be_visible()
    expect(team.get_by_label("Friday")).to_have_value("9h30 to lunch")
    team.get_by_label("Friday").fill("9h30 - 12h10")
    team.get_by_role("button", name="Keep it").click()
    team.get_by_role("link", name="See it as visitors do").click()
    expect(team.locator("table.week tr", has_text="Friday").first).to_contain_text("12:10")
    address = team.url.partition("/staff/")[0] + "/houses/" + team.url.partition("/houses/")[2].partition("/")[0] + "/"
    team.get_by_role("link", name="Back to the draft").click()
    team.get_by_label("What is new").fill("Fridays are shorter.")
    team.get_by_role("button", name="Hand it in").click()
    expect(team.get_by_text("A draft waits to be read")).to_be_visible()

    expect(friday_for_a_visitor(browser, address)).not_to_contain_text("12:10")

    manager = come_in(browser, site, "manager")
    expect(manager.get_by_text("Fridays are shorter.")).to_be_visible()
    manager.get_by_role("button", name="Publish it").click()
    expect(manager.get_by_text("There is no draft.")).to_be_visible()
    expect(friday_for_a_visitor(browser, address)).to_contain_text("9:30–\u206012:10")

    manager.get_by_role("link", name="History").click()
    manager.get_by_role("link", name="Version 1").click()
    manager.get_by_role("button", name="Bring it back").click()
    expect(manager.get_by_text("There is a draft")).to_be_visible()
    manager.get_by_role("button", name="Publish it").click()
    expect(manager.get_by_text("There is no draft.")).to_be_visible()
    expect(friday_for_a_visitor(browser, address)).not_to_contain_text("12:10")
    team.goto(team.url.partition("/content/")[0] + "/content/hours/")
    assert team.locator("table.content-hours tr", has_text="Friday").first.inner_text() == before

    seeing = browser.new_context(
        viewport={"width": 320, "height": 640}, storage_state=manager.context.storage_state()
    ).new_page()
    for part in ("", "about/", "desks/", "hours/", "hours/week/", "hours/days/", "texts/ar/", "history/1/", "preview/"):
        seeing.goto(manager.url.partition("/content/")[0] + "/content/" + part)
        complain(seeing)
