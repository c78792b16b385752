"""Seats in a real browser at 360 px: take, type back, give one back, move up; a school class; the door without a network.

Under the site's Referrer-Policy a browser sends these forms with `Origin: null`: that they work is seen here alone.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Site

from .looking import complain, look_over, site_with_house
from .test_staff import sign_in, type_code
from .visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

#: For each telling (with script 1, without 0) events of their own: seats for few, for a class, at the door, elsewhere.
DATES = """
import datetime
from django.utils import timezone
from parvis.agenda.models import Event, EventText, Kind, Session
from parvis.network.domain.sample_staff import sample_house
from parvis.seats.models import Plan
house, kind = sample_house(), Kind.objects.get(key="workshop")
starts = timezone.now() + datetime.timedelta(hours=2)
for name, seats in (("tw", 3), ("kc", 40), ("dr", 10), ("ez", 10)):
    for telling in "10":
        event = Event.objects.create(code=name + telling, house=house, kind=kind, state="published")
        EventText.objects.create(event=event, language="en", title=f"A small workshop {name}{telling}")
        EventText.objects.create(event=event, language="ar", title=f"ورشة صغيرة {name}{telling}")
        session = Session.objects.create(event=event, code=name + telling, starts=starts,
            ends=starts + datetime.timedelta(hours=2), time_zone=house.time_zone)
        Plan.objects.create(session=session, seats=seats)
print(house.slug)
"""
SEND = "main form[action$='/seats/'] button[type=submit]"


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: these stories write."""
    return site_with_house(make_site, DATES)


def take(visitor: Visitor, language: str, event: str, seats: str) -> str:
    """Go from the event to its seats, take some, and return the code the page shows."""
    visitor.go(f"/{language}/events/{event}/").follow(f"main a[href$='/events/{event}/seats/']")
    look_over(visitor)
    visitor.page.select_option("#seats", seats)
    visitor.follow(SEND)
    look_over(visitor)
    assert visitor.see(".code-card svg").is_visible()
    return visitor.see("#return-code").inner_text()


def type_back(visitor: Visitor, code: str) -> None:
    """Type the code as people do: small letters, stray spaces."""
    visitor.see("#code").fill(f"  {code.lower().replace('-', '  ')} ")
    visitor.follow(SEND)
    look_over(visitor)


def test_two_seats_in_arabic_one_given_back_and_who_waits_moves_up(
    visit: Callable[..., Visitor], *, script: bool
) -> None:
    event = f"tw{int(script)}"
    first, second = visit("ar"), visit("en")
    type_back(first, take(first, "ar", event, "2"))
    waits = take(second, "en", event, "2")
    assert "Your place in the line: 1." in second.text()
    first.page.select_option("#seats", "1")
    first.follow("button[value=change]")
    look_over(first)
    assert first.page.input_value("#seats") == "1"
    type_back(second, waits)
    assert "Seats are free for you." in second.text()
    second.follow("button[value=confirm]")
    look_over(second)
    assert "2 seats are kept for you." in second.text()
    second.follow("button[value=release]")
    assert "given back" in second.text()
    assert second.page.locator("button[value=release]").count() == 0


def test_a_class_of_twenty_four(visit: Callable[..., Visitor], *, script: bool) -> None:
    teacher = visit("en")
    teacher.go(f"/en/events/kc{int(script)}/seats/").follow("a[href$='?group=1']")
    look_over(teacher)
    teacher.see("#seats").fill("24")
    teacher.see("#contact").fill("school@school.example")
    teacher.follow(SEND)
    look_over(teacher)
    assert "24 seats are kept for you." in teacher.text()
    type_back(teacher, teacher.see("#return-code").inner_text())
    assert teacher.page.input_value("#seats") == "24"


def at_the_door(page: Page, site: Site, email: str, session: str) -> None:
    """Sign in and open the door of a session by its link."""
    sign_in(page, site, email)
    type_code(page, site, email)
    expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
    page.goto(f"{site.origin.replace('127.0.0.1', 'localhost')}/en/staff/houses/{site.variables['HOUSE']}/door/")
    page.get_by_role("link", name=f"A small workshop {session}").click()
    expect(page.get_by_role("heading", name="The door")).to_be_visible()


def show(page: Page, code: str, told: str) -> None:
    """Type a code at the door and see what it says."""
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#seen")).to_have_text(told)


@pytest.mark.parametrize("script", [True], indirect=True, ids=["script"])
def test_the_door_goes_on_without_a_network_and_enters_nobody_twice(
    visit: Callable[..., Visitor], browser: Browser, site: Site
) -> None:
    visitor = visit("en")
    two, one = take(visitor, "en", "dr1", "2"), take(visitor, "en", "dr1", "1")
    elsewhere = take(visitor, "en", "ez1", "1")
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        at_the_door(page, site, "reception@sample.example", "dr1")
        complain(page)
        show(page, two.lower(), "Valid: come in")
        show(page, elsewhere, "Not valid")
        show(page, two, "Already used")
        context.set_offline(True)
        show(page, one, "Valid: come in")
        expect(page.locator("#off")).to_be_visible()
        show(page, one, "Already used")
        show(page, elsewhere, "Not valid")
        show(page, "K7M2", "This is no whole code.")
        page.get_by_role("button", name="One more without a code").click()
        complain(page)
        context.set_offline(False)
        expect(page.locator("#off")).to_be_hidden()
        expect(page.locator("#inside")).to_have_text("4")
        page.reload()
        expect(page.locator("#inside")).to_have_text("4")
        show(page, one, "Already used")
        expect(page.locator("#inside")).to_have_text("4")


@pytest.mark.parametrize("script", [False], indirect=True, ids=["no-script"])
def test_the_door_without_script(visit: Callable[..., Visitor], browser: Browser, site: Site) -> None:
    code = take(visit("en"), "en", "dr0", "2")
    with browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False) as context:
        page = context.new_page()
        at_the_door(page, site, "desk@sample.example", "dr0")
        show(page, f" {code.lower()} ", "Valid: come in")
        show(page, code, "Already used")
        page.get_by_role("button", name="One more without a code").click()
        expect(page.locator("#inside")).to_have_text("3")


@pytest.mark.parametrize("script", [True], indirect=True, ids=["script"])
def test_the_team_gives_a_date_seats(browser: Browser, site: Site, *, script: bool) -> None:
    assert script
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        sign_in(page, site, "programme@sample.example")
        type_code(page, site, "programme@sample.example")
        page.get_by_role("link", name="Seats of our dates").first.click()
        complain(page)
        page.get_by_role("link", name="A small workshop ez0").click()
        complain(page)
        page.locator("#id_seats").fill("9")
        page.get_by_role("button", name="Change the seats").click()
        expect(page.get_by_text("9 of 9 seats are free.")).to_be_visible()
