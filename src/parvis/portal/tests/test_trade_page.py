"""A trade's page as a visitor's browser, a machine and a slip of the hand get it."""

import datetime
import json
import re

import pytest
import time_machine

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.tests.saying import shown_in
from parvis.occupations.domain.sources import KNOWN
from parvis.occupations.models import (
    InterestProfile,
    NearOccupation,
    OccupationSkill,
    OccupationText,
    OccupationWords,
    Source,
    WorkCondition,
)
from parvis.occupations.tests.factories import (
    IscoGroupFactory,
    SheetFactory,
    SkillFactory,
    SkillGroupFactory,
    TradeFactory,
)
from parvis.offers.tests.making import make_offer

pytestmark = pytest.mark.django_db


def full_trade(number):
    """Return a trade with ``number`` of everything that can hang on it."""
    trade = TradeFactory(
        label={"en": "baker", "fr": "boulanger / boulangère"},
        isco=IscoGroupFactory(code="7512", labels={"en": "Bakers"}),
        uri="http://data.europa.eu/esco/occupation/1",
    )
    OccupationText.objects.update(description="Bakers bake </script>.", description_source="esco")
    SheetFactory(occupation=trade)
    Source.objects.create(
        key="esco",
        title="ESCO",
        version="1.2.0",
        licence="free",
        attribution="by ESCO",
        loaded_on=datetime.date(2026, 11, 1),
    )
    InterestProfile.objects.create(occupation=trade, source="onet", letters="RC", scores={"R": 80}, is_approximate=True)
    WorkCondition.objects.create(occupation=trade, source="rome", language="fr", kind="place", texts=["Fournil"])
    OccupationWords.objects.create(
        occupation=trade, language="en", kind="alternative", words=[f"name {place}" for place in range(number)]
    )
    for place in range(number):
        other = TradeFactory(label={"en": f"near {place}"})
        NearOccupation.objects.create(occupation=trade, other=other, source="seed", nearness="near", rank=place)
        skill = SkillFactory(
            label={"en": f"skill {place}"}, top_group=SkillGroupFactory(label={"en": f"group {place}"})
        )
        OccupationSkill.objects.create(occupation=trade, skill=skill, is_essential=True)
    return trade


@pytest.mark.parametrize("number", [1, 30])
def test_a_trade_costs_the_same_with_1_and_30_of_everything(client, django_assert_num_queries, number):
    trade = full_trade(number)
    for place in range(number):
        make_offer(str(place), occupation=trade)
    with django_assert_num_queries(22):
        response = client.get(f"/en/trades/{trade.code}/")
    assert f"skill {number - 1}" in response.text


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_trade_stands_in_every_language_and_says_what_it_is_shown_in(client, language):
    trade = full_trade(2)
    page = client.get(f"/{language}/trades/{trade.code}/").text
    is_said = any(shown_in(other, language) in page.partition("<h2")[0] for other in ("en", "fr"))
    assert is_said == (language not in {"en", "fr"})
    assert "Fournil" in page


def test_a_trade_with_nothing_but_a_name_is_a_whole_page(client):
    trade = TradeFactory(label={"en": "lonely"}, isco=None, sector="", pictogram="")
    response = client.get(f"/en/trades/{trade.code}/")
    assert response.status_code == 200
    assert 'name="town"' in response.text


def test_the_page_promises_nothing_and_helps_today(client):
    page = client.get(f"/en/trades/{full_trade(1).code}/").text
    assert "coming soon" not in page.lower()
    assert 'action="/en/houses/"' in page


def test_approximate_interests_say_so_and_are_no_verdict(client):
    page = client.get(f"/en/trades/{full_trade(1).code}/").text
    assert "approximate: through a table of matching trades" in page
    assert "never a verdict" in page
    assert page.count('class="bar"') == 6


def test_sources_are_named_in_their_own_words_with_the_date(client):
    page = client.get(f"/en/trades/{full_trade(1).code}/").text
    assert "by ESCO" in page
    assert "loaded on 1 November 2026" in page


@pytest.mark.parametrize(("day", "is_due"), [("2027-11-01", False), ("2027-11-02", True)])
def test_a_sheet_that_is_due_says_so(client, day, is_due):
    trade = full_trade(1)
    with time_machine.travel(f"{day}T12:00:00Z", tick=False):
        page = client.get(f"/en/trades/{trade.code}/").text
    assert ("due to be checked again" in page) == is_due


def test_machines_read_an_occupation_that_no_text_can_break_out_of(client):
    trade = full_trade(2)
    page = client.get(f"/fr/trades/{trade.code}/").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1)
    data = json.loads(block)
    assert (data["@type"], data["name"], data["inLanguage"]) == ("Occupation", "boulanger / boulangère", "fr")
    assert data["occupationalCategory"]["codeValue"] == "7512"
    assert data["skills"] == ["skill 0", "skill 1"]
    assert data["sameAs"] == "http://data.europa.eu/esco/occupation/1"


def test_a_retired_trade_says_so_and_leads_to_what_replaced_it(client):
    heir = TradeFactory(label={"en": "light technician"})
    gone = TradeFactory(label={"en": "lamplighter"}, retired_in="1.2.0", replaced_by=heir)
    page = client.get(f"/en/trades/{gone.code}/").text
    assert "ESCO 1.2.0 no longer lists this trade." in page
    assert f'href="/en/trades/{heir.code}/"' in page


def test_an_unknown_code_helps_on(client):
    TradeFactory()
    response = client.get("/en/trades/zzzzzz/")
    assert response.status_code == 404
    assert 'href="/en/trades/sector/food/"' in response.text


@pytest.mark.parametrize("slip", ["{upper}", "{code}-boulanger", "{code}-пекар"])
def test_a_slip_or_words_after_the_code_lead_to_the_one_address(client, slip):
    code = TradeFactory().code
    response = client.get(f"/en/trades/{slip.format(code=code, upper=code.upper())}/")
    if slip == "{upper}" and code.upper() == code:
        pytest.skip("a code of digits has no capitals")
    assert (response.status_code, response.url) == (301, f"/en/trades/{code}/")


def test_words_that_are_no_code_are_not_found(client):
    assert client.get("/en/trades/-/").status_code == 404
    assert client.get("/en/trades/boulanger/").status_code in {301, 404}


def test_the_notebook_and_the_comparison_are_one_link_away(client):
    trade = full_trade(1)
    page = client.get(f"/en/trades/{trade.code}/").text
    assert f"add={trade.code}" in page
    assert f'href="/en/trades/compare/?t={trade.code}"' in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Phrases, mots de tous les jours et fiches écrits pour Parvis.", "© Union européenne"]),
        ("ar", ["جمل وكلمات يومية", "© الاتحاد الأوروبي"]),
        ("en", ["Sentences, everyday words and sheets written for Parvis.", "© European Union"]),
    ],
)
def test_sources_are_credited_in_the_language_of_the_page_and_a_fallback_is_said(client, language, words):
    trade = full_trade(1)
    for key, facts in KNOWN.items():
        text = {name: value.format(version="1") for name, value in facts.items()}
        Source.objects.update_or_create(key=key, defaults={**text, "loaded_on": datetime.date(2026, 11, 1)})
    page = client.get(f"/{language}/trades/{trade.code}/").text
    footer = page[page.index('class="trade-sources"') :]
    assert all(each in footer for each in words)
    assert footer.count('class="fallback"') == (0 if language == "en" else 1)  # O*NET's words must stay as they are
