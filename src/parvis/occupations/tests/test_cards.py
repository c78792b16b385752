"""A trade in brief."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.templatetags.parts import PICTOGRAMS
from parvis.occupations.domain.cards import SUMMARY_LENGTH, first_sentence, trade_cards
from parvis.occupations.domain.sectors import sectors
from parvis.occupations.models import OccupationText
from parvis.occupations.tests.factories import TradeFactory


def test_cards_keep_the_order_and_leave_unknown_codes_out(db):
    baker, cook = TradeFactory(label={"fr": "boulanger"}), TradeFactory(label={"fr": "cuisinier"})
    found = trade_cards([cook.code, "zzzzzz", baker.code, cook.code], "fr")
    assert [str(card.label) for card in found] == ["cuisinier", "boulanger"]


def test_a_missing_language_falls_back_visibly(db):
    trade = TradeFactory(label={"en": "baker", "de": "Bäcker"})
    card = trade_cards([trade.code], "ar")[0]
    assert (card.label.text, card.label.language, card.label.is_fallback) == ("baker", "en", True)
    assert card.note == "shown in الإنجليزية"


def test_without_a_summary_the_first_sentence_of_the_source_stands_in(db):
    trade = TradeFactory()
    OccupationText.objects.filter(occupation=trade).update(
        summary="", description="Bakers make a wide range of breads. They follow recipes."
    )
    assert trade_cards([trade.code], "en")[0].summary.text == "Bakers make a wide range of breads."


def test_a_card_names_its_sector_and_stands_without_one(db):
    food, none = TradeFactory(sector="food"), TradeFactory(sector="", pictogram="")
    cards = trade_cards([food.code, none.code], "en")
    assert [(card.sector_label, card.pictogram) for card in cards] == [
        ("Food, cooking, hospitality", "bread"),
        ("", "compass"),
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_cards_cost_two_queries_however_many(db, django_assert_num_queries, number):
    codes = [TradeFactory(label=dict.fromkeys(INTERFACE_LANGUAGES, "x")).code for _ in range(number)]
    with django_assert_num_queries(2):
        assert len(trade_cards(codes, "uk")) == number


@given(st.text(max_size=600))
def test_a_first_sentence_is_never_too_long_and_starts_the_text(text):
    sentence = first_sentence(text)
    assert len(sentence) <= SUMMARY_LENGTH
    assert " ".join(text.split()).startswith(sentence.removesuffix("…"))


def test_every_sector_has_a_drawing():
    for sector, look in sectors():
        assert (PICTOGRAMS / f"{look.pictogram}.svg").is_file(), sector
