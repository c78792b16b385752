"""The line in a real browser: a ticket in Arabic on a phone, a table that calls, the hall that says it, a pass to another desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Site

from .looking import complain, look_over, site_with_house
from .test_staff import sign_in, type_code
from .visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

SIGN = "By the window"
#: The sample's house with a line by language and question; nothing is known of its hours, so that any hour is good.
LINE = """
from parvis.network.domain.sample_staff import sample_house
from parvis.queue.models import Flow
house = sample_house()
house.languages = ["fr", "ar", "de"]
house.save()
house.periods.all().delete()
house.exceptions.all().delete()
Flow.objects.update_or_create(house=house, defaults={"mode": "theme"})
print(house.slug)
"""


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: this story writes."""
    return site_with_house(make_site, LINE)


@pytest.fixture
def desk(browser: Browser, site: Site, script: bool) -> Iterator[Page]:  # noqa: FBT001
    """A counsellor at work, at a desk's screen."""
    size = {"width": 1280, "height": 800}
    with browser.new_context(viewport=size, java_script_enabled=script) as context:
        page = context.new_page()
        sign_in(page, site, "desk@sample.example")
        type_code(page, site, "desk@sample.example")
        expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
        yield page


def take(visitor: Visitor, where: str) -> str:
    """Take a ticket in Arabic, from the page in French; return what it is called."""
    visitor.go(f"/fr/{where}/")
    look_over(visitor)
    visitor.follow(".line-tongues a[lang='ar']")
    look_over(visitor)
    visitor.follow(".line-question >> nth=0")
    look_over(visitor)
    name = visitor.see(".ticket-name strong").inner_text()
    assert any("\u0600" <= letter <= "\u06ff" for letter in name)
    assert not any(letter.isdigit() for letter in name)
    return name


def open_table(desk: Page, site: Site, where: str, *, script: bool) -> None:
    """Open a table for the first question, in Arabic and what else was ticked."""
    desk.goto(f"{site.origin.replace('127.0.0.1', 'localhost')}/en/staff/{where}/")
    if script:
        complain(desk)
    desk.locator("input[name=desks]").first.check()
    desk.locator("input[name=languages][value=ar]").check()
    desk.get_by_label("What stands over the table").fill(SIGN)
    desk.get_by_role("button", name="Open this table").click()
    expect(desk.get_by_role("heading", name=SIGN)).to_be_visible()


def test_a_ticket_in_arabic_is_called_and_passed_on(
    visit: Callable[..., Visitor], desk: Page, site: Site, *, script: bool
) -> None:
    where = f"houses/{site.variables['HOUSE']}/line"
    visitor, hall = visit("ar"), visit("en")
    name = take(visitor, where)
    open_table(desk, site, where, script=script)
    hall.go(f"/en/{where}/hall/")
    look_over(hall)
    desk.locator("#act-next").press("Enter")
    expect(desk.locator("#act-serve")).to_be_focused()
    if script:
        complain(desk)
        expect(hall.page.locator(".hall-call")).to_contain_text(SIGN, timeout=15000)
        expect(hall.page.locator("#said")).to_contain_text(SIGN)
        expect(visitor.page.locator(".ticket-now")).to_contain_text(SIGN, timeout=15000)
    else:
        hall.go(f"/en/{where}/hall/")
        visitor.follow("main a[href='']")
    assert name in hall.text()
    for each in (hall, visitor):
        assert SIGN in each.text()
        look_over(each)
    goes_on(visitor, desk)


def goes_on(visitor: Visitor, desk: Page) -> None:
    """Sit down, be passed on, go away for a while, come back, give the ticket back; the table closes."""
    desk.locator("#act-serve").press("Enter")
    expect(desk.locator("#act-next")).to_be_visible()
    desk.locator("#act-pass").click()
    expect(desk.locator("#act-pass")).to_have_count(0)
    visitor.page.reload()
    for button in ("button[name=minutes][value='10']", "button[value=back]", "button[value=leave]"):
        visitor.follow(button)
        look_over(visitor)
    assert visitor.page.locator("[data-live] form").count() == 0
    desk.get_by_role("button", name="Close this table").click()
    expect(desk.get_by_role("heading", name="Call the next person")).to_be_visible()
