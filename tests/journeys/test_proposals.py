"""A federation proposes “A day in the bakery”, the house reviews and publishes it, a visitor finds it in Arabic: without script."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from parvis.agenda.enums import Check
from tests.served import Site

from .test_staff import sign_in, type_code
from .visitor import visiting

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
EDITOR, TEAM = "editor@sample.example", "programme@sample.example"
TITLE, ARABIC = "A day in the bakery", "يوم في المخبز"
CHANGE = "Name the other schools too."


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: this story writes."""
    site = make_site()
    site.start()
    return site


@pytest.fixture
def at_work(browser: Browser, site: Site) -> Iterator[Callable[[str], Page]]:
    """Return a maker of pages on which somebody is signed in."""
    with ExitStack() as stack:

        def make(email: str) -> Page:
            size = {"width": 360, "height": 740}
            page = stack.enter_context(browser.new_context(viewport=size, java_script_enabled=False)).new_page()
            sign_in(page, site, email)
            type_code(page, site, email)
            expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
            return page

        yield make


def propose(page: Page, house: str) -> None:
    """Propose to the house of a convention, by its name; a title in two languages and a wish."""
    page.locator("nav.staff-nav summary").last.click()
    page.get_by_role("link", name="Our proposals").first.click()
    page.locator("main").get_by_role("link", name=house, exact=True).click()
    expect(page.get_by_role("heading", name="Propose an event")).to_be_visible()
    expect(page.locator("main .lead")).to_contain_text(house)
    page.locator("#id_kind").select_option("federation-session")
    for language, title in (("en", TITLE), ("ar", ARABIC)):
        field = page.locator(f"#id_title_{language}")
        if not field.is_visible():
            page.locator("details", has=field).locator("summary").click()
        field.fill(title)
    page.get_by_label("When it could be").fill("A Tuesday afternoon, and a large table.")
    page.get_by_role("button", name="Send it to the house").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.locator("main .lead")).to_contain_text(house)
    expect(page.locator("main .lead")).to_contain_text("Proposed")


def ask_for_a_change(page: Page) -> None:
    page.get_by_role("link", name="1 proposal to review").click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Review").click()
    expect(page.get_by_text("A Tuesday afternoon, and a large table.")).to_be_visible()
    page.get_by_label("Your sentence to the partner").fill(CHANGE)
    page.get_by_role("button", name="Ask for a change").click()
    expect(page.locator("main .lead")).to_contain_text("Changes asked for")


def change(page: Page) -> None:
    page.get_by_role("link", name="My workspace").first.click()
    page.get_by_role("link", name="asks for a change").click()
    expect(page.get_by_text(CHANGE)).to_be_visible()
    expect(page.locator("#id_title_ar")).to_have_value(ARABIC)
    page.locator("#id_body_en").fill("Three schools of bakers are there.")
    page.get_by_role("button", name="Send it to the house").click()
    expect(page.locator("main .lead")).to_contain_text("Proposed")


def accept_and_publish(page: Page, day: datetime.date) -> str:
    """Walk the charter, give a room and seats, publish; return the address of the event."""
    page.get_by_role("link", name="Review").click()
    for check in Check:
        page.locator(f"input[name=yes_{check}][value=yes]").check()
    page.get_by_role("button", name="Accept it").click()
    expect(page.locator("main .lead")).to_contain_text("Accepted")
    here = page.url
    page.locator("nav.staff-nav summary").last.click()
    page.get_by_role("link", name="Rooms and kinds of event").click()
    page.locator("main a[href$='rooms/new/']").click()
    page.locator("details[open] input[id^=id_name_]").first.fill("The great hall")
    page.locator("main button[type=submit]").click()
    page.goto(here)
    page.get_by_role("link", name="Plan sessions").click()
    for name, typed in (("day", f"{day}"), ("begins", "14:00"), ("ends", "16:00")):
        page.locator(f"#id_{name}").fill(typed)
    page.locator("#id_room").select_option(label="The great hall")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("main .session")).to_contain_text("The great hall")
    page.get_by_role("button", name="Publish it").click()
    address = page.get_by_role("link", name="Its page").get_attribute("href") or ""
    page.locator("nav.staff-nav summary").last.click()
    page.get_by_role("link", name="Seats of our dates").click()
    page.get_by_role("link", name=TITLE).click()
    page.locator("#id_seats").fill("12")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("12 of 12 seats are free.")).to_be_visible()
    return address


def test_a_federation_s_day_in_the_bakery_is_found_in_arabic(
    at_work: Callable[[str], Page], browser: Browser, site: Site
) -> None:
    team = at_work(TEAM)
    house = team.locator("nav.staff-nav summary").last.inner_text()
    editor = at_work(EDITOR)
    propose(editor, house)
    team.reload()
    ask_for_a_change(team)
    change(editor)
    team.reload()
    address = accept_and_publish(team, datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=5))
    with visiting(browser, site.origin, script=False, language="ar") as visitor:
        visitor.go("/ar/events/?kind=federation-session").follow(f"a[href='{address.replace('/en/', '/ar/')}']")
        assert visitor.see("h1").inner_text() == ARABIC
        assert visitor.page.locator("main a[href$='/seats/']").count() == 1
        assert visitor.is_too_wide() == []
    editor.reload()
    expect(editor.locator("main .lead")).to_contain_text("Published")
