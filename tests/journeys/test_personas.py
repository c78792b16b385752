"""One story a visitor, on a phone of 360 px, told twice: with the browser's script and without.

The stories lean on addresses and marks of the page, not on its sentences, which translators may change.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from tests.served import Site

from .visitor import Visitor

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]

TO_NOTEBOOK = 'nav.rooms a[href*="/notebook/"]'
ADD = ".notebook-add"


def put_in_notebook(visitor: Visitor) -> None:
    """Press "Add to my notebook"; without script the notebook opens, with it the page stays: go there then."""
    visitor.follow(ADD)
    if visitor.has_script:
        visitor.see(".notebook-added")
        visitor.follow(TO_NOTEBOOK)
    visitor.see(".notebook-line")


def assert_fits(visitor: Visitor) -> None:
    assert visitor.is_too_wide() == []


def test_a_fifteen_year_old_asks_for_bread_and_leaves_with_paper(visit: Visit) -> None:
    visitor = visit("fr").go("/").ask("faire du pain")
    assert_fits(visitor)
    visitor.follow('main a[href*="/trades/"]:has-text("oulang")')
    baker = visitor.path
    assert "boulang" in visitor.see("h1").inner_text().lower()
    assert_fits(visitor)
    near = visitor.follow('section[aria-labelledby="near"] a[href*="/trades/"]')
    assert urlsplit(near.path).path != urlsplit(baker).path
    visitor.page.go_back()
    put_in_notebook(visitor)
    assert "boulang" in visitor.see(".notebook-line").inner_text().lower()
    assert_fits(visitor)
    visitor.page.emulate_media(media="print")
    assert visitor.page.locator(".no-print").locator("visible=true").count() == 0
    paper = PdfReader(io.BytesIO(visitor.page.pdf(format="A4")))
    assert len(paper.pages) <= 2
    assert "oulang" in paper.pages[0].extract_text()


def test_a_newcomer_chooses_arabic_first_and_takes_two_languages_home(visit: Visit) -> None:
    visitor = visit("fr").go("/fr/")
    choice = visitor.see('a[lang="ar"]')
    box = choice.bounding_box()
    assert box is not None
    assert box["y"] < 740, "the languages are not on the first screen"
    visitor.follow('a[lang="ar"]')
    assert visitor.page.locator("html").get_attribute("dir") == "rtl"
    visitor.ask("خباز")
    assert_fits(visitor)
    visitor.follow('main a[href*="/trades/"]:has-text("خب")')
    assert_fits(visitor)
    put_in_notebook(visitor)
    visitor.page.select_option("select[name=with]", "fr")
    visitor.follow(".notebook-pair button[type=submit]")
    assert "oulang" in visitor.see('.notebook-line [lang="fr"]').inner_text()
    assert_fits(visitor)
    answer = visitor.page.request.get(visitor.see('a[href*=".pdf"]').get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    paper = PdfReader(io.BytesIO(answer.body()))
    assert "oulang" in "".join(page.extract_text() for page in paper.pages)


def test_a_woman_of_45_finds_an_open_house_near_lyon(visit: Visit) -> None:
    visitor = visit("fr").go("/fr/").follow('a[href*="/questions/change/"]')
    assert_fits(visitor)
    visitor.see("input[name=town]").fill("lyon")
    visitor.page.locator("input[name=town]").press("Enter")
    visitor.page.wait_for_url("**/houses/?**")
    houses = visitor.page.locator('ol.places a[href*="/houses/"]')
    assert houses.count() >= 3
    assert_fits(visitor)
    visitor.follow('ol.places a[href*="/houses/"]')
    visitor.see(".house-standing")
    visitor.see("main table, main .week")
    assert visitor.page.locator('main [href^="geo:"], main address').count()
    assert_fits(visitor)
    put_in_notebook(visitor)


def test_a_slip_of_the_pen_still_finds_the_baker(visit: Visit) -> None:
    visitor = visit("fr").go("/fr/").ask("boulnager")
    visitor.see('main a[href*="/trades/"]:has-text("oulang")')


def test_words_nobody_knows_still_lead_somewhere(visit: Visit) -> None:
    visitor = visit("fr").go("/fr/").ask("zzqqxxw")
    visitor.see('main a[href*="/houses/"], main a[href*="/trades/"]')
    assert_fits(visitor)


def test_hands_on_the_keyboard_only(visit: Visit) -> None:
    visitor = visit("fr", size=(1280, 900)).go("/fr/")
    keyboard = visitor.page.keyboard
    keyboard.press("Tab")
    assert visitor.page.locator(":focus").get_attribute("href") == "#content"
    keyboard.press("Enter")
    walk_to(visitor, 'input[name="q"]')
    keyboard.type("faire du pain")
    keyboard.press("Enter")
    visitor.page.wait_for_url("**/search/?**")
    walk_to(visitor, 'main a[href*="/trades/"]')
    keyboard.press("Enter")
    visitor.page.wait_for_url(re.compile(r"/fr/trades/\w+"))
    walk_to(visitor, ADD)


def walk_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until ``selector`` has the focus; each step must be seen, and none may be a trap."""
    for _ in range(80):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.locator(":focus")
        seen = focused.evaluate(
            """(e) => { const s = getComputedStyle(e), b = e.getBoundingClientRect();
              return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== "none")
                && b.bottom > 0 && b.top < innerHeight; }"""
        )
        assert seen, focused.evaluate("(e) => e.outerHTML.slice(0, 200)")
        if focused.evaluate("(e, selector) => e.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


@pytest.mark.parametrize("language", ["fr", "ar", "uk"])
def test_a_wrong_address_is_answered_in_the_visitors_language(visit: Visit, language: str) -> None:
    visitor = visit(language).go(f"/{language}/nulle-part/")
    assert visitor.page.locator("html").get_attribute("lang") == language
    visitor.see("main input[name=q]")
    assert_fits(visitor)


def test_the_database_is_away_and_comes_back(visit: Visit, make_site: Callable[..., Site]) -> None:
    site = make_site()
    site.start()
    away = site.data / "away"
    away.mkdir()
    moved = [path.rename(away / path.name) for path in site.data.glob("parvis.sqlite3*")]
    visitor = visit("ar")
    visitor.origin = site.origin
    reply = visitor.page.goto(f"{site.origin}/ar/trades/")
    assert reply is not None
    assert reply.status == 503
    assert visitor.page.locator("html").get_attribute("dir") == "rtl"
    assert_fits(visitor)
    for path in site.data.glob("parvis.sqlite3*"):
        path.unlink()
    for path in moved:
        path.rename(site.data / path.name)
    site.wait_for("/ar/trades/", lambda answer: answer.status == 200, seconds=10)
    visitor.page.reload()
    visitor.see('main a[href*="/trades/"]')
    site.stop()


def test_without_a_network_the_page_says_so(visit: Visit, make_site: Callable[..., Site], script: bool) -> None:  # noqa: FBT001
    if not script:
        pytest.skip("a browser without script has its own page for this")
    site = make_site()
    site.start()
    visitor = visit("fr")
    visitor.origin = site.origin
    visitor.page.goto(f"{site.origin}/fr/")
    visitor.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visitor.page.wait_for_function("navigator.serviceWorker.controller !== null")
    site.stop()
    visitor.page.goto(f"{site.origin}/fr/trades/?q=secret")
    assert visitor.page.locator("html").get_attribute("lang") == "fr"
    visitor.see("h1")
    kept = visitor.page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((n) => caches.open(n).then((c) => c.keys())))).then((all) => all.flat().map((r) => r.url))"
    )
    assert [address for address in kept if "offline" not in address and "/static/" not in address] == []


def test_a_house_can_be_printed(visit: Visit, site: Site, tmp_path: Path) -> None:
    visitor = visit("fr").go("/fr/houses/?town=Lyon").follow('ol.places a[href*="/houses/"]')
    visitor.page.emulate_media(media="print")
    assert visitor.page.locator("nav, .search-box").locator("visible=true").count() == 0
