"""The screens of a meeting day while the network is gone: the hall stays and goes on, the table notes, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.promises.letters import python
from tests.served import Site

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
#: A running day in its first slot: 26 tables of which each has called somebody, so two screens, also when one met; printed: the token of the first table.
DAY = """
import django, datetime
django.setup()
from django.utils import timezone
from parvis.agenda.models import Event, Kind, Session
from parvis.meetings.domain.seekers.aliases import free_alias
from parvis.meetings.domain.seekers.revealing import give_code
from parvis.meetings.domain.tables.codes import screen_token
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table
from parvis.network.domain.sample_staff import sample_house
starts = timezone.now() - datetime.timedelta(minutes=1)
zone = f"Etc/GMT{starts.hour - 12:+d}"  # where it is about noon: no slot of a day goes past midnight
event = Event.objects.create(code="offline", house=sample_house(), kind=Kind.objects.first(), state="published")
ends = starts + datetime.timedelta(hours=3)
session = Session.objects.create(event=event, code="offline", starts=starts, ends=ends, time_zone=zone)
day = MeetingDay.objects.create(session=session, state="running", seed=7, slot_count=2, slot_minutes=60, reached=0)
taken = set()
for number in range(26):
    table = Table.objects.create(day=day, key=f"t{number:02}", organisation="Bakery", presence="here")
    alias = free_alias(taken)
    taken.add(alias)
    seeker = Seeker.objects.create(day=day, word=alias.word, colour=alias.colour, number=alias.number, presence="here")
    Meeting.objects.create(day=day, seeker=seeker, table=table, slot=0, state="called", promised=True)
    Table.objects.filter(pk=table.pk).update(card=[[0, [seeker.pk]]])
print(screen_token(give_code(day.pk, Table.objects.get(key="t00").pk)))
"""
STATE = """
import django
django.setup()
from parvis.meetings.models import Meeting
print(Meeting.objects.get(table__key="t00").state)
"""


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: this story writes."""
    site = make_site()
    site.start()
    return site


def test_screens_outlive_a_network_that_is_gone(browser: Browser, site: Site) -> None:
    token = python(site, DAY).split()[-1]
    with browser.new_context() as context:
        hall, table = context.new_page(), context.new_page()
        hall.goto(f"{site.origin}/en/meetings/offline/hall/")
        table.goto(f"{site.origin}/en/meetings/table/{token}/")
        expect(hall.get_by_text("Screen 1 of 2")).to_be_visible()
        context.set_offline(True)
        for page in (hall, table):
            expect(page.get_by_text("There is no network")).to_be_visible(timeout=60_000)
        expect(hall.locator(".meet-call")).to_have_count(24)
        table.get_by_role("button", name="We met", exact=True).first.click()
        listed = table.locator("[data-note] button[value=met]")
        expect(listed).to_be_visible()
        listed.click()
        expect(table.locator("#kept")).to_contain_text("1")
        assert python(site, STATE).split()[-1] == "called"
        context.set_offline(False)
        expect(table.locator("#kept")).to_be_hidden(timeout=60_000)
        expect(hall.get_by_text("Screen 2 of 2")).to_be_visible(timeout=120_000)
        expect(hall.get_by_text("There is no network")).to_be_hidden()
        expect(hall.locator(".meet-call")).to_have_count(1)
        expect(hall.get_by_role("heading", level=1)).to_contain_text("Who meets where")
        assert python(site, STATE).split()[-1] == "held"
        assert hall.url.endswith("/hall/")
