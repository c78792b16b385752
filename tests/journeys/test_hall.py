"""A meeting day from its files to its end: a plan with its certificate, a fifth absent, a table that does not come, and no name on the disk."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.promises.letters import python
from tests.promises.traces import files, search
from tests.served import Site

from .looking import complain, look_over
from .test_staff import sign_in, type_code
from .visitor import DESKTOP, Visitor, visiting

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
MANAGER = "manager@sample.example"
NAME, CONTACT = "Zqname Revealed", "zqcontact.revealed@mail.example"
TABLES, SLIPS, SLOTS = 12, 40, 4
ABSENT = SLIPS // 5
#: A date in two days that nobody has filled yet, on a clock on which it is about noon now: a day of meetings does not pass
#: midnight, whenever this runs. Printed: the house.
DATE = """
import django, datetime
django.setup()
from django.utils import timezone
from parvis.agenda.models import Event, EventText, Kind, Session
from parvis.meetings.models import MeetingDay
from parvis.network.domain.sample_staff import sample_house
house = sample_house()
starts = timezone.now() + datetime.timedelta(days=2)
zone = f"Etc/GMT{starts.hour - 12:+d}"
event = Event.objects.create(code="hallday", house=house, kind=Kind.objects.first(), state="published")
EventText.objects.create(event=event, language="en", title="Meet the bakers")
session = Session.objects.create(event=event, code="hallday", starts=starts, ends=starts + datetime.timedelta(hours=2), time_zone=zone)
MeetingDay.objects.create(session=session, state="draft", seed=7, slot_count=4, slot_minutes=10, pause_minutes=2)
print(house.slug)
"""
#: Move the date so that it is a minute into a slot, by its number from 0; or after the date; or begins soon (-1), on the same day.
CLOCK = """
import django, datetime, sys
django.setup()
from django.utils import timezone
from parvis.agenda.models import Session
from parvis.meetings.models import MeetingDay
day, minute = MeetingDay.objects.select_related("session").get(session__code="hallday"), datetime.timedelta(minutes=1)
slots, session, number = day.slots(), day.session, int(sys.argv[1])
ago = slots[number].starts - session.starts + minute if number < len(slots) else session.ends - session.starts + minute
now = timezone.now()
soon = now + 5 * minute
starts = soon if number < 0 else now - ago
Session.objects.filter(pk=session.pk).update(starts=starts, ends=starts + (session.ends - session.starts))
"""
#: How many are here, and how many of them met nobody.
MET = """
import django
django.setup()
from parvis.meetings.models import Seeker
here = Seeker.objects.filter(day__session__code="hallday", presence="here")
print(here.count(), here.exclude(meetings__state="held").count())
"""


@dataclass
class Team:
    """The house's own browser, signed in; ``names`` are those of the slips that were taken in, ``folder`` is the day's address."""

    page: Page
    folder: str

    def open(self, rest: str = "") -> Page:
        self.page.goto(self.folder + rest)
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def send(self, what: str, rows: list[dict[str, str]]) -> None:
        """Take a file in as a browser uploads it; every row is new."""
        told = io.StringIO()
        writer = csv.DictWriter(told, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        page = self.open("files/")
        page.locator(f"input[name=what][value={what}]").check()
        file = {"name": f"{what}.csv", "mimeType": "text/csv", "buffer": told.getvalue().encode()}
        page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        self.press("Take it in")
        expect(page.get_by_text(f"{len(rows)} rows read, {len(rows)} new, 0 changed, 0 not taken.")).to_be_visible()
        complain(page)

    def names(self) -> list[str]:
        """Return the names that were drawn for the slips, as the page shows them this once."""
        return self.page.locator("main li", has_text="Line ").locator("strong").all_inner_texts()

    def call(self) -> None:
        page = self.open("reception/")
        page.locator("button[name=act][value=call]").click()
        expect(page.get_by_role("status").filter(has_text="Called:")).to_be_visible()

    def say(self, **sent: str) -> None:
        """Press a button of the reception, without drawing the page each time."""
        token = self.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
        where = f"{self.folder}reception/"
        reply = self.page.request.post(where, form={"csrfmiddlewaretoken": token, **sent}, headers={"Referer": where})
        assert reply.status == 200, reply.text()[-3000:]


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: this story writes."""
    site = make_site()
    site.start()
    return site


@pytest.fixture
def team(browser: Browser, site: Site) -> Iterator[Team]:
    house = python(site, DATE).split()[-1]
    with browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}) as context:
        page = context.new_page()
        sign_in(page, site, MANAGER)
        type_code(page, site, MANAGER)
        expect(page.get_by_role("heading", name="My workspace")).to_be_visible()
        origin = page.url.split("/en/")[0]
        yield Team(page, f"{origin}/en/staff/houses/{house}/meetings/hallday/")


def tables() -> list[dict[str, str]]:
    levels = ("3", "4", "3")
    return [
        {
            "key": f"t{number:02}",
            "organisation": f"Bakery {number}",
            "languages": "fr ar",
            "access": "quiet step-free" if number == 1 else "",
            "x": str(number % 4 * 4),
            "y": str(number // 4 * 5),
            "offer": f"Baker {number}",
            "level": levels[number % 3],
            "contract": "apprenticeship",
        }
        for number in range(1, TABLES + 1)
    ]


def slips() -> list[dict[str, str]]:
    return [
        {
            "alias": "",
            "wishes": f"t{number % TABLES + 1:02} t{(number * 5 + 2) % TABLES + 1:02}",
            "languages": "fr",
            "level": "3" if number % 2 else "",
            "needs": "quiet" if number == 3 else "",
            "most": "2",
        }
        for number in range(SLIPS)
    ]


def join_on_a_phone(phone: Visitor) -> tuple[str, str]:
    """Join in Arabic; return the name for the day and the code."""
    phone.go("/ar/meetings/hallday/").follow("main a[href$='/join/']")
    phone.page.check("input[name=wish][value=t01]")
    phone.page.check("input[name=need][value=quiet]")
    look_over(phone)
    phone.follow("button[value=join]")
    alias, code = phone.see(".seek-alias").inner_text(), phone.see("#return-code").inner_text()
    return alias, code


def with_code(phone: Visitor, code: str) -> Visitor:
    phone.go("/ar/my-meetings/").see("#code").fill(code)
    return phone.follow("main form[action$='/my-meetings/'] button[type=submit]")


def type_a_slip_in(team: Team) -> str:
    """Have somebody join at the reception; return the name for the day."""
    page = team.open("slips/")
    page.get_by_label("Language of the slip").select_option("uk")
    team.press("Join and make the slip")
    complain(page)
    return page.locator(".seek-alias").inner_text()


def plan_and_publish(team: Team) -> None:
    page = team.open("plan/")
    team.press("Plan")
    everybody = f"{SLIPS + 2} of {SLIPS + 2} people who can meet somebody do."
    expect(page.get_by_text(everybody)).to_be_visible()
    expect(page.get_by_text("found no rule broken")).to_be_visible()
    assert page.get_by_text("No plan is better").or_(page.get_by_text("None can be worth more than")).count() == 1
    complain(page)
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("heading", name="The plan that holds")).to_be_visible()


def cards(team: Team) -> dict[str, tuple[str, str]]:
    """Make the codes of the tables; return of each its code and the address of its screen."""
    page = team.open("cards/")
    team.press("Make the codes of tables that have none")
    expect(page.get_by_text("Code of the table:")).to_have_count(TABLES)
    found = {}
    for card in page.locator("article.meet-paper").all():
        key = (card.get_attribute("aria-labelledby") or "").removeprefix("list-")
        link = card.locator("a").first.get_attribute("href") or ""
        found[key] = (card.locator("strong").first.inner_text(), "/" + link.split("/", 3)[3])
    return found


def come(team: Team, names: list[str]) -> None:
    """Check everybody in who came, and who did not; the table t05 does not come. The first of each by the page, as people do."""
    page = team.open("reception/")
    complain(page)
    for who, press in ((names[0], "Does not come"), (names[ABSENT], "Is here")):
        page.get_by_label("Name of word, colour and number, or code").fill(who)
        page.locator("form", has=page.locator("#who")).get_by_role("button", name=press, exact=True).click()
        expect(page.get_by_role("status").filter(has_text=who)).to_be_visible()
    row = page.get_by_role("row").filter(has_text="t05")
    row.get_by_role("button", name="Does not come").click()
    expect(page.get_by_role("status").filter(has_text="t05")).to_be_visible()
    keys = {f"t{number:02}" for number in range(1, TABLES + 1)} - {"t05"}
    for key in sorted(keys):
        number = page.get_by_role("row").filter(has_text=key).locator("input[name=table]").first.get_attribute("value")
        team.say(act="table", presence="here", table=number or "")
    for position, who in enumerate(names[1:], 1):
        team.say(act="absent" if position < ABSENT else "here", who=who)
    page.reload()
    expect(page.locator("main li", has_text="does not come")).to_contain_text(str(ABSENT))


def called_to(hall: Visitor, alias: str) -> str:
    """Return the table to which the screen of the hall calls somebody, empty when it does not."""
    hall.go("/ar/meetings/hallday/hall/").see(".meet-call")
    for call in hall.page.locator(".meet-call").all():
        if call.locator(".meet-name").inner_text() == alias:
            return call.locator(".meet-sign bdi").inner_text()
    return ""


def names_at(table: Visitor, code: str) -> str:
    """Open the names of a table with the code on its card; return what the page says."""
    table.go("/en/meetings/names/").see("#code").fill(code)
    table.follow("main form button[type=submit]")
    look_over(table)
    return table.text()


def give_and_take_back(phone: Visitor, table: Visitor, site: Site, key: str, codes: dict[str, str]) -> None:
    """Sign at the table; its people read the name with their code, no file holds it; then take it back."""
    phone.go(f"/ar/meetings/hallday/name/?table={key}")
    look_over(phone)
    phone.see("#code").fill(codes["seeker"])
    phone.see("#name").fill(NAME)
    phone.see("#contact").fill(CONTACT)
    phone.follow("button[value=give]")
    read = names_at(table, codes["table"])
    assert NAME in read
    assert CONTACT in read
    secrets = {"name": NAME, "contact": CONTACT, "code of a table": codes["table"], "code of a seeker": codes["seeker"]}
    assert search(secrets, list(files(site.folder))) == []
    phone.see("#code").fill(codes["seeker"])
    phone.page.select_option("#table", key)
    phone.follow("button[value=revoke]")
    assert NAME not in names_at(table, codes["table"])
    assert search(secrets, list(files(site.folder))) == []
    planted = Path(site.folder) / "planted"
    planted.write_text(f"log: {NAME}")
    assert search(secrets, [planted]), "positive control"
    planted.unlink()


def meet_at(table: Visitor, screen: str) -> None:
    """See on the screen of a table who comes and how long it lasts; say that they met."""
    table.go(screen)
    look_over(table)
    expect(table.page.locator("h2").first).to_contain_text("left")
    assert table.see(".meet-who").inner_text().split()
    table.follow("button[value=held]")


def test_a_meeting_day_from_its_files_to_its_end(browser: Browser, site: Site, team: Team) -> None:
    team.send("tables", tables())
    team.open()
    team.press("Open it: people can join")
    team.send("seekers", slips())
    names = team.names()
    assert len(set(names)) == SLIPS
    with (
        visiting(browser, site.origin, script=False, language="ar") as phone,
        visiting(browser, site.origin, language="ar", size=DESKTOP) as hall,
        visiting(browser, site.origin, language="en") as table,
    ):
        alias, code = join_on_a_phone(phone)
        names += [type_a_slip_in(team), alias]
        plan_and_publish(team)
        made = cards(team)
        look_over(with_code(phone, code))
        assert phone.page.locator("ol.seek-tables > li").count() >= 1
        python(site, CLOCK, "-1")  # people come before the first slot is called
        team.open()
        team.press("Begin the day")
        come(team, names)
        assert type_a_slip_in(team) not in names, "somebody who walked in"
        sat_at = ""
        for slot in range(SLOTS):
            python(site, CLOCK, str(slot))
            team.call()
            key = called_to(hall, alias)
            if key and not sat_at:
                sat_at = key
                look_over(hall)
                meet_at(table, made[key][1])
                give_and_take_back(phone, table, site, key, {"seeker": code, "table": made[key][0]})
        assert sat_at == "t01", "the one table that is quiet"
        end_and_tell(team, phone, code)
        assert python(site, MET).split()[-2:] == [str(SLIPS + 3 - ABSENT), "0"], "everybody who came met somebody"


def end_and_tell(team: Team, phone: Visitor, code: str) -> None:
    """End the day; a seeker tells with the code what came of it, once."""
    page = team.open()
    team.press("End the day")
    expect(page.get_by_role("heading", name="What is left of the day")).to_be_visible()
    complain(page)
    with_code(phone, code).page.check("input[name=outcome][value=again]")
    phone.follow("button[value=tell]")
    look_over(phone)
    assert phone.page.locator("input[name=outcome]").count() == 0, "told once"
