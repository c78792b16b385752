"""A visitor collects, orders, takes home; a kiosk forgets. At 360 px, with and without script."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from parvis.core.domain.notebook import Item, Kind, encode, read
from tests.served import Site
from tests.sight import Sight

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}
STORED = "localStorage.getItem('parvis-notebook')"


@pytest.fixture(scope="module")
def codes(site: Site) -> dict[str, str]:
    """The codes of two sample trades, by what they are."""
    with sqlite3.connect(site.data / "parvis.sqlite3") as database:
        rows = database.execute(
            "SELECT seed_key, code FROM occupations_occupation WHERE seed_key IN ('baker', 'nurse')"
        )
        return dict(rows)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def visitor(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    yield from _page(browser, site, script=request.param)


@pytest.fixture
def scripted(browser: Browser, site: Site) -> Iterator[Page]:
    yield from _page(browser, site, script=True)


def _page(browser: Browser, site: Site, *, script: bool) -> Iterator[Page]:
    context = browser.new_context(base_url=site.origin, viewport=PHONE, java_script_enabled=script)
    context.set_default_timeout(30_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    assert not wrong
    assert not context.cookies()
    context.close()


def in_address(page: Page) -> list[str]:
    """Return the codes of the notebook that the page's address holds."""
    (written,) = parse_qs(urlsplit(page.url).query).get("n", [""])
    return [item.code for item in read(written).items]


def trades(codes: dict[str, str], *keys: str) -> str:
    return encode(Item(Kind.TRADE, codes[key]) for key in keys)


def open_notebook(page: Page) -> None:
    page.locator("nav.rooms").get_by_role("link", name="Notebook").click()
    page.wait_for_url("**/notebook/**")


def test_collecting_ordering_and_taking_out(visitor: Page, codes: dict[str, str]) -> None:
    kept = ""
    for key in ("baker", "nurse"):
        visitor.goto(f"/en/trades/{codes[key]}/?{kept}")
        visitor.get_by_role("link", name="Add to my notebook").first.click()
        # With script the visitor stays on the page and the link changes; without, the notebook opens and says so.
        expect(
            visitor.get_by_text("in my notebook").or_(visitor.get_by_text("is in your notebook")).first
        ).to_be_visible()
        kept = urlsplit(visitor.url).query
    open_notebook(visitor)
    assert in_address(visitor) == [codes["baker"], codes["nurse"]]
    visitor.get_by_role("link", name="down").click()
    expect(visitor.locator(".notebook-line").first).to_have_id(f"i-{codes['nurse']}")
    assert in_address(visitor) == [codes["nurse"], codes["baker"]]
    visitor.get_by_role("link", name="Take out").first.click()
    expect(visitor.locator(".notebook-line")).to_have_count(1)
    assert in_address(visitor) == [codes["baker"]]
    width = visitor.locator("html").bounding_box()
    assert width is not None
    assert width["width"] <= PHONE["width"]
    answer = visitor.request.get(visitor.get_by_role("link", name="PDF").get_attribute("href") or "")
    assert answer.body().startswith(b"%PDF-")


def test_the_notebook_walks_along_in_the_address(visitor: Page, codes: dict[str, str]) -> None:
    visitor.goto(f"/en/notebook/?n={trades(codes, 'baker')}")
    visitor.locator(".notebook-words h2 a").click()
    visitor.wait_for_url("**/trades/**")
    assert in_address(visitor) == [codes["baker"]]
    expect(visitor.get_by_role("link", name="In my notebook").first).to_be_visible()
    visitor.locator("nav.rooms").get_by_role("link", name="Trades").click()
    visitor.wait_for_url("**/trades/?**")
    open_notebook(visitor)
    assert in_address(visitor) == [codes["baker"]]


def test_without_script_the_way_back_is_offered(browser: Browser, site: Site, codes: dict[str, str]) -> None:
    context = browser.new_context(base_url=site.origin, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/en/trades/{codes['baker']}/")
    page.get_by_role("link", name="Add to my notebook").first.click()
    page.get_by_role("link", name="Go on where you were").click()
    assert urlsplit(page.url).path == f"/en/trades/{codes['baker']}/"
    assert in_address(page) == [codes["baker"]]
    context.close()


def test_the_device_keeps_it_only_after_the_first_add_and_forgets_when_told(
    scripted: Page, codes: dict[str, str]
) -> None:
    scripted.goto(f"/en/trades/{codes['baker']}/")
    assert scripted.evaluate("localStorage.length") == 0
    scripted.get_by_role("link", name="Add to my notebook").first.click()
    expect(scripted.get_by_role("link", name="In my notebook").first).to_be_visible()
    assert scripted.evaluate(STORED) == trades(codes, "baker")
    scripted.goto("/en/notebook/")
    scripted.wait_for_url("**n=**")
    assert in_address(scripted) == [codes["baker"]]
    scripted.get_by_role("button", name="Forget it").click()
    expect(scripted.get_by_text("Nothing is left on this device.")).to_be_visible()
    assert scripted.evaluate("localStorage.length") == 0


def test_a_friends_notebook_does_not_replace_mine(scripted: Page, codes: dict[str, str]) -> None:
    scripted.goto(f"/en/trades/{codes['baker']}/")
    scripted.get_by_role("link", name="Add to my notebook").first.click()
    expect(scripted.get_by_role("link", name="In my notebook").first).to_be_visible()
    scripted.goto(f"/en/notebook/?n={trades(codes, 'nurse')}")
    expect(scripted.get_by_text("This device holds another notebook of yours.")).to_be_visible()
    assert scripted.evaluate(STORED) == trades(codes, "baker")
    scripted.get_by_role("link", name="Put both together").click()
    expect(scripted.locator(".notebook-line")).to_have_count(2)
    assert scripted.evaluate(STORED) == trades(codes, "nurse", "baker")
    assert "joined" not in scripted.url


@pytest.fixture
def kiosk(browser: Browser, site: Site) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(base_url=site.origin, viewport={"width": 1080, "height": 1200})
    page = context.new_page()
    page.clock.install()
    page.goto("/en/?kiosk")
    yield page
    context.close()


def test_a_kiosk_stays_one_and_leaves_no_way_back(kiosk: Page, codes: dict[str, str]) -> None:
    begun = kiosk.evaluate("history.length")
    kiosk.locator("nav.rooms").get_by_role("link", name="Trades").click()
    kiosk.wait_for_url("**/trades/?kiosk=")
    kiosk.evaluate(f"location.replace('/en/trades/{codes['baker']}/?kiosk=')")
    kiosk.get_by_role("link", name="Add to my notebook").first.click()
    kiosk.wait_for_url("**/notebook/**")
    assert in_address(kiosk) == [codes["baker"]]
    assert kiosk.evaluate("history.length") == begun
    assert kiosk.evaluate("localStorage.length + sessionStorage.length") == 0
    assert kiosk.get_by_role("link", name="PDF").count() == 0
    outside = kiosk.evaluate(
        "[...document.links].filter(link => link.origin !== location.origin).map(link => link.href)"
    )
    assert outside == []


def _leave_traces(page: Page) -> None:
    page.evaluate("localStorage.setItem('a', 'b'); sessionStorage.setItem('a', 'b'); caches.open('c')")


def _assert_nothing_left(page: Page) -> None:
    page.wait_for_url(re.compile(r"/[a-z]{2}/\?kiosk=$"), timeout=30_000)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_starting_again_leaves_nothing(kiosk: Page, codes: dict[str, str]) -> None:
    kiosk.goto(f"/en/notebook/?kiosk&n={trades(codes, 'baker')}")
    _leave_traces(kiosk)
    kiosk.get_by_role("link", name="Start again").click()
    _assert_nothing_left(kiosk)
    assert in_address(kiosk) == []


def test_idle_time_asks_and_then_starts_again(kiosk: Page, codes: dict[str, str]) -> None:
    kiosk.goto(f"/en/notebook/?kiosk&n={trades(codes, 'baker')}")
    _leave_traces(kiosk)
    question = kiosk.get_by_role("alertdialog")
    kiosk.clock.fast_forward(101_000)
    expect(question).to_be_visible()
    kiosk.get_by_role("button", name="I am still here").click()
    expect(question).to_be_hidden()
    kiosk.clock.fast_forward(101_000)
    expect(question).to_be_visible()
    kiosk.clock.fast_forward(20_000)
    _assert_nothing_left(kiosk)
    assert in_address(kiosk) == []


def test_without_script_a_kiosk_starts_again_and_the_browser_is_told_to_forget(browser: Browser, site: Site) -> None:
    reply = site.ask("/en/trades/?kiosk")
    assert reply.header("Cache-Control") == "no-store"
    assert '<meta http-equiv="refresh" content="120;url=/?kiosk=&amp;again=">' in reply.text
    context = browser.new_context(base_url=site.origin)
    page = context.new_page()
    page.route("**/kiosk*.js", lambda route: route.abort())
    page.goto("/en/?kiosk")
    page.evaluate("localStorage.setItem('a', 'b'); caches.open('c')")
    page.get_by_role("link", name="Start again").click()
    _assert_nothing_left(page)
    context.close()


def test_a_notebook_in_print_hides_what_is_for_the_screen(scripted: Page, codes: dict[str, str]) -> None:
    scripted.goto(f"/en/notebook/?n={trades(codes, 'baker')}")
    scripted.emulate_media(media="print")
    expect(scripted.locator(".notebook-qr .qr").first).to_be_visible()
    expect(scripted.get_by_role("link", name="Take out")).to_be_hidden()


def test_no_page_of_a_kiosk_leads_out_of_it_or_loses_the_notebook(site: Site, codes: dict[str, str]) -> None:
    written = trades(codes, "baker", "nurse")
    waiting, known = [f"/en/?kiosk=&n={written}"], {"/en/"}
    for _page in range(30):
        if not waiting:
            break
        path = waiting.pop(0)
        for link in sorted(Sight(site.ask(path).text, site.origin + path).links):
            parts = urlsplit(link)
            query = parse_qs(parts.query, keep_blank_values=True)
            assert parts.netloc == urlsplit(site.origin).netloc, f"{link} on {path}"
            assert "kiosk" in query, f"{link} on {path}"
            assert "again" in query or "n" in query, f"{link} on {path}"
            if parts.path not in known and parts.path.startswith("/en/"):
                known.add(parts.path)
                waiting.append(f"{parts.path}?{parts.query}")
