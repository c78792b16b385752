"""The rota in a real browser: a desk presses and the phone in the hall hears of it; a manager plans by keyboard; all pages open to everyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.served import Site

from .looking import complain, look_over, site_with_house
from .test_staff import sign_in, type_code
from .visitor import DESKTOP, Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

#: A house that is open day and night, with two desks and a shift, so that the story is the same at any hour.
HOUSE = """
import datetime
from parvis.network.domain.sample_staff import sample_house
from parvis.network.models import OpeningException, OpeningPeriod
from parvis.rota.models import Shift
house = sample_house()
OpeningPeriod.objects.filter(house=house).delete()
OpeningException.objects.filter(house=house).delete()
type(house).objects.filter(pk=house.pk).update(closes_on_holidays=False)
for day in range(1, 8):
    OpeningPeriod.objects.create(house=house, weekday=day, opens=datetime.time(0), closes=datetime.time(0))
Shift.objects.filter(desk__house=house).delete()
print(house.slug)
"""


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: these stories write."""
    return site_with_house(make_site, HOUSE)


def test_a_desk_presses_and_a_phone_hears_of_it(
    visit: Callable[..., Visitor], browser: Browser, site: Site, *, script: bool
) -> None:
    at = site.variables["HOUSE"]
    visitor = visit("ar")
    visitor.go(f"/ar/houses/{at}/now/")
    look_over(visitor)
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        sign_in(page, site, "desk@sample.example")
        type_code(page, site, "desk@sample.example")
        page.goto(f"{site.origin.replace('127.0.0.1', 'localhost')}/en/staff/houses/{at}/rota/now/?desk=work")
        complain(page)
        page.get_by_role("button", name="Free", exact=True).first.press("Enter")
        expect(page.locator("button[aria-pressed=true]")).to_have_text("Free")
    card = visitor.page.locator(".board-card.tone-sea, .board-card").filter(has=visitor.page.locator(".board-words"))
    if not script:
        visitor.follow(".board-again a")
    expect(visitor.page.locator(".board-card.board-free")).to_have_count(1, timeout=15_000)
    assert card.count() >= 1
    look_over(visitor)


def test_the_board_stops_when_asked(visit: Callable[..., Visitor], site: Site, *, script: bool) -> None:
    visitor = visit("en")
    visitor.go(f"/en/houses/{site.variables['HOUSE']}/now/")
    stop = visitor.page.locator("[data-pause]")
    if not script:
        assert not stop.is_visible()
        return
    words = stop.inner_text()
    stop.click()
    assert stop.inner_text() != words
    assert "Shown as it was at" in visitor.text()
    stop.click()
    assert stop.inner_text() == words


def test_the_screen_of_the_hall_in_the_dark(visit: Callable[..., Visitor], site: Site) -> None:
    visitor = visit("fr", size=DESKTOP, color_scheme="dark")
    visitor.go(f"/fr/houses/{site.variables['HOUSE']}/now/screen/")
    look_over(visitor)


def test_a_manager_plans_a_week_by_keyboard(browser: Browser, site: Site, *, script: bool) -> None:
    if not script:
        pytest.skip("signing in by passkeys aside, the pages are the same; their forms are tested without a browser")
    at = site.variables["HOUSE"]
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        sign_in(page, site, "manager@sample.example")
        type_code(page, site, "manager@sample.example")
        home = f"{site.origin.replace('127.0.0.1', 'localhost')}/en/staff/houses/{at}/rota/"
        page.goto(home)
        complain(page)
        page.get_by_role("link", name="Add a shift", exact=True).press("Enter")
        complain(page)
        page.get_by_label("From when to when").fill("9-12, 13:30-17:30")
        page.get_by_role("button", name="Add", exact=True).press("Enter")
        expect(page.locator(".rota-block")).to_have_count(2)
        page.locator(".rota-block a").first.press("Enter")
        complain(page)
        page.get_by_label("nobody comes").check()
        page.get_by_role("button", name="Note it for this date").press("Enter")
        expect(page.locator(".rota-away")).to_have_count(1)
        complain(page)
        page.goto(f"{home}hours/")
        complain(page)
