"""Marks in a real browser: keys and clicks counted, undo, no network and back, no script, the open page of a long day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.served import Site

from .looking import complain
from .test_staff import sign_in, type_code

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]
DESK = "desk@sample.example"
SHOW = """
import json
from parvis.marks.models import Mark
columns = ("desk", "themes", "language", "mode", "band", "number")
print(json.dumps(list(Mark.objects.order_by("themes", "band", "language").values_list(*columns))))
"""
CLEAR = "from parvis.marks.models import Mark; Mark.objects.all().delete()"
HOUSE = "from parvis.network.domain.sample_staff import sample_house as h; print(h().slug, *[d.key for d in h().desks.all()])"
#: What one mark may cost (issue: five), and one that is like the one before.
MOST, USUAL = 5, 2


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: these stories write."""
    site = make_site()
    site.start()
    slug, *desks = site.run("shell", "-c", HOUSE).stdout.splitlines()[-1].split()
    site.variables = {**site.variables, "HOUSE": slug, "DESKS": " ".join(desks)}
    return site


class Hands:
    """A counsellor's hands at the page: every key and every click is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0

    def key(self, name: str) -> Hands:
        """Press a key; Shift with a digit is one."""
        self.number += 1
        self.page.keyboard.press(name)
        return self

    def click(self, where: str) -> Hands:
        """Click on something."""
        self.number += 1
        self.page.locator(where).click()
        return self

    def done(self) -> int:
        """Return how many there were since the last time, once the page says that it noted."""
        expect(self.page.locator("#said")).to_have_text("Noted.")
        number, self.number = self.number, 0
        return number


@pytest.fixture
def marked(site: Site) -> Callable[[], list[list[object]]]:
    """Return what asks the database what was marked."""
    site.run("shell", "-c", CLEAR)
    return lambda: json.loads(site.run("shell", "-c", SHOW).stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: Site) -> StorageState:
    """Sign in once: a code from an app is good once."""
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, site, DESK)
        type_code(page, site, DESK)
        expect(page.get_by_role("link", name="Mark an interview")).to_have_count(1)
        return context.storage_state()


@pytest.fixture
def page(browser: Browser, site: Site, signed_in: StorageState, script: bool) -> Iterator[Page]:  # noqa: FBT001
    size = {"width": 1280, "height": 900}
    with browser.new_context(viewport=size, storage_state=signed_in, java_script_enabled=script) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site.origin.replace('127.0.0.1', 'localhost')}/en/staff/houses/{site.variables['HOUSE']}/marks/")
        expect(page.get_by_role("heading", name="Mark an interview")).to_be_visible()
        yield page


def nothing_waits(page: Page) -> None:
    """Wait until the device's store holds what is remembered, and no note."""
    for _each in range(50):
        if page.evaluate("Object.keys(localStorage).length") == 1:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"notes wait: {page.evaluate('JSON.stringify(localStorage)')}")


with_script = pytest.mark.parametrize("script", [True], indirect=True, ids=["script"])
without_script = pytest.mark.parametrize("script", [False], indirect=True, ids=["no-script"])


@with_script
def test_five_keys_for_everything_and_two_for_the_usual(
    page: Page, site: Site, marked: Callable[[], list[list[object]]]
) -> None:
    first, second, *_more = site.variables["DESKS"].split()
    hands = Hands(page)
    complain(page)
    assert hands.key("Shift+Digit1").key("a").key("u").key("6").key("2").done() <= MOST
    assert hands.key("b").key("Enter").done() <= USUAL
    assert hands.key("n").key("3").done() <= USUAL
    changed = f"input[name=desk][value='{second}']", "input[value=vae]", "input[name=mode][value=video]"
    for where in (*changed, "input[name=language][data-key=v]", "button[data-key='5']"):
        hands.click(where)
    assert hands.done() <= MOST
    complain(page)
    expect(page.locator("#off")).to_be_hidden()
    rows = marked()
    assert sorted((row[0], row[1], row[3], row[4]) for row in rows) == sorted([
        (first, "choose", "there", "15"), (first, "school", "there", "15"),
        (first, "mobility", "there", "30"), (second, "vae", "video", "over"),
    ])  # fmt: skip


@with_script
def test_undo_keys_off_and_what_is_missing(page: Page, marked: Callable[[], list[list[object]]]) -> None:
    hands = Hands(page)
    hands.key("Shift+Digit1").key("2")
    expect(page.locator("#said")).to_have_text("Press one to three themes. Nothing was noted.")
    hands.key("a").key("b").key("3").done()
    hands.key("Backspace")
    expect(page.locator("#said")).to_have_text("Taken back: it does not count.")
    expect(page.locator("#undo")).to_be_hidden()
    hands.key("c").key("3").done()
    page.get_by_label("Keys press what stands beside them").uncheck()
    page.keyboard.press("d")
    assert not page.locator("input[value=traineeship]").is_checked()
    page.reload()
    assert not page.locator("#keys").is_checked()
    assert page.locator("input[name=desk]").first.is_checked(), "the desk is remembered"
    nothing_waits(page)
    assert [row[1] for row in marked()] == ["apprenticeship"]


@with_script
def test_notes_wait_while_there_is_no_network_and_count_once(
    page: Page, marked: Callable[[], list[list[object]]]
) -> None:
    hands, context = Hands(page), page.context
    hands.key("Shift+Digit1").key("a").key("1").done()
    context.set_offline(True)
    for theme in "bcd":
        hands.key(theme).key("1").done()
    expect(page.locator("#off")).to_contain_text("Waiting: 3")
    complain(page)
    hands.key("Backspace")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "gone" in kept, "it may have arrived: the house is told that it does not count"
    assert not any(word in kept for word in ("sample", "@", "Mozilla"))
    # The answer is lost on its way: what was sent is sent again.
    lost = []

    def lose(route: object) -> None:
        lost.append(route.fetch().status)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/marks/notes/", lose)
    context.set_offline(False)
    expect(page.locator("#off")).to_contain_text("Waiting: 3")
    page.wait_for_timeout(500)
    assert lost == [200]
    page.unroute("**/marks/notes/")
    page.reload()
    nothing_waits(page)
    assert sorted((row[1], row[5]) for row in marked()) == [("apprenticeship", 1), ("choose", 1), ("school", 1)]


@with_script
def test_an_open_page_outlives_its_form_and_says_when_nobody_is_signed_in(
    page: Page, marked: Callable[[], list[list[object]]]
) -> None:
    hands, context = Hands(page), page.context
    context.clear_cookies(name="form")
    hands.key("Shift+Digit1").key("a").key("1").done()
    nothing_waits(page)
    context.clear_cookies()
    hands.key("b").key("1").done()
    expect(page.locator("#off")).to_contain_text("You are signed out.")
    assert [row[1] for row in marked()] == ["choose"]


@without_script
def test_without_script_a_form_does_the_same(page: Page, marked: Callable[[], list[list[object]]]) -> None:
    hands = Hands(page)
    hands.click("input[name=desk] >> nth=0").click("input[value=cv]")
    page.keyboard.press("Enter")
    expect(page.locator("#refusal")).to_contain_text("Press how long it took.")
    assert page.locator("input[value=cv]").is_checked()
    hands.click("button[data-key='2']").done()
    hands.click("input[value=vae]").click("#as-before")
    assert hands.done() <= USUAL
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_have_text("Taken back: it does not count.")
    assert [row[1] for row in marked()] == ["cv"]


@with_script
@pytest.mark.parametrize("language", ["ar", "de"])
def test_it_fits_a_phone_in_the_dark(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark")
    page.goto(page.url.replace("/en/", f"/{language}/"))
    complain(page)


@with_script
def test_a_manager_chooses_what_is_asked(browser: Browser, site: Site, page: Page) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        manager = context.new_page()
        sign_in(manager, site, "manager@sample.example")
        type_code(manager, site, "manager@sample.example")
        expect(manager.get_by_role("heading", name="My workspace")).to_be_visible()
        manager.goto(page.url)
        manager.get_by_role("link", name="Choose themes and questions").click()
        complain(manager)
        manager.get_by_label("Rights at work").uncheck()
        manager.get_by_label("Age can be marked, in five steps").check()
        manager.get_by_role("button", name="Keep this").click()
        expect(manager.get_by_role("group", name="Age, if the visitor said it")).to_be_visible()
        expect(manager.locator("input[value=rights]")).to_have_count(0)
        complain(manager)
