"""A counsellor puts a slip together by keys, hands it over, and it leaves the screen with the visitor: with script and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, StorageState, expect

from parvis.core.domain.notebook import read
from tests.served import Site

from .looking import complain
from .test_staff import sign_in, type_code

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]
DESK = "desk@sample.example"
EMPTY = "Nothing yet. Search, or choose a sentence."


@pytest.fixture(scope="module")
def staffed(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: signing in writes."""
    site = make_site()
    site.start()
    return site


@pytest.fixture(scope="module")
def signed(browser: Browser, staffed: Site) -> StorageState:
    """What the browser of a counsellor holds who is signed in: a code from an app is good once, so all stories share it."""
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, staffed, DESK)
        type_code(page, staffed, DESK)
        expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
        return context.storage_state()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def context(browser: Browser, signed: StorageState, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    phone = {"width": 360, "height": 740}
    with browser.new_context(viewport=phone, java_script_enabled=request.param, storage_state=signed) as context:
        yield context


@pytest.fixture
def scripted(browser: Browser, signed: StorageState) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 800}, storage_state=signed) as context:
        yield context


def open_slip(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    workspace = f"{site.origin.replace('127.0.0.1', 'localhost')}/en/staff/"
    page.goto(workspace)
    slip = page.locator("a[href$='/slip/']").first.get_attribute("href") or ""
    page.goto(workspace.removesuffix("/en/staff/") + slip)
    expect(page.get_by_text(EMPTY)).to_be_visible()
    return page


def put_on(page: Page, words: str) -> None:
    """Type, Enter, Enter: the first thing that is found stands on the slip."""
    things = page.locator(".slip-list li")
    before = things.count()
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator(".slip-found button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(things).to_have_count(before + 1)


def say(page: Page, key: str, day: str = "") -> None:
    if day:
        page.get_by_label("Day", exact=True).select_option(label=day)
    page.locator(f"button[name=say][value={key}]").click()


def written(page: Page) -> str:
    return page.locator("#slip input[name=n]").first.get_attribute("value") or ""


def test_keys_put_it_together_and_the_visitor_takes_it_home(staffed: Site, context: BrowserContext) -> None:
    page = open_slip(context, staffed)
    put_on(page, "baker")
    expect(page.locator(".slip-list li")).to_have_count(1)
    say(page, "cba", "Thursday")
    expect(page.locator(".slip-list li")).to_have_count(2)
    page.get_by_label("The visitor’s language").select_option("fr")
    page.get_by_label("A second language beside it").select_option("ar")
    page.get_by_role("button", name="Show it so").click()
    expect(page.get_by_text("Revenez jeudi.").first).to_be_visible()
    expect(page.get_by_text("العودة يوم الخميس.")).to_be_visible()
    if page.locator("[data-slip-keys]").is_visible():
        complain(page)
    assert "?" not in page.url, "the address never holds a slip"
    held = written(page)
    assert [str(item.kind) for item in read(held).items] == ["t", "n"]
    page.get_by_role("button", name="Show it large").click()
    expect(page.locator(".slip-screen svg.qr")).to_be_visible()
    page.get_by_role("button", name="Back to the desk").click()
    expect(page.get_by_role("heading", name="On the slip")).to_be_visible()
    visitor = context.new_page()
    visitor.goto(f"{staffed.origin.replace('127.0.0.1', 'localhost')}/fr/notebook/?n={held}")
    expect(visitor.get_by_text("Revenez jeudi.").first).to_be_visible()
    kept = [file for file in staffed.folder.rglob("*") if file.is_file() and held.encode() in file.read_bytes()]
    assert kept == [], "no table, log or file of the house holds a slip"


def test_when_the_visitor_has_left_the_back_button_shows_nothing(staffed: Site, context: BrowserContext) -> None:
    page = open_slip(context, staffed)
    put_on(page, "baker")
    page.get_by_label("The visitor shows a notebook").fill(written(page))
    page.get_by_role("button", name="Put it on the slip").click()
    say(page, "brd")
    expect(page.locator(".slip-list li")).to_have_count(2)
    page.locator("[data-slip-left]").first.click()
    expect(page.get_by_text(EMPTY)).to_be_visible()
    page.goto(staffed.origin.replace("127.0.0.1", "localhost") + "/en/staff/")
    for _press in range(8):
        try:
            page.go_back(wait_until="commit")
            page.wait_for_timeout(150)
        except (
            Error
        ) as error:  # without script the browser has kept no answer, and asks before it would send a form again
            assert "ERR_CACHE_MISS" in str(error)  # noqa: PT017  what it shows then is the browser's own page
            break
        assert 'class="slip-list"' not in page.content(), page.url
        if page.url == "about:blank":
            break


def test_a_page_that_is_left_comes_back_empty_and_keeps_nothing(staffed: Site, scripted: BrowserContext) -> None:
    page = open_slip(scripted, staffed)
    entries = page.evaluate("history.length")
    put_on(page, "baker")
    say(page, "brd")
    expect(page.locator(".slip-list li")).to_have_count(2)
    assert page.evaluate("history.length") == entries, "no press makes an entry of history"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.goto(page.url.replace("/slip/", "/appointments/"))
    page.go_back()
    expect(page.get_by_text(EMPTY)).to_be_visible()
    page.goto(f"{page.url}?n=av09-t3k9qfz")
    expect(page.locator(".slip-list li")).to_have_count(1)
    assert "n=" not in page.url, "a notebook opened by its address leaves the address at once"


def test_a_second_window_follows_and_closes_with_the_visitor(staffed: Site, scripted: BrowserContext) -> None:
    page = open_slip(scripted, staffed)
    put_on(page, "baker")
    with scripted.expect_page() as opened:
        page.get_by_role("button", name="On the second screen").click()
    second = opened.value
    expect(second.locator(".slip-list li")).to_have_count(1)
    complain(second)
    say(page, "brd")
    expect(second.locator(".slip-list li")).to_have_count(2)
    page.keyboard.press("Alt+x")
    expect(page.get_by_text(EMPTY)).to_be_visible()
    page.wait_for_timeout(500)
    assert second.is_closed() or "slip-list" not in second.content()


def test_an_idle_slip_leaves_by_itself_after_a_warning(staffed: Site, scripted: BrowserContext) -> None:
    page = open_slip(scripted, staffed)
    page.clock.install()
    page.reload()
    put_on(page, "baker")
    page.clock.run_for(60 * 60 * 1000)
    expect(page.get_by_text(EMPTY)).to_be_visible()


def test_the_slip_of_every_language_is_open_to_everyone(staffed: Site, scripted: BrowserContext) -> None:
    page = open_slip(scripted, staffed)
    for language in ("ar", "de"):
        page.goto(page.url.replace(page.url.split("/")[3], language, 1))
        page.locator("button[name=say][value=brd]").click()
        expect(page.locator(".slip-list li")).to_have_count(1)
        page.set_viewport_size({"width": 320, "height": 700})
        complain(page)
        page.set_viewport_size({"width": 1280, "height": 800})
