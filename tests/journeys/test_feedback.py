"""The exit card in a real browser: three faces at a phone without script, a double press, a page that lets go."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.served import Site

from .test_open_to_everyone import RULES

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def asking(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: handing in writes."""
    site = make_site()
    site.start()
    return site


def cards(site: Site) -> list[tuple[int, str]]:
    """Return how many cards there are, and a sentence."""
    asked = "select count(*), max(sentence) from feedback_card"
    if site.database:
        with psycopg.connect(site.database) as connection:
            return connection.execute(asked).fetchall()
    with closing(sqlite3.connect(site.data / "parvis.sqlite3")) as connection:
        return connection.execute(asked).fetchall()


def complain(page: Page) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    told = [f"{each['id']}: {[node['html'][:140] for node in each['nodes'][:2]]}" for each in found]
    assert not told, f"{page.url}: {told}"
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, f"{page.url} is wider than the phone"


def test_the_card_and_its_paper_are_open_to_everyone(asking: Site, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        for path in ("/en/card/paris/", "/ar/card/paris/", "/en/card/paris/paper/", "/ar/card/paris/paper/"):
            page.goto(asking.origin + path)
            complain(page)


def test_without_script_a_card_is_handed_in_and_forgotten(asking: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{asking.origin}/en/houses/paris/")
        page.get_by_role("link", name="Were you here? Say how it was").click()
        page.get_by_label("One sentence, if you like").fill("Warm bread.")
        page.get_by_role("button", name="Hand in").click()
        expect(page.locator("#refusal")).to_contain_text("Please press one face at least.")
        expect(page.get_by_label("One sentence, if you like")).to_have_value("Warm bread.")
        for question, face in (("Did you feel welcome?", "Yes"), ("Did it help you?", "So-so")):
            page.get_by_role("group", name=question).get_by_role("radio", name=face).check()
        page.get_by_role("button", name="Hand in").dblclick()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        assert "Warm bread." not in page.content()
        assert context.cookies() == []
        page.get_by_role("link", name="A new card for the next person").click()
        expect(page.get_by_label("One sentence, if you like")).to_have_value("")
        expect(page.get_by_role("radio", name="Yes").first).not_to_be_checked()
    assert cards(asking) == [(1, "Warm bread.")]
