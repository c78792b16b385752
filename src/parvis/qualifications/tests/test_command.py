"""`parvis paths` and the open data of paths: one shape, the same routes."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parvis.occupations.tests.factories import TradeFactory

from .factories import JurisdictionFactory, QualificationFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trade():
    trade = TradeFactory(seed_key="baker", label={"en": "baker"})
    RuleFactory(values={"age": 15})
    RuleFactory(topic="pay", values={"per": "month", "steps": [{"year": 1, "amount": 700}]})
    low = QualificationFactory(key="CH:low", opens=[trade])
    QualificationFactory(key="CH:high", opens=[trade], mode="school", eqf=None, months_min=None, months_max=None, entries=[{"needs": low, "months_experience": 12}])  # fmt: skip
    QualificationFactory(key="CH:mute", opens=[trade], entries=[])
    absent = QualificationFactory(key="CH:absent", entries=[])
    QualificationFactory(key="CH:needy", opens=[trade], entries=[{"needs": absent}])
    JurisdictionFactory(code="PT")
    return trade


def told(*arguments):
    out, err = StringIO(), StringIO()
    call_command("paths", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_paths_as_json(trade):
    out, _ = told("--from", "country=CH,isced=2,age=14", "--to", "baker", "--json")
    data = json.loads(out)
    assert data["standing"] == {"country": "CH", "isced": 2, "has": [], "age": 14, "experience_months": 0}
    short, long = data["routes"]
    assert (short["months_min"], short["earns_after_months"], short["eqf"]) == (48, 12, 4)
    step = short["steps"][0]
    assert (step["key"], step["wait_months"], step["age"], step["opens"]) == ("CH:low", 12, 15, [trade.code])
    assert step["pay"] | {"source": ""} == {
        "low": 700.0, "high": 700.0, "per": "month", "percent_of": "", "currency": "CHF",
        "source": "", "source_url": "", "checked_on": "2026-11-01",
    }  # fmt: skip
    assert (long["months_min"], long["months_max"], long["months_known_part"], long["eqf"]) == (None, None, 60, None)
    assert long["steps"][1]["work_months"] == 12
    assert {end["key"]: (end["is_entry_known"], end["missing"]) for end in data["closed"]} == {
        "CH:mute": (False, []),
        "CH:needy": (True, ["needs"]),
    }
    assert data["unknown_countries"] == ["PT"]


def test_paths_in_words(trade):
    out, err = told("--from", "country=CH, age=x", "--to", trade.code, "--by", "level")
    assert "3 years, level 4" in out
    assert "level not known" in out
    assert "its entries are not known" in out
    assert "needs" in out
    assert "Nothing is known in PT." in out
    assert "An age is a number" in err


def test_where_every_country_is_known_no_sentence_is_lost(trade):
    QualificationFactory(key="PT:one", jurisdiction=JurisdictionFactory(code="PT"), opens=[trade])
    assert "Nothing is known" not in told("--to", "baker")[0]


def test_a_rule_that_pays_nobody_of_that_age_is_no_pay(trade):
    RuleFactory(topic="pay", values={"per": "month", "steps": [{"year": 1, "age_from": 50, "amount": 9}]}, valid_from="2026-01-01")  # fmt: skip
    data = json.loads(told("--from", "country=CH,age=16", "--to", "BAKER", "--json")[0])
    assert data["routes"][0]["steps"][0]["pay"] is None


def test_slips_end_with_a_sentence(trade):
    for to in ("nothing", " "):
        with pytest.raises(CommandError, match="No trade is called"):
            told("--to", to)
    for pair in ("country", "colour=red"):
        with pytest.raises(CommandError, match="is not understood"):
            told("--from", pair, "--to", "baker")


def test_the_open_data_say_the_same(client, trade):
    answer = client.get("/api/v1/paths", {"to": trade.code, "country": "CH", "isced": "2", "age": "14"})
    assert answer.status_code == 200
    assert answer.json() == json.loads(told("--from", "country=CH,isced=2,age=14", "--to", "baker", "--json")[0])
    assert client.get("/api/v1/paths", {"to": "zzzzzz"}).status_code == 404
    assert client.get("/api/v1/paths", {"to": trade.code, "lang": "xx"}).status_code == 422
    assert client.get("/api/v1/paths").status_code == 422
