"""What is said of an offer: length, pay, what to say on the phone, which others stand near, what search may show."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from parvis.core.domain.revisions import revision_of
from parvis.occupations.models import Occupation
from parvis.offers.domain import documents, making
from parvis.offers.domain.applying import Way
from parvis.offers.domain.calling import BLANK, About, scripts, to_bring
from parvis.offers.domain.finding import near_offers, offers_holding, offers_of_trade
from parvis.offers.domain.lines import fetch
from parvis.offers.domain.profile import _short, _shown, find_offer, profile_of, stands
from parvis.offers.domain.saying import length_of, pay_of, start_of, where_of
from parvis.offers.enums import ApplyBy
from parvis.offers.models import Offer
from parvis.offers.tests.making import ANNECY, LYON, VILLEURBANNE, make_offer


@pytest.mark.parametrize(
    ("shortest", "longest", "said"),
    [(None, None, ""), (6, None, "6 months"), (None, 6, "6 months"), (6, 6, "6 months"), (6, 12, "6–12 months")],
)
def test_the_length(shortest, longest, said):
    assert length_of(Offer(months_min=shortest, months_max=longest), "en") == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"pay": "as agreed"}, "as agreed"),
        ({"pay": "as agreed", "pay_min": 10}, "as agreed"),  # an amount of nobody knows which money
        ({"pay_min": 10, "pay_currency": "EUR", "pay_per": "hour"}, "€10 an hour"),
        ({"pay_min": 10, "pay_max": 10, "pay_currency": "EUR", "pay_per": "hour"}, "€10 an hour"),
        ({"pay_min": 10, "pay_max": 12, "pay_currency": "EUR", "pay_per": "day"}, "€10 – €12 a day"),
        ({"pay_max": 12, "pay_currency": "EUR"}, "€12"),
    ],
)
def test_the_pay(facts, said):
    assert pay_of(Offer(**facts), "en").replace(".00", "") == said


def test_the_start_and_the_place():
    assert start_of(Offer(starts_on=datetime.date(2027, 9, 1), start="soon"), "en") == "September 2027"
    assert start_of(Offer(start="soon"), "en") == "soon"
    assert [
        where_of(Offer(town=town, country=country), "en") for town, country in (("Lyon", "FR"), ("Lyon", ""), ("", ""))
    ] == [
        "Lyon, France",
        "Lyon",
        "",
    ]


def test_what_to_say_on_the_phone_stands_in_the_language_of_the_reader_and_of_the_place():
    about = About("apprenticeship", "Apprenti boulanger", reference="A-7")
    english, french = scripts(about, "en", "fr")
    assert (english.language, english.heading, english.direction) == ("en", "", "ltr")
    assert "A-7" in english.lines[2]
    assert "Apprenti boulanger" in english.lines[1]
    assert BLANK in english.lines[0]
    assert french.language == "fr"
    assert "French" in french.heading
    assert len(french.lines) == len(english.lines)
    assert scripts(about, "ar", "fr")[0].direction == "rtl"
    assert len(scripts(about, "fr", "fr")) == len(scripts(about, "fr", "xx")) == 1


def test_only_an_apprentice_asks_to_try_and_only_a_job_asks_no_guardian():
    lengths = {
        kind: len(scripts(About(kind, "x"), "en", "en")[0].lines) for kind in ("apprenticeship", "traineeship", "job")
    }
    assert lengths["traineeship"] == lengths["job"] == lengths["apprenticeship"] - 1
    things = {kind: len(to_bring(kind)) for kind in ("apprenticeship", "traineeship", "job")}
    assert things["apprenticeship"] == things["traineeship"] == things["job"] + 1


def test_an_address_is_shown_as_it_is_read_out():
    assert _short("https://essai.example/") == "essai.example"
    assert _short("https://" + "x" * 61) == "x" * 59 + "…"
    link = _shown(Way(ApplyBy.LINK, "https://essai.example/"))
    assert (link.value, link.is_outside) == ("essai.example", True)
    assert not _shown(Way(ApplyBy.CALL, "1")).is_outside


@pytest.mark.django_db
def test_the_page_of_one():
    offer = make_offer("A-7", eqf=3)
    found = find_offer(offer.code.lower())
    now = timezone.now()
    shown = profile_of(found, now, "en")
    assert (shown.title.text, shown.where, shown.is_sample) == ("Apprenti boulanger", "Lyon, France", False)
    assert {fact.label: fact.value for fact in shown.facts} == {"Place": "Lyon, France", "Level": "Level 3 (EQF)"}
    assert "qualification" in shown.blanks
    assert shown.days_left == 30
    assert "A-7" in shown.scripts[0].lines[2]
    assert find_offer("nothing") is None
    assert stands(offer, now)
    assert not stands(offer, offer.expires_at)


@pytest.mark.django_db
def test_near_ones_of_the_trade_come_nearest_first_and_far_ones_not_at_all():
    baker = Occupation.objects.create(uri="http://x.example/baker", code="baker", revision=1)
    here = make_offer("here", LYON, occupation=baker)
    near = make_offer("near", VILLEURBANNE, occupation=baker)
    far = make_offer("far", ANNECY, occupation=baker)
    nowhere = make_offer("nowhere", None, occupation=baker)
    make_offer("other", LYON)
    now = timezone.now()
    assert [one.code for one, _away in near_offers(here, now)] == [near.code]
    assert [one.code for one, _away in near_offers(here, now, km=200)] == [near.code, far.code]
    by_lot = near_offers(nowhere, now)
    assert {(one.code, away) for one, away in by_lot} == {(one.code, None) for one in (here, near, far)}
    assert near_offers(make_offer("no trade", LYON), now) == []
    some = offers_of_trade(baker.code, now, "en")
    assert (some.total, len(some.lines), bool(some)) == (4, 3, True)
    assert not offers_of_trade("nothing", now, "en")


@pytest.mark.django_db
def test_those_that_hold_a_word_and_those_that_still_stand():
    bread = make_offer("bread")
    wood = make_offer("wood", title="Menuisier")
    over = make_offer("over", expires_at=timezone.now() - datetime.timedelta(days=1))
    now = timezone.now()
    assert offers_holding(["boulanger"], now) == [bread.code]
    assert set(offers_holding([], now)) == {bread.code, wood.code}
    assert len(offers_holding([], now, most=1)) == 1
    assert fetch([wood.code, over.code, bread.code], now).in_order([wood.code, over.code, bread.code]) == [wood, bread]
    assert fetch([], now).in_order([bread.code]) == []


@pytest.mark.django_db
def test_search_is_told_what_stands_and_what_was_taken_back_as_over():
    offer = make_offer(eqf=3, contract=" CDD  long ", starts_on=datetime.date(2027, 9, 1), description="Pain")
    plain = make_offer("plain", None, country="")
    since = revision_of("offers")[0]
    gone = make_offer("gone", withdrawn_on=timezone.localdate())
    told = {one.id: one for one in documents.documents()}
    assert set(told) == {offer.code, plain.code}
    facets = told[offer.code].facets
    assert (facets["level"], facets["start"], facets["contract"], facets["located"]) == (
        "3",
        "2027-09",
        "CDD long",
        "yes",
    )
    assert told[offer.code].body == {"fr": "Pain"}
    assert told[offer.code].until == offer.expires_at
    assert set(told[plain.code].facets) == {"trade", "form", "located", "criteria"}
    assert (told[plain.code].facets["trade"], told[plain.code].facets["located"]) == (documents.NONE, "no")
    changed = list(documents.documents(since))
    assert [one.id for one in changed] == [gone.code]
    assert changed[0].until < timezone.now()
    assert list(documents.addresses()) == [
        "offers/",
        *(f"offers/{code}/" for code in sorted(told, key=[offer.code, plain.code].index)),
    ]
    assert documents.revision() == (revision_of("offers")[0], 0)


@pytest.mark.django_db
def test_a_code_that_is_taken_is_made_longer(monkeypatch):
    there = make_offer("there")
    codes = {making.LENGTH: there.code, making.LENGTH + 1: "longer"}
    monkeypatch.setattr(making, "code_for", lambda _name, length: codes[length])
    new = Offer(feed=there.feed, reference="new")
    making.give_codes([new], there.feed)
    assert new.code == "longer"
