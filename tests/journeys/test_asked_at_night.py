"""The whole of asking: own words in Arabic on a phone, a mail that says nothing, a desk of two partners, an answer with a path, a
sheet and Thursday's demonstration, read at a library, printed in two languages, deleted; then the disk, the mails and last week's
backup tell nothing, not even to whoever has the ten words."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.mails import Mailbox, open_mailbox
from tests.promises.letters import attack, bring_back, parts, python, try_to_read
from tests.promises.traces import files, search
from tests.served import Site

from .looking import complain, look_over
from .test_letters import send
from .test_letters_desk import FIRST, OFFICERS, SECOND, at_the_desk, desks
from .visitor import DESKTOP, Visitor

__all__ = ["desks"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(480)]
#: What is asked, what is added to it, and what the desk says: each has a word unlike anything else on the machine.
ASKED, MORE = "لا أعرف أي مهنة تناسبني، أحب الخبز والعجين ظقذخثض", "وصلت منذ شهرين وأعمل ليلا في مطعم ظقذضغ"
ANSWERED, ADDED = "Zqboulange est un bon début : regardez le chemin.", "Zqdemonstre : jeudi on vous montre tout."
#: Words as they stand and as a machine may fold them.
MARKS = ("ظقذخثض", "ظقذضغ", "Zqboulange", "zqboulange", "Zqdemonstre", "zqdemonstre")
SAID = {
    "asked": ASKED,
    "more": MORE,
    "answered": ANSWERED,
    "added": ADDED,
    **{f"the word {word}": word for word in MARKS},
}
#: What a visitor is told before writing, as the page in Arabic says it.
DUTY = "إذا كان طفل في خطر"
#: What the desk looks for in the libraries: a path, a sheet to fill in, Thursday's demonstration.
LIBRARIES = (("baker", "Qualification"), ("calling a company", "Page"), ("bread on thursday", "Bread on Thursday"))
#: Officers as of the desk's story (OFFICERS), two partners who sit at the desk, and a demonstration on the next Thursday.
#: Printed: house, desk, then the words of each officer, then the code of the event.
TWO_PARTNERS = (
    OFFICERS
    + """
import datetime
from django.db import transaction
from parvis.core.domain.revisions import raise_revision
from parvis.agenda.models import Event, EventText, Kind, Session
from parvis.network.models import Partner
from parvis.rota.models import Shift
today = now.date()
for partner, begins in zip(Partner.objects.order_by("slug")[:2], (9, 13), strict=True):
    Shift.objects.create(desk=desk, partner=partner, languages=["fr", "ar"], begins=datetime.time(begins),
                         ends=datetime.time(begins + 4), first_day=today)
thursday = today + datetime.timedelta(days=(3 - today.weekday()) % 7 or 7)
starts = datetime.datetime.combine(thursday, datetime.time(14), datetime.UTC)
with transaction.atomic():
    event = Event.objects.create(code="n7wbread", house=desk.house, kind=Kind.objects.first(), state="published",
                                 revision=raise_revision("agenda"))
    for language, title in (("en", "Bread on Thursday"), ("fr", "Du pain jeudi"), ("ar", "الخبز يوم الخميس")):
        EventText.objects.create(event=event, language=language, title=title)
    Session.objects.create(event=event, code="n7wbread", starts=starts, ends=starts + datetime.timedelta(hours=2), time_zone="UTC")
Officer.objects.update(wants_mail=True)
print(event.code)
"""
)
#: Tell the officers on the next working morning, twice; print the day, then who was told and who was not reached.
MORNING = """
import sys, datetime, django
django.setup()
from django.utils import timezone
from parvis.counsel.domain.tallying import holidays_of
from parvis.counsel.domain.telling import tell_officers
from parvis.counsel.rules import is_working_day
from parvis.network.domain.scope import today_at
from parvis.network.models import House
house, now = House.objects.get(slug=sys.argv[1]), timezone.now() + datetime.timedelta(days=1)
while not is_working_day(today_at(house, now), holidays_of(house)):
    now += datetime.timedelta(days=1)
for _time in range(2):
    sent = tell_officers(now)
    print(sent.told, sent.failed)
"""


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def site(make_site: Callable[..., Site], mailbox: Mailbox) -> Site:
    """A site of one's own that sends mails and counts searches: this story writes, and what could tell of it is switched on."""
    site = make_site(PARVIS_MAIL_URL=mailbox.address, PARVIS_SEARCH_LOG="yes")
    site.start()
    return site


@pytest.fixture
def opened(site: Site) -> list[str]:
    return python(site, TWO_PARTNERS, FIRST, SECOND).splitlines()


def ask(phone: Visitor, house: str, desk: str) -> list[str]:
    """Say it at the house, go on to the desk that answers, with one's own words in the form; return the ten words."""
    phone.go(f"/ar/houses/{house}/ask/")
    phone.see("#brings").fill(ASKED)
    phone.follow("main form.brings button[type=submit]")
    look_over(phone)
    phone.see("ol.desks > li:first-child .why")
    phone.follow(f"ol.desks > li:first-child form[action$='/write/{desk}/'] button")
    look_over(phone)
    assert ASKED in phone.see("#text").input_value(), "nobody types a question twice"
    assert "?" not in phone.path, "what goes to the desk stands in no address"
    told, box = phone.page.get_by_text(DUTY).bounding_box(), phone.see("#text").bounding_box()
    assert told is not None
    assert box is not None
    assert told["y"] < box["y"], "whoever must tell says so before anybody writes"
    phone.see("#text").fill(f"{ASKED}\n{MORE}")
    return send(phone)


def tell_the_desk(site: Site, mailbox: Mailbox, house: str, desk: str, folder: Path) -> None:
    """Morning: both officers get a mail, once, which is the same for both and has nothing of the letter in it."""
    assert python(site, MORNING, house).split() == ["2", "0", "0", "0"]
    assert {mail["To"] for mail in mailbox.mails()} == {FIRST, SECOND}
    texts = [mail.get_content() for mail in mailbox.mails()]
    assert len(texts) == 2
    assert texts[0] == texts[1]
    assert not [word for word in (house, desk) if word in texts[0]]
    folder.mkdir()
    for number, (raw, text) in enumerate(zip(mailbox.came, texts, strict=True)):
        (folder / f"{number}.eml").write_bytes(raw + text.encode())


def attach(page: Page, words: str, kind: str) -> None:
    """Search the libraries and tick the first thing of ``kind`` that is found."""
    wanted = page.locator(".choice", has_text=kind).locator("input[name=attach]:not([checked])").first
    for _look in range(15):  # the index follows what was published within seconds
        page.locator("#find").fill(words)
        page.locator("#find").press("Enter")
        page.wait_for_load_state("load")
        if wanted.count():
            break
        page.wait_for_timeout(1000)
    wanted.check()


def answer(one: Page, other: Page) -> None:
    """The first partner answers with the libraries at hand; the other reads it and adds a sentence, both as the desk."""
    one.get_by_role("button", name="I am writing").click()
    one.get_by_label("Answer as the desk").fill(ANSWERED)
    for words, kind in LIBRARIES:
        attach(one, words, kind)
    complain(one)
    one.get_by_role("button", name="Send", exact=True).click()
    expect(one.get_by_text("Answered")).to_be_visible()
    other.reload()
    expect(other.get_by_text(ANSWERED)).to_be_visible()
    other.get_by_label("Add something").fill(ADDED)
    other.get_by_role("button", name="Send", exact=True).click()
    expect(other.get_by_text(ADDED)).to_be_visible()
    complain(other)


def return_to(visitor: Visitor, language: str, words: list[str]) -> None:
    visitor.go(f"/{language}/write/return/").see("#words").fill(" ".join(words))
    visitor.follow("main form button[type=submit]")


def print_in_two(library: Visitor) -> None:
    """Open what came with the answer as a slip in Arabic and French, as it is printed."""
    library.follow(".letter-desk a[href*='/notebook/?n=']")
    library.page.locator("#with").select_option("fr")
    library.follow("form.notebook-pair button[type=submit]")
    look_over(library)
    text = library.text()
    assert "Du pain jeudi" in text
    assert "الخبز يوم الخميس" in text
    assert library.page.pdf().startswith(b"%PDF"), "the browser prints it"
    made = library.page.request.get(library.see('main a[href*=".pdf"]').get_attribute("href") or "")
    paper = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.body())).pages)
    assert "Du pain jeudi" in paper, "and the house makes paper of it, in both languages"
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in paper)


def test_asked_at_night_answered_by_two_partners_printed_in_two_languages_and_gone(
    visit: Callable[..., Visitor],
    site: Site,
    mailbox: Mailbox,
    opened: list[str],
    desks: tuple[BrowserContext, BrowserContext],
    tmp_path: Path,
) -> None:
    house, desk, first, second, event = opened
    words = ask(visit("ar"), house, desk)
    tell_the_desk(site, mailbox, house, desk, tmp_path / "mails")
    one, other = (
        at_the_desk(context, site, email, house, spoken, ASKED)
        for context, email, spoken in zip(desks, (FIRST, SECOND), (first, second), strict=True)
    )
    answer(one, other)
    library = visit("ar", size=DESKTOP)
    return_to(library, "ar", words)
    look_over(library)
    assert ANSWERED in library.text()
    assert ADDED in library.text()
    assert "Sample" not in library.text(), "a desk has no name and no employer"
    links = [link.get_attribute("href") or "" for link in library.page.locator(".letter-things a").all()]
    assert len(links) == len(LIBRARIES), links
    assert "/qualifications/" in links[0] or "/paths/" in links[0], links
    assert event in links[2]
    print_in_two(library)
    visitor, officers = (" ".join(words), "ar"), [(FIRST, first), (SECOND, second)]
    unpacked = back_up(site, tmp_path)
    can_be_read(site, unpacked, tmp_path, visitor, officers)
    return_to(library, "ar", words)
    library.follow("button[value=delete]")
    library.follow("button[value=delete-now]")
    look_over(library)
    return_to(library, "ar", words)
    assert library.see("#refusal").is_visible()
    nothing_is_left(site, [words, first.split(), second.split()], tmp_path)
    attack(site, unpacked, tmp_path, visitor, officers)


def back_up(site: Site, folder: Path) -> Path:
    """Make last week's backup as the house does, and unpack it."""
    assert site.run("backup", str(folder / "last_week.zip")).returncode == 0
    with zipfile.ZipFile(folder / "last_week.zip") as archive:
        archive.extractall(folder / "last_week")
    return folder / "last_week"


def can_be_read(
    site: Site, unpacked: Path, folder: Path, visitor: tuple[str, str], officers: list[tuple[str, str]]
) -> None:
    """Positive control: as long as nobody deletes, the backup and the shards of the disk open with the words of anybody."""
    whole = bring_back(unpacked, folder / "whole")
    shutil.copy(site.data / "thread_keys", whole)
    told = try_to_read(site, whole, visitor, officers)
    assert len(told) == 3
    for line in told:
        assert line.startswith("read: ")
        assert all(text in line for text in (ASKED, MORE, ANSWERED, ADDED))


def nothing_is_left(site: Site, phrases: list[list[str]], folder: Path) -> None:
    """Search the disk, the mails and the backup from before the deletion for everything that was said."""
    values = dict(SAID)
    for number, phrase in enumerate(phrases):
        values |= parts(phrase, f"phrase {number}")
    values = {name: value for name, value in values.items() if len(value.encode()) >= 8}
    kept = [site.folder, *(folder / name for name in ("last_week.zip", "last_week", "mails"))]
    assert search(values, files(*kept)) == []
    (folder / "planted").write_text(f"{MARKS[0]} {' '.join(phrases[0][:3])}", encoding="utf-8")
    assert len(search(values, [folder / "planted"])) >= 2, "positive control"
