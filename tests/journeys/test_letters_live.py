"""A visitor before an open thread while the desk is there: an answer comes by itself, what is being typed stays, and the page says when it stops looking."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.promises.letters import TakesLetters, open_a_desk, python
from tests.promises.test_letters import ANSWER
from tests.served import Site

from .looking import look_over
from .test_letters import write
from .visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]
FIRST, SECOND, TYPED = "Venez jeudi à 14 heures.", "Ou vendredi.", "أين؟"
#: Looks come every five seconds, a few more or less.
SOON = 30_000
#: The desk is open at any hour, so that the story can be told at any hour, and answers at once.
ANSWERS_AT_ONCE = """
import datetime, sys, django
django.setup()
from parvis.accounts.models import Staff
from parvis.counsel.domain.live import switch_live
from parvis.network.models import Desk, House, OpeningException, OpeningPeriod
desk, midnight = Desk.objects.select_related("house").get(code=sys.argv[1]), datetime.time(0)
OpeningException.objects.filter(house=desk.house).delete()
House.objects.filter(pk=desk.house.pk).update(closes_on_holidays=False)
for day in range(1, 8):
    OpeningPeriod.objects.create(house=desk.house, desk=desk, weekday=day, opens=midnight, closes=midnight)
switch_live(desk, is_on=True, by=Staff.objects.get(email="desk@house.example"))
"""


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: this story writes."""
    site = make_site()
    site.start()
    return site


@pytest.fixture(scope="module")
def takes(site: Site) -> TakesLetters:
    takes = open_a_desk(site)
    python(site, ANSWERS_AT_ONCE, takes.desk)
    return takes


def test_an_answer_comes_while_the_page_is_open_and_nothing_typed_is_lost(
    visit: Callable[..., Visitor], site: Site, takes: TakesLetters
) -> None:
    phone = visit("ar")
    words = write(phone, takes.desk)
    phone.go("/ar/write/return/").see("#words").fill(" ".join(words))
    phone.follow("main form button[type=submit]")
    look_over(phone)
    python(site, ANSWER, takes.officer, FIRST)
    if not phone.has_script:
        phone.follow("button[value=look]")
        assert FIRST in phone.text()
        return
    expect(phone.page.get_by_text(FIRST)).to_be_visible(timeout=SOON)
    phone.see("#text").fill(TYPED)
    python(site, ANSWER, takes.officer, SECOND)
    expect(phone.page.locator("#news")).to_be_visible(timeout=SOON)
    expect(phone.see("#text")).to_have_value(TYPED)
    phone.follow("button[value=look]")
    assert SECOND in phone.text()
    expect(phone.see("#text")).to_have_value(TYPED)
    phone.page.evaluate("document.getElementById('letter').elements.pass.value = 'of an hour ago'")
    expect(phone.page.locator("#ended")).to_be_visible(timeout=SOON)
    look_over(phone)
    phone.follow("button[value=look]")
    look_over(phone)
    phone.see("#words").fill(" ".join(words))
    phone.follow("main form button[type=submit]")
    expect(phone.see("#text")).to_have_value(TYPED)
