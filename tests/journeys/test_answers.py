"""A note to a recruiter in a real browser at 360 px, with script and without: written without a name, answered, a name said by both; and a
recruiter who stays silent, of whom the visitor is told on the promised day.

The mail that brings the link is not sent here (src/parvis/answers/tests/test_pages.py): its address is made as the mail makes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Error

from tests.promises.letters import python
from tests.promises.traces import files, search
from tests.served import Site

from .looking import look_over
from .visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]
Visit = Callable[..., Visitor]

#: For each telling (with script 1, without 0) two offers of their own, each with a promise to answer within five days.
PROMISES = """
import json
import django
django.setup()
from django.utils import timezone
from parvis.answers.domain.keys import mailbox_link_of
from parvis.answers.domain.sealing import seal_mailbox
from parvis.answers.models import Contract
from parvis.network.domain.sample_staff import sample_house
from parvis.network.domain.scope import today_at
from parvis.offers.domain.saying import title_of
from parvis.offers.models import Offer
house, now = sample_house(), timezone.now()
taken = Contract.objects.values("offer_code")
found = Offer.objects.standing(now).filter(is_sample=True, merged_into=None).exclude(code__in=taken).order_by("code")
today, made = today_at(house, now), []
for offer in found[:4]:
    contract = Contract(house=house, feed=offer.feed, reach="offer", offer_code=offer.code, days=5, most=50, language="en",
        stated_on=today, confirmed_on=today, agreed_on=today)
    contract.mailbox = seal_mailbox("zqmailbox@company.example", contract)
    contract.save()
    made.append([offer.code, str(title_of(offer, "fr")), mailbox_link_of(contract)])
print(json.dumps({"1": made[:2], "0": made[2:]}))
"""
#: The link in the mail about the newest open note of an offer.
LINK = """
import sys
import django
django.setup()
from parvis.answers.domain.keys import link_of
from parvis.answers.models import Note
print(link_of(Note.objects.open().get(offer_code=sys.argv[1]).name))
"""
#: Days go by: what is written of an offer was written so many days earlier.
DAYS_GO_BY = """
import datetime, sys
import django
django.setup()
from django.db import transaction
from django.db.models import F
from parvis.answers.models import Message, Note, Silence
from parvis.core.domain.revisions import raise_revision
days = datetime.timedelta(days=int(sys.argv[2]))
notes = Note.objects.filter(offer_code=sys.argv[1])
Message.objects.filter(note__in=notes).update(written_on=F("written_on") - days)
notes.update(sent_on=F("sent_on") - days, due_on=F("due_on") - days, ended_on=F("ended_on") - days)
Silence.objects.filter(offer_code=sys.argv[1]).update(closed_on=F("closed_on") - days)
with transaction.atomic():
    raise_revision("answers")  # a page is kept until the minute ends, and here no minute has gone by
"""
NOTE = {
    "can": "zqcan réparer des vélos\nje suis zqnamed Diallo, zq.mail@mail.example",
    "why": "zqwhy j’aime quand ça roule",
    "languages": "zqlanguages français",
    "when": "zqwhen septembre",
}
WHO = {"name": "zqwho amina", "contact": "zqcontact@mail.example"}
INVITED = "zqinvited come on monday at ten"


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Site]) -> Site:
    """A site of one's own: these stories write."""
    site = make_site()
    site.variables = {**site.variables, "PROMISES": python(site, PROMISES).splitlines()[-1]}
    site.start()
    return site


@pytest.fixture
def promised(site: Site, *, script: bool) -> list[list[str]]:
    """Two offers with a promise: code, title, and what the link of the mailbox ends with."""
    return json.loads(site.variables["PROMISES"])[str(int(script))]  # type: ignore[no-any-return]


def read(visitor: Visitor, language: str, code: str) -> None:
    """Type the code as people do: small letters, stray spaces."""
    visitor.go(f"/{language}/notes/")
    visitor.see("#code").fill(f" {code.lower().replace('-', '  ')} ")
    visitor.follow("main form button[type=submit]")
    look_over(visitor)


def write(visitor: Visitor, language: str, offer: str, **texts: str) -> str:
    """Go from the offer to the end of its note; return the code, which was typed back."""
    visitor.go(f"/{language}/offers/{offer}/")
    look_over(visitor)
    visitor.follow(f"main a[href$='/offers/{offer}/note/']")
    look_over(visitor)
    for name, text in texts.items():
        visitor.see(f"#{name}").fill(text)
    visitor.follow("main form[action$='/note/'] button[type=submit]")
    look_over(visitor)
    code = visitor.see("#return-code").inner_text()
    visitor.follow("button[value=send]")
    assert visitor.see("#refusal").is_visible(), "neither typed back nor on paper"
    look_over(visitor)
    visitor.see("#code").fill(code.lower())
    visitor.follow("button[value=send]")
    look_over(visitor)
    assert texts["why"] in visitor.text()
    return code


def test_asked_without_a_name_answered_and_a_name_said_by_both(
    visit: Visit, site: Site, promised: list[list[str]]
) -> None:
    (offer, title, _mailbox), _silent = promised
    phone, recruiter, library = visit("fr"), visit("en"), visit("ar")
    phone.go("/fr/offers/").see("#q").fill(title)
    phone.follow(".offers-form button").follow(f"main a[href='/fr/offers/{offer}/'] >> nth=0")
    code = write(phone, "fr", offer, **NOTE)
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # no browser keeps the page
        phone.page.go_back()

    link = f"/en/reply/{python(site, LINK, offer).split()[-1]}/"
    recruiter.go(link)
    look_over(recruiter)
    assert not [text for text in NOTE.values() if text.splitlines()[0] in recruiter.page.content()], (
        "a door shows nothing"
    )
    recruiter.follow("button[value=read]")
    look_over(recruiter)
    assert all(text.splitlines()[0] in recruiter.text() for text in NOTE.values())
    assert "Somebody waits for your answer." in recruiter.text()
    assert code not in recruiter.page.content()
    recruiter.see("#text").fill(INVITED)
    recruiter.follow("button[value=invite]")
    look_over(recruiter)
    assert "The person decides whether to say who they are." in recruiter.text()

    read(library, "ar", code)
    assert INVITED in library.text()
    for name, text in WHO.items():
        library.see(f"#{name}").fill(text)
    library.page.select_option("#days", "7")
    library.follow("button[value=sign]")
    look_over(library)
    recruiter.go(link).follow("button[value=read]")
    look_over(recruiter)
    assert not [text for text in WHO.values() if text in recruiter.page.content()], "only one has said yes"
    recruiter.follow("button[value=accept]")
    look_over(recruiter)
    assert all(text in recruiter.text() for text in WHO.values())
    read(library, "ar", code)
    library.follow("button[value=revoke]")
    look_over(library)
    recruiter.go(link).follow("button[value=read]")
    assert not [text for text in WHO.values() if text in recruiter.page.content()], "taken back"

    said = {
        **NOTE,
        **WHO,
        "invited": INVITED,
        "code": code,
        "bare": code.replace("-", ""),
        "mailbox": "zqmailbox@company.example",
    }
    said |= {"can": "zqcan réparer des vélos", "mail": "zq.mail@mail.example", "link": link.split("/")[3]}
    assert search(said, list(files(site.folder))) == []


def test_a_silent_recruiter_is_told_of_on_the_promised_day_and_promises_anew(
    visit: Visit, site: Site, promised: list[list[str]]
) -> None:
    _other, (offer, _title, mailbox) = promised
    visitor, recruiter = visit("en"), visit("en")
    first = write(visitor, "en", offer, can="bake bread", why="it is warm")
    link = f"/en/reply/{python(site, LINK, offer).split()[-1]}/"
    python(site, DAYS_GO_BY, offer, "5")
    read(visitor, "en", first)
    assert "The recruiter has not answered yet." in visitor.text()
    python(site, DAYS_GO_BY, offer, "1")
    recruiter.go(link)
    assert "The promised day went by without your answer." in recruiter.text()
    read(visitor, "en", first)
    assert "promised an answer within 5 days, and did not answer. It is not your fault" in visitor.text()
    assert visitor.page.locator("button[value=withdraw]").count() == 0
    visitor.see("main a[href='/en/offers/']")
    second = write(visitor, "en", offer, can="bake bread", why="it is still warm")
    python(site, DAYS_GO_BY, offer, "6")
    another = visit("en").go(f"/en/offers/{offer}/")  # a browser keeps the page of an offer for a minute
    look_over(another)
    assert "Two notes about this offer were left without an answer." in another.text()
    assert another.page.locator("main a[href$='/note/']").count() == 0
    visitor.go(f"/en/offers/{offer}/note/")
    look_over(visitor)
    read(visitor, "en", second)
    assert "It is not your fault" in visitor.text()
    recruiter.go(f"/en/promise/{mailbox}/")
    look_over(recruiter)
    assert "You can promise anew from" in recruiter.text()
    python(site, DAYS_GO_BY, offer, "31")
    recruiter.go(f"/en/promise/{mailbox}/").follow("button[value=anew]")
    look_over(recruiter)
    assert "1 offer takes notes again." in recruiter.text()
    visitor.go(f"/en/offers/{offer}/note/").see("#can")
    visitor.go("/en/notes/").see("#code").fill(first)
    visitor.follow("main form button[type=submit]")
    assert visitor.see("#refusal").is_visible(), "thirty days after its end nobody reads it"
