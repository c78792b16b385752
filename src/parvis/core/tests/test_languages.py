"""Amounts as people of a language write them."""

import re

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from parvis.core.languages import money
from parvis.core.messages import catalogues
from parvis.core.said import quoted


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


@pytest.mark.parametrize(("language", "said"), [("en", "“a”"), ("de", "„a“"), ("fr", "«\u00a0a\u00a0»"), ("uk", "«a»")])
def test_words_are_quoted_as_the_language_does(language, said):
    with translation.override(language):
        assert quoted("a") == said


@pytest.mark.parametrize(
    "path", [path for path in catalogues() if path.parts[-3] == "de"], ids=lambda path: path.parts[-5]
)
def test_german_quotes_open_below(path):
    """A sentence quotes with „ and “: a ” or a “ without its „ was copied from the English."""
    with path.open("rb") as file:
        said = [
            text for one in read_po(file) for text in (one.string if isinstance(one.string, tuple) else [one.string])
        ]
    assert not [text for text in said if re.search("[“”]", re.sub("„[^„“”]*“", "", text))]
