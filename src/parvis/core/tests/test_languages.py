"""Amounts as people of a language write them."""

import pytest

from parvis.core.languages import money


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        (700, "EUR", "en", "€700"),
        (700.5, "EUR", "fr", "700,50\xa0€"),
        (700, "CHF", "en", "CHF\xa0700"),
        (700, "CHF", "de", "700\xa0CHF"),
        (1700, "CAD", "fr", "1\u202f700\xa0$CA"),
    ],
)
def test_money(amount, currency, language, said):
    assert money(amount, currency, language) == said
