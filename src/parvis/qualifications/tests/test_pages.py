"""The paths to a trade, the countries side by side, the qualifications: as a visitor's browser gets them."""

import datetime
import json

import pytest
from django.core.cache import cache

from parvis.occupations.tests.factories import TradeFactory
from parvis.qualifications.models import Jurisdiction, Qualification

from .factories import JurisdictionFactory, QualificationFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trade():
    return TradeFactory(label={"en": "baker", "fr": "boulanger"})


@pytest.fixture
def ladder(trade):
    """A Swiss certificate from 15, paid, and a higher one that needs it and two years of work."""
    RuleFactory(values={"age": 15})
    RuleFactory(
        topic="pay", values={"per": "month", "steps": [{"year": 1, "amount": 700}, {"year": 3, "amount": 1200}]}
    )
    RuleFactory(topic="signs", values={"who": ["company", "apprentice"]}, says={"en": "The company and you."})
    low = QualificationFactory(opens=[trade], titles={"en": "Baker EFZ"}, rhythm={"en": "Four days in the company."})
    high = QualificationFactory(
        opens=[trade], titles={"en": "Master baker"}, short="BP", mode="school", eqf=5, isced=5, months_min=12, months_max=24,
        entries=[{"kind": "bridge", "needs": low, "months_experience": 24}],
    )  # fmt: skip
    return low, high


def paths(client, trade, query="", page=""):
    return client.get(f"/en/paths/{trade.code}/{page}{query}")


def test_a_path_is_told_step_by_step(client, trade, ladder):
    text = paths(client, trade, "?country=CH&isced=2&age=14&by=level").text
    assert "Baker EFZ + Master baker" in text
    assert "Wait up to 1 year, until the age of 15." in text
    assert "Work 2 years in the trade or near it." in text
    assert "CHF" in text
    assert "a month" in text
    assert "a bridge from a neighbouring qualification" in text
    assert "Work as one who has learnt it." in text
    assert text.index("Master baker") < text.index('id="r2"')
    assert 'content="noindex"' in text


def test_nothing_said_shows_all_and_may_be_listed(client, trade, ladder):
    answer = paths(client, trade)
    assert "X-Robots-Tag" not in answer.headers
    assert answer.text.count('class="route"') == 2
    assert '<svg class="route-picture"' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_what_is_closed_is_named(client, trade):
    QualificationFactory(opens=[trade], titles={"en": "Silent diploma"}, entries=[])
    QualificationFactory(opens=[trade], titles={"en": "Late diploma"}, entries=[{"least_isced": 6}])
    QualificationFactory(opens=[trade], titles={"en": "Jury"}, entries=[{"months_experience": 36}])
    QualificationFactory(opens=[trade], titles={"en": "Young"}, entries=[{"maximum_age": 20}])
    JurisdictionFactory(code="PT")
    text = paths(client, trade, "?country=CH&isced=2&age=30").text
    assert "How one gets in is not known to us" in text
    assert "bachelor or the like" in text
    assert "3 years of experience" in text
    assert "up to the age of 20" in text
    assert "We know no qualification that opens this trade in: Portugal." in text
    assert "we know no path" in text


def test_who_holds_it_is_told_so(client, trade, ladder):
    low, _high = ladder
    text = paths(client, trade, f"?has={low.code.upper()}&experience=36").text
    assert "You hold a qualification that opens this trade" in text
    assert text.count('class="route"') == 1
    assert "Work 2 years" not in text


def test_one_waits_until_the_age_that_is_asked(client, trade, ladder):
    """Three years of work run while one waits a year for the age: it is the age that is asked, not the age one then has."""
    low, _high = ladder
    QualificationFactory(
        opens=[trade], mode="adult", titles={"en": "Adult baker"},
        entries=[{"minimum_age": 20, "months_experience": 60, "needs": low}],
    )  # fmt: skip
    text = paths(client, trade, f"?country=CH&isced=2&age=19&has={low.code}").text
    assert "Wait up to 1 year, until the age of 20." in text
    assert "Work 5 years in the trade or near it." in text


def test_what_was_said_is_kept_by_no_cache(client, trade, ladder):
    for page in ("", "countries/"):
        assert paths(client, trade, "?age=16&isced=2", page).headers["Cache-Control"] == "no-store"
        assert paths(client, trade, "", page).headers["Cache-Control"] == "public, max-age=60"


def test_a_typed_address_leads_on_with_what_was_said(client):
    trade = TradeFactory(code="ab12cd", label={"en": "baker"})
    answer = client.get("/en/paths/AB12-CD/?age=16&country=CH")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/en/paths/{trade.code}/?age=16&country=CH"
    answer = client.get("/en/paths/AB12CD/countries/?age=16")
    assert answer.headers["Location"] == f"/en/paths/{trade.code}/countries/?age=16"


def test_too_many_paths_are_said_to_be(client, trade, ladder, monkeypatch):
    monkeypatch.setattr("parvis.qualifications.domain.paths.searching.Budget.is_spent", True)
    for page in ("", "countries/"):
        assert "too many paths to compare" in paths(client, trade, "?country=CH", page).text


def test_so_many_are_shown_and_no_more(client, trade, monkeypatch):
    monkeypatch.setattr("parvis.qualifications.views.paths.MOST", 9)
    for place in range(11):
        QualificationFactory(opens=[trade], titles={"en": f"way {place}"}, months_min=None, months_max=None)
    text = paths(client, trade, "?all=1").text
    assert text.count('class="route"') == 9
    assert "2 more paths are not shown" in text
    assert "Show 2 more" not in text


def test_without_a_home_there_is_no_border_to_stay_behind(client, trade, ladder):
    assert "Baker EFZ" in paths(client, trade, "?stay=1").text
    said = client.get("/api/v1/paths", {"to": trade.code, "stay": "1"}).json()
    assert len(said["routes"]) == 2
    assert said["is_whole"] is True


def test_eight_qualifications_are_read(client, trade):
    held = [QualificationFactory() for _ in range(9)]
    codes = " ".join(row.code for row in held)
    assert "Only the first 8 qualifications were read." in paths(client, trade, f"?has={codes}").text


def test_only_at_home_leaves_borders_out(client, trade, ladder):
    cap = QualificationFactory(
        jurisdiction=JurisdictionFactory(code="FR"), opens=[trade], titles={"en": "CAP"}, months_min=24
    )
    QualificationFactory(opens=[trade], titles={"en": "Higher"}, mode="school", eqf=7, entries=[{"needs": cap}])
    assert "through France" in paths(client, trade, "?country=CH").text
    assert "through France" not in paths(client, trade, "?country=CH&stay=1").text


def test_many_are_shown_when_asked_for(client, trade):
    for place in range(10):
        QualificationFactory(opens=[trade], titles={"en": f"way {place}"}, months_min=None, months_max=None)
    answer = paths(client, trade)
    assert "Show 2 more paths" in answer.text
    assert paths(client, trade, "?all=1").text.count('class="route"') == 10
    assert "length not known" in answer.text


def test_paths_with_one_end_stand_together(client, trade):
    for place in range(2):
        QualificationFactory(titles={"en": f"foundation {place}"}, months_min=12, months_max=12)
    first, second = Qualification.objects.order_by("pk")
    QualificationFactory(opens=[trade], titles={"en": "Goal"}, entries=[{"needs": first}, {"needs": second}])
    text = paths(client, trade).text
    assert text.count('class="route"') == 1
    assert "2 paths" in text
    assert "1 other way to get it" in text
    assert text.count("foundation 0 + Goal") + text.count("foundation 1 + Goal") >= 2


def test_paths_at_home_come_before_shorter_ones_across_a_border(client, trade):
    france = JurisdictionFactory(code="FR")
    QualificationFactory(jurisdiction=france, opens=[trade], titles={"en": "CAP"}, months_min=12, months_max=12)
    QualificationFactory(opens=[trade], titles={"en": "EFZ"}, months_min=48, months_max=48)
    text = paths(client, trade, "?country=CH&isced=2&age=16").text
    assert text.index(">EFZ<") < text.index("Across a border") < text.index(">CAP<")
    assert "Switzerland · lower secondary" in text
    assert "16 years" in text
    assert "Across a border" not in paths(client, trade).text


def test_what_most_countries_share_does_not_stand_out(client, trade):
    for code, months in (("CH", 36), ("FR", 36), ("DE", 36), ("IT", 48)):
        where = JurisdictionFactory(code=code)
        QualificationFactory(jurisdiction=where, opens=[trade], months_min=months, months_max=months)
    assert "shorter" not in paths(client, trade, "", "countries/").text.partition("<main")[2].partition("<table")[2]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?country=Atlantis", "The country was not understood"),
        ("?country=ZZ", "The country was not understood"),
        ("?country=ß", "The country was not understood"),
        ("?country=UK", "qualifications in this country: United Kingdom."),
        ("?has=zzzzzz,yyyyyy", "A code names no qualification we know"),
        ("?country=JP", "We know nothing yet of qualifications in this country: Japan."),
        ("?isced=12", "The school level was not understood"),
        ("?age=-3", "An age is a number of years"),
        ("?experience=9999", "Experience is a number of months"),
        ("?has=zzzzzz", "A code names no qualification we know"),
        ("?by=money", "The order asked for is none of ours"),
    ],
)
def test_a_slip_gets_a_sentence(client, trade, ladder, query, sentence):
    answer = paths(client, trade, query)
    assert answer.status_code == 200
    assert sentence in answer.text


def test_countries_stand_side_by_side(client, trade, ladder):
    france = JurisdictionFactory(code="FR", currency="EUR")
    RuleFactory(jurisdiction=france, key="FR:age", values={"age": 16})
    RuleFactory(jurisdiction=france, key="FR:pay", topic="pay", values={"per": "month", "base": "minimum_wage", "steps": [{"percent": 27}, {"percent": 100}]})  # fmt: skip
    QualificationFactory(jurisdiction=france, opens=[trade], titles={"en": "CAP"}, months_min=24, months_max=24, eqf=3)
    QualificationFactory(jurisdiction=JurisdictionFactory(code="IT"), opens=[trade], entries=[])
    JurisdictionFactory(code="ES")
    text = paths(client, trade, "?country=FR&isced=2", "countries/").text
    assert text.index("CAP") < text.index("Baker EFZ")
    assert "1 year shorter (Switzerland, 3 years)" in text
    assert "1 level higher (France)" in text
    assert "1 year earlier (France)" in text
    assert "27 % to 100 % of the minimum wage" in text
    assert "The company and you." in text
    assert "Four days in the company." in text
    assert "not known" in text
    assert "no way in from where you stand: Italy." in text
    assert "opens this trade in: Spain." in text
    assert "checked on" in text
    assert text.count("List of the office") == 2, "a source is named once a country"


def test_a_trade_without_any_is_said_to_have_none(client, trade):
    assert "we know no path" in paths(client, trade).text
    assert "we know no path" in paths(client, trade, "", "countries/").text


@pytest.mark.parametrize("page", ["", "countries/"])
def test_an_unknown_trade_helps_on_and_a_typed_code_leads_on(client, trade, page):
    assert client.get(f"/en/paths/zzzzzz/{page}").status_code == 404
    typed = client.get(f"/en/paths/{trade.code.upper()}/{page}")
    assert typed.headers["Location"] == f"/en/paths/{trade.code}/{page}" or trade.code.isdigit()


def test_a_trade_is_chosen_by_name_or_code(client, trade, ladder):
    TradeFactory(label={"en": "without any"})
    text = client.get("/en/paths/").text
    assert "baker" in text
    assert "without any" not in text
    assert "baker" in client.get("/en/paths/?to=bak").text
    assert "no path to a trade of that name" in client.get("/en/paths/?to=xyzzy").text
    assert client.get(f"/en/paths/?to={trade.code}").headers["Location"] == f"/en/paths/{trade.code}/"


def test_a_qualification_tells_all_it_knows(client, trade, ladder):
    low, high = ladder
    text = client.get(f"/en/qualifications/{low.code}/").text
    for said in (
        "Baker EFZ",
        "lower secondary school",
        "from the age of 15",
        "baker",
        "Master baker",
        "From 15.",
        "The company and you.",
        "List of the office",
        "checked on",
        "sample",
        "3 years",
    ):
        assert said in text
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "EducationalOccupationalProgram"
    assert data["timeToComplete"] == "P36M"
    assert data["educationalCredentialAwarded"]["educationalLevel"] == "EQF 4"
    assert "Baker EFZ" in client.get(f"/en/qualifications/{high.code}/").text


def test_a_bare_qualification_says_what_is_not_known(client):
    bare = QualificationFactory(
        titles={}, short="", eqf=None, isced=None, months_min=None, months_max=None, share="", lets={}, entries=[],
        source_url="", checked_on=None, is_sample=False, mode="recognition", company_share=20, national_level="3",
        reference="12", register_uri="https://example.test/12", valid_from=datetime.date(2020, 1, 1),
        valid_to=datetime.date(2021, 1, 1), due_on=datetime.date(2021, 1, 1),
    )  # fmt: skip
    text = client.get(f"/en/qualifications/{bare.code}/").text
    for said in (
        "How one gets in is not known",
        "length not known",
        "can no longer be taken",
        "to be checked again",
        "20 %",
        bare.key,
    ):
        assert said in text


def test_codes_of_qualifications(client):
    one = QualificationFactory(key="CH:abc")
    assert client.get("/en/qualifications/zzzzzz/").status_code == 404
    typed = client.get(f"/en/qualifications/{one.code.upper()}/")
    assert typed.status_code == (301 if one.code.upper() != one.code else 200)


def test_the_list_is_narrowed_by_links(client):
    QualificationFactory(titles={"en": "Swiss one"})
    QualificationFactory(jurisdiction=JurisdictionFactory(code="FR"), titles={"en": "French one"}, mode="school", eqf=6)
    assert "French one" in client.get("/en/qualifications/").text
    for query in ("?country=CH", "?mode=apprenticeship", "?level=4"):
        text = client.get(f"/en/qualifications/{query}").text
        assert "Swiss one" in text
        assert "French one" not in text
    assert "None of that kind" in client.get("/en/qualifications/?level=8").text
    assert "Swiss one" in client.get("/en/qualifications/?country=X&mode=y&level=99&page=zz").text


def test_long_lists_have_pages(client):
    for place in range(31):
        QualificationFactory(titles={"en": f"number {place}"})
    assert 'rel="next"' in client.get("/en/qualifications/?country=CH").text
    assert 'rel="prev"' in client.get("/en/qualifications/?page=2&country=CH").text


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("page", "questions"),
    [
        ("/en/paths/", 4),
        ("/en/paths/{trade}/", 18),
        ("/en/paths/{trade}/?all=1&country=CH&isced=2&age=14&has={held}", 19),
        ("/en/paths/{trade}/countries/", 18),
        ("/en/qualifications/", 4),
        ("/en/qualifications/{first}/", 15),
    ],
)
def test_thirty_cost_as_much_as_one(client, django_assert_num_queries, trade, number, page, questions):
    RuleFactory()
    RuleFactory(topic="pay", values={"per": "month", "steps": [{"amount": 700}]})
    RuleFactory(topic="signs", values={"who": ["company"]})
    held = QualificationFactory(titles={"en": "held"})
    rows = []
    for place in range(number):
        where = JurisdictionFactory(code=f"{chr(65 + place // 26)}{chr(65 + place % 26)}")
        row = QualificationFactory(jurisdiction=where, opens=[trade, TradeFactory(label={"en": f"other {place}"})])
        QualificationFactory(opens=[trade], jurisdiction=where, entries=[{"needs": row}], eqf=6)
        rows.append(row)
    QualificationFactory(opens=[trade], entries=[])
    cache.clear()
    assert Jurisdiction.objects.count() > number
    address = page.format(trade=trade.code, held=held.code, first=rows[0].code)
    with django_assert_num_queries(questions):
        assert client.get(address).status_code == 200


def test_a_held_qualification_is_named_where_one_stands(client, trade, ladder):
    low, high = ladder
    for page in ("", "countries/"):
        text = " ".join(paths(client, trade, f"?country=CH&has={low.code}+{high.code}", page).text.split())
        assert '<span class="standing-said">Switzerland · Baker EFZ · Master baker </span>' in text
        assert '<p class="standing-printed">Switzerland · Baker EFZ · Master baker </p>' in text
    assert '<span class="standing-said">Baker EFZ </span>' in paths(client, trade, f"?has={low.code}").text.replace(
        "\n", " "
    )


def test_ways_in_of_one_kind_are_numbered(client):
    two = QualificationFactory(entries=[{"least_isced": 2}, {"least_isced": 3}, {"kind": "bridge", "least_isced": 3}])
    one = QualificationFactory()
    text = client.get(f"/en/qualifications/{two.code}/").text
    assert "the usual way in <bdi>(1)</bdi>" in text
    assert "the usual way in <bdi>(2)</bdi>" in text
    assert "a bridge from a neighbouring qualification <bdi>" not in text
    assert "the usual way in <bdi>" not in client.get(f"/en/qualifications/{one.code}/").text
