"""Long lists: their order, their pages, their narrowing, and finding by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.letters import bare
from parvis.occupations.domain.finding import find_trades
from parvis.occupations.domain.listing import PAGE_LENGTH, listing
from parvis.occupations.models import Occupation
from parvis.occupations.tests.factories import TradeFactory


def labels(cards):
    return [card.label.text for card in cards]


def test_everyday_trades_come_first_then_names_without_accents_or_case(db):
    for name in ("Zèbre", "éleveur", "Épicier", "avocat"):
        TradeFactory(label={"fr": name})
    TradeFactory(label={"fr": "zingueur"}, seed_key="zinc")
    assert labels(listing(Occupation.objects.all(), "fr", 1).cards) == [
        "zingueur",
        "avocat",
        "éleveur",
        "Épicier",
        "Zèbre",
    ]


def test_a_name_missing_in_the_language_is_sorted_by_its_fallback(db):
    TradeFactory(label={"en": "zookeeper"})
    TradeFactory(label={"uk": "абат", "en": "abbot"})
    TradeFactory(label={"en": "baker"})
    assert labels(listing(Occupation.objects.all(), "uk", 1).cards) == ["baker", "zookeeper", "абат"]


def test_narrowing_wants_every_word_anywhere(db):
    for name in ("pastry cook", "cook", "Head Pastry Chef"):
        TradeFactory(label={"en": name})
    assert labels(listing(Occupation.objects.all(), "en", 1, words="PASTRY co").cards) == ["pastry cook"]


@pytest.mark.parametrize(
    ("asked", "given_page"), [("1", 1), ("2", 2), ("99", 2), ("-3", 2), ("x", 1), (None, 1), ("2'", 1)]
)
def test_a_page_that_is_none_gives_the_nearest(db, asked, given_page):
    for _ in range(PAGE_LENGTH + 1):
        TradeFactory()
    found = listing(Occupation.objects.all(), "en", asked)
    assert (found.page.number, found.total) == (given_page, PAGE_LENGTH + 1)


def test_finding_prefers_the_start_of_a_name_then_everyday_trades_then_short_names(db):
    for name, seed in (("pastry cook", ""), ("cook", "cook"), ("cook on board", ""), ("cooking teacher", "")):
        TradeFactory(label={"en": name}, seed_key=seed)
    assert labels(find_trades("cook", "en")) == ["cook", "cook on board", "cooking teacher", "pastry cook"]


def test_finding_offers_the_nearest_spelling(db):
    TradeFactory(label={"fr": "boulanger / boulangère"})
    TradeFactory(label={"fr": "notaire"})
    assert labels(find_trades("boulangé", "fr"))[:1] == ["boulanger / boulangère"]
    assert labels(find_trades("bolangr", "fr"))[:1] == ["boulanger / boulangère"]
    assert find_trades("   ", "fr") == []


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert bare(bare(text)) == bare(text)
