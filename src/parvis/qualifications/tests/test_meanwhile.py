"""An import, or its undoing, that lands while somebody is being answered: nothing breaks, and what is told is of one moment."""

from __future__ import annotations

import datetime
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from parvis.core.domain.revisions import raise_revision
from parvis.occupations.tests.factories import TradeFactory
from parvis.qualifications.domain.graph import Outdated, build, current_graph, told_of_one_graph
from parvis.qualifications.domain.keeping import ROOM, take_away
from parvis.qualifications.models import Entry, Jurisdiction, Qualification

from .factories import JurisdictionFactory, QualificationFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)


@contextmanager
def landing_before(model, act):
    """Let ``act`` land, once, just before the next question to the table of ``model``."""
    asks, left = f'FROM "{model._meta.db_table}"', [act]

    def before(execute, sql, params, many, context):
        if asks in sql and left:
            others, connection.execute_wrappers = connection.execute_wrappers, []
            try:
                with transaction.atomic():
                    left.pop()()
                    raise_revision(ROOM)
            finally:
                connection.execute_wrappers = others
        return execute(sql, params, many, context)

    with connection.execute_wrapper(before):
        yield
    assert not left


@pytest.fixture
def trade():
    return TradeFactory(label={"en": "baker"})


@pytest.fixture
def low(trade):
    return QualificationFactory(opens=[trade], titles={"en": "Baker EFZ"})


def needs_a_new_one(low):
    """Return an import that makes ``low`` need a qualification that it brings."""

    def act():
        new = QualificationFactory(titles={"en": "Brought"}, jurisdiction=JurisdictionFactory(code="FR"))
        Entry.objects.create(qualification=low, place=1, needs=new)

    return act


@pytest.mark.parametrize("model", [Entry, Jurisdiction, Qualification])
def test_a_graph_is_of_one_moment(low, model):
    with landing_before(model, needs_a_new_one(low)):
        graph = current_graph()
    node = graph.nodes[graph.place_of[low.code]]
    needed = [graph.nodes[door.needs].country for door in node.doors if door.needs >= 0]
    assert (len(graph.nodes), needed) == (2, ["FR"])


def test_what_points_at_nothing_is_left_out(low):
    with landing_before(Entry, needs_a_new_one(low)):
        graph = build(TODAY)
    assert [len(node.doors) for node in graph.nodes] == [1]


def test_a_country_that_comes_between_waits_for_the_next_building(low):
    with landing_before(Qualification, lambda: QualificationFactory(jurisdiction=JurisdictionFactory(code="FR"))):
        graph = build(TODAY)
    assert [node.code for node in graph.nodes] == [low.code]


@pytest.mark.parametrize("page", ["", "countries/"])
def test_a_page_of_paths_survives_an_undoing(client, trade, low, page):
    QualificationFactory(opens=[trade], titles={"en": "Bread school"}, mode="school")
    current_graph()
    with landing_before(Qualification, lambda: take_away(Qualification, [low.key])):
        answer = client.get(f"/en/paths/{trade.code}/{page}?country=CH&isced=2&has={low.code}")
    assert answer.status_code == 200
    assert "Bread school" in answer.text
    assert "Baker EFZ" not in answer.text


def test_open_data_of_paths_survive_an_undoing(client, trade, low):
    current_graph()
    with landing_before(Qualification, lambda: take_away(Qualification, [low.key])):
        answer = client.get(f"/api/v1/paths?to={trade.code}")
    assert (answer.status_code, answer.json()["routes"]) == (200, [])


def test_the_page_of_a_qualification_survives_its_arrival_and_its_going(client, low):
    current_graph()
    with landing_before(Qualification, lambda: QualificationFactory(code="fresh0", titles={"en": "Fresh"})):
        assert "Fresh" in client.get("/en/qualifications/fresh0/").text
    with landing_before(Qualification, lambda: take_away(Qualification, [low.key])):
        assert client.get(f"/en/qualifications/{low.code}/").status_code == 404


def test_what_never_settles_is_given_up():
    tried = []

    def tell(graph):
        tried.append(graph)
        raise Outdated

    with pytest.raises(Outdated):
        told_of_one_graph(tell)
    assert len(tried) == 3
