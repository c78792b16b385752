"""Two officers of one desk and a newcomer: an answer with a trade, a path and a date from the libraries, read in Arabic, printed, deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.promises.letters import python
from tests.served import Site

from .looking import complain, look_over
from .test_letters import write
from .test_staff import sign_in, type_code
from .visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(280)]
FIRST, SECOND = "desk@sample.example", "manager@sample.example"
#: The sample's desk and manager open the first desk of their house; printed: house, desk, then the words of each.
OFFICERS = """
import sys, django
django.setup()
from django.utils import timezone
from parvis.accounts.models import Staff
from parvis.counsel.domain.desk_keys import admit_officer, make_desk_key
from parvis.counsel.domain.officers import become_officer, open_own
from parvis.network.domain.sample_staff import sample_house
from parvis.counsel.models import Officer
now, desk = timezone.now(), sample_house().desks.select_related("house").order_by("order", "key").first()
first, second = (Staff.objects.get(email=email) for email in sys.argv[1:3])
words = [become_officer(each, "en", now) for each in (first, second)]
make_desk_key(desk, first, "en", now)
admit_officer(desk, Officer.objects.get(staff=second), open_own(first, words[0]))
print(desk.house.slug, desk.code, *(" ".join(each.reveal()) for each in words), sep="\\n")
"""


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: this story writes."""
    site = make_site()
    site.start()
    return site


@pytest.fixture(scope="module")
def opened(site: Site) -> list[str]:
    """House, desk, and the words of two officers."""
    return python(site, OFFICERS, FIRST, SECOND).splitlines()


@pytest.fixture
def desks(browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    size = {"width": 360, "height": 740}
    with browser.new_context(viewport=size) as one, browser.new_context(viewport=size) as other:  # type: ignore[arg-type]
        yield one, other


def at_the_desk(
    context: BrowserContext, site: Site, email: str, house: str, words: str, question: str = "كيف أصبح خبازًا؟"
) -> Page:
    """Sign in, open one's desks and the letter that waits; return its page."""
    page = context.new_page()
    sign_in(page, site, email)
    type_code(page, site, email)
    expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
    expect(page.get_by_text("1 letter waits")).to_be_visible()
    page.goto(page.url.split("/en/")[0] + f"/en/staff/houses/{house}/letters/")
    complain(page)
    page.get_by_label("Your seven words").fill(words)
    page.get_by_role("button", name="Open my desks").click()
    complain(page)
    page.locator("tbody a").first.click()
    expect(page.get_by_text(question)).to_be_visible()
    complain(page)
    return page


def answer(one: Page, other: Page) -> None:
    """Answer with the first thing that is found, while a colleague sees that somebody writes."""
    one.get_by_role("button", name="I am writing").click()
    other.reload()
    expect(other.get_by_text("A colleague of this desk is writing")).to_be_visible()
    one.get_by_label("Answer as the desk").fill("Come on Thursday.")
    one.get_by_label("Search trades").fill("baker")
    one.get_by_label("Search trades").press("Enter")
    expect(one.get_by_label("Answer as the desk")).to_have_value("Come on Thursday.")
    complain(one)
    found = one.locator("input[name=attach]")
    assert found.count() > 0
    found.first.check()
    one.get_by_role("button", name="Send", exact=True).click()
    expect(one.get_by_text("Answered")).to_be_visible()
    complain(one)


def answer_late(other: Page) -> None:
    """Answer after a colleague did: both texts are there."""
    other.get_by_label("Answer as the desk").fill("Or on Friday.")
    other.get_by_role("button", name="Send", exact=True).click()
    expect(other.get_by_text("A letter came in this thread while you wrote")).to_be_visible()
    expect(other.get_by_text("Come on Thursday.")).to_be_visible()
    expect(other.locator("#text")).to_have_value("Or on Friday.")
    complain(other)


def test_two_officers_one_letter_and_the_visitor_comes_back(
    visit: Callable[..., Visitor], site: Site, opened: list[str], desks: tuple[BrowserContext, BrowserContext]
) -> None:
    house, desk, *words = opened
    phone = visit("ar")
    phrase = write(phone, desk, house)
    one, other = (
        at_the_desk(context, site, email, house, spoken)
        for context, email, spoken in zip(desks, (FIRST, SECOND), words, strict=True)
    )
    answer(one, other)
    answer_late(other)
    library = visit("ar")
    library.go("/ar/write/return/").see("#words").fill(" ".join(phrase))
    library.follow("main form button[type=submit]")
    look_over(library)
    assert "Come on Thursday." in library.text()
    assert "Sample" not in library.text()
    things = library.page.locator(".letter-things a")
    assert (things.first.get_attribute("href") or "").startswith("/ar/")
    library.follow(".letter-desk a[href*='/notebook/']")
    look_over(library)
    library.go("/ar/write/return/").see("#words").fill(" ".join(phrase))
    library.follow("main form button[type=submit]")
    library.follow("button[value=delete]")
    library.follow("button[value=delete-now]")
    one.goto(one.url)
    assert "Come on Thursday." not in one.content(), "deleted for the desk too"
