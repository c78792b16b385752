"""Countries side by side: each fact is told by who says it."""

from __future__ import annotations

import datetime

import pytest

from parvis.occupations.tests.factories import TradeFactory
from parvis.qualifications.domain.asking import Asked
from parvis.qualifications.domain.crossing import crossing
from parvis.qualifications.domain.graph import current_graph
from parvis.qualifications.domain.paths.dead_ends import dead_ends
from parvis.qualifications.domain.paths.graph import Door, Graph, Node
from parvis.qualifications.domain.paths.standing import Standing
from parvis.qualifications.domain.profile import profile
from parvis.qualifications.domain.routes import routes_told
from parvis.qualifications.models import Jurisdiction

from .factories import JurisdictionFactory, QualificationFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trade():
    return TradeFactory(label={"en": "baker"})


def cells(trade, language="en"):
    (country,) = crossing(current_graph(), trade.pk, Asked(), language, countries=["CH"]).countries
    return {cell.name: cell for cell in country.cells}


def test_an_age_by_rule_is_told_by_the_rule(trade):
    RuleFactory(source="law on ages")
    QualificationFactory(opens=[trade])
    assert cells(trade)["age"].told.source == "law on ages"


@pytest.mark.parametrize(
    "own",
    [{"minimum_age": 18}, {"entries": [{"minimum_age": 18}]}, {"mode": "school", "entries": [{"minimum_age": 18}]}],
)
def test_an_age_of_its_own_is_told_by_the_qualification(trade, own):
    RuleFactory(source="law on ages")
    QualificationFactory(opens=[trade], **own)
    cell = cells(trade)["age"]
    assert [line.text for line in cell.lines] == ["18 years"]
    assert cell.told.source == "List of the office"


def test_a_rule_of_its_own_goes_before_the_countrys(trade):
    row = QualificationFactory(opens=[trade], share="days", rhythm={}, company_share=70)
    signs = {"topic": "signs", "values": {"who": ["company"]}}
    RuleFactory(qualification=row, says={"en": "The guild signs."}, source="guild", **signs)
    RuleFactory(says={"en": "The company signs."}, **signs)
    told = cells(trade)
    assert told["signs"].lines[0].text == "The guild signs."
    assert told["signs"].told.source == "guild"
    assert [line.text for line in told["rhythm"].lines] == [
        "some days of the week at each place",
        "70 % of the time in the company",
    ]


def test_of_two_rules_the_younger_counts_on_every_database(trade):
    """PostgreSQL sorts a blank first day last, SQLite first: a rule that nobody dated must win on neither."""
    signs = {"topic": "signs", "values": {"who": ["company"]}}
    RuleFactory(says={"en": "new"}, valid_from=datetime.date(2020, 1, 1), **signs)
    RuleFactory(says={"en": "undated"}, **signs)
    row = QualificationFactory(opens=[trade])
    assert cells(trade)["signs"].lines[0].text == "new"
    shown = profile(row.code, "en")
    assert shown is not None
    assert [rule.says.text for rule in shown.rules] == ["new"]


def test_a_part_goes_before_its_country(trade):
    whole = JurisdictionFactory(code="BE")
    part = Jurisdiction.objects.create(code="BE-FR", country="BE", part_of=whole)
    signs = {"topic": "signs", "values": {"who": ["company"]}}
    RuleFactory(jurisdiction=whole, says={"en": "whole"}, **signs)
    row = QualificationFactory(jurisdiction=part, opens=[trade])
    assert cells(trade)["signs"].lines[0].text == "whole"
    RuleFactory(jurisdiction=part, says={"en": "part"}, **signs)
    assert cells(trade)["signs"].lines[0].text == "part"
    shown = profile(row.code, "en")
    assert shown is not None
    assert [rule.says.text for rule in shown.rules] == ["part"]


def test_what_can_no_longer_be_taken_still_says_what_it_asked(trade):
    row = QualificationFactory(
        opens=[trade],
        is_retired=True,
        entries=[{"least_isced": 2, "in_country": True, "months_experience": 24, "minimum_age": 18, "maximum_age": 30}],
    )
    shown = profile(row.code, "en")
    assert shown is not None
    assert shown.ways[0].asks == [
        "lower secondary school, to about 15, in the same country",
        "2 years of experience in the trade or near it",
        "from the age of 18",
        "up to the age of 30",
    ]


def test_a_rule_on_pay_of_its_own_pays_it_and_nothing_else(trade):
    row = QualificationFactory(opens=[trade], mode="school")
    QualificationFactory(opens=[trade], mode="adult", months_min=48, months_max=48)
    RuleFactory(qualification=row, topic="pay", values={"per": "month", "steps": [{"amount": 700}]}, source="guild")
    pay = cells(trade)["pay"]
    assert "700 a month" in pay.lines[0].text
    assert pay.told.source == "guild"


def test_a_later_rule_of_the_whole_does_not_replace_the_parts(trade):
    whole = JurisdictionFactory(code="BE")
    part = Jurisdiction.objects.create(code="BE-FR", country="BE", part_of=whole)
    signs = {"topic": "signs", "values": {"who": ["company"]}}
    RuleFactory(jurisdiction=part, says={"en": "part"}, **signs)
    RuleFactory(jurisdiction=whole, says={"en": "whole"}, valid_from=datetime.date(2020, 1, 1), **signs)
    shown = profile(QualificationFactory(jurisdiction=part, opens=[trade]).code, "en")
    assert shown is not None
    assert [rule.says.text for rule in shown.rules] == ["part"]


def test_experience_without_a_least_length_is_said_as_that(trade):
    held = QualificationFactory(opens=[trade])
    QualificationFactory(opens=[trade], entries=[{"needs": held, "months_experience": 1}], months_min=12)
    graph = current_graph()
    asked = Asked(Standing(held=frozenset({graph.place_of[held.code]})))
    told = routes_told(graph, trade.pk, asked, "en", countries=set())
    assert [step.before for group in told.groups for route in group.routes for step in route.steps] == [
        ["Work in the trade first. No least length is set."]
    ]


def test_of_two_closed_ways_in_the_nearest_is_told():
    first = Node(code="absent", country="CH", mode="school")
    near, far = Door(needs=0), Door(place=1, needs=0, isced=6, experience=24)
    for doors in ((near, far), (far, near)):
        graph = Graph([first, Node(code="goal", country="CH", mode="school", trades=frozenset({1}), doors=doors)])
        (end,) = dead_ends(graph, Standing(isced=2), 1, ())
        assert (end.door, end.missing) == (near, ("needs",))


def test_a_way_in_may_be_shorter_than_usual(trade):
    QualificationFactory(opens=[trade], entries=[{"kind": "bridge", "months": 6}])
    assert cells(trade)["length"].lines[0].text == "6 months"
