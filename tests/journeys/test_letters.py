"""A newcomer asks a desk in Arabic at night on a phone, gets ten words, and reads the answer at a library; with script and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, expect

from tests.promises.letters import TakesLetters, open_a_desk, python
from tests.promises.test_letters import ANSWER
from tests.served import Site

from .looking import look_over
from .visitor import DESKTOP, Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]
QUESTION = "كيف أصبح خبازًا؟\nأنا جديد هنا."
ANSWERED = "Venez jeudi à 14 heures."


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: these stories write."""
    site = make_site()
    site.start()
    return site


@pytest.fixture(scope="module")
def takes(site: Site) -> TakesLetters:
    return open_a_desk(site)


def write(visitor: Visitor, desk: str, house: str = "paris") -> list[str]:
    """Go from the house to its desk, write, type the words back, send; return the words."""
    visitor.go(f"/ar/houses/{house}/").follow(f"main a[href$='/write/?house={house}']")
    look_over(visitor)
    visitor.follow(f"main a[href$='/write/{desk}/']")
    look_over(visitor)
    visitor.see("#text").fill(QUESTION)
    return send(visitor)


def send(visitor: Visitor) -> list[str]:
    """Send what stands in the form: the words are noted, typed back, and returned."""
    visitor.follow("main form button[type=submit]")
    look_over(visitor)
    words = visitor.page.locator(".words li").all_inner_texts()
    assert len(words) == 10
    visitor.follow("button[value=send]")
    assert visitor.see("#refusal").is_visible(), "neither typed back nor on paper"
    visitor.see("#words").fill(" ".join(words))
    if visitor.has_script:
        expect(visitor.page.locator("[name=work]")).not_to_have_value("", timeout=30_000)
    else:
        visitor.page.wait_for_timeout(21_000)
    visitor.follow("button[value=send]")
    assert visitor.path == "/ar/write/sent/"
    look_over(visitor)
    return words


def test_asked_at_night_answered_read_elsewhere_deleted(
    visit: Callable[..., Visitor], site: Site, takes: TakesLetters
) -> None:
    phone = visit("ar")
    words = write(phone, takes.desk)
    python(site, ANSWER, takes.officer, ANSWERED)
    library = visit("fr", size=DESKTOP)
    library.go("/fr/").follow(".foot a[href$='/write/return/']")
    look_over(library)
    library.see("#words").fill("".join(words))
    library.follow("main form button[type=submit]")
    look_over(library)
    assert ANSWERED in library.text()
    assert "كيف أصبح خبازًا؟" in library.text()
    assert not set(words) & set(library.page.content().split()), "the words are not on the page of letters"
    library.see("#text").fill("Merci !")
    library.follow("button[value=write]")
    look_over(library)
    assert "Merci !" in library.text()
    library.follow("button[value=delete]")
    look_over(library)
    library.follow("button[value=delete-now]")
    look_over(library)
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # no browser keeps the page
        library.page.go_back()
    library.page.close()
    library.page = library.context.new_page()
    library.go("/fr/write/return/").see("#words").fill(" ".join(words))
    library.follow("main form button[type=submit]")
    assert library.see("#refusal").is_visible()
