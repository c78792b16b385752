"""The interface is said whole in ten languages: nothing missing, fuzzy, stale or broken."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

from parvis.core import messages


def test_ten_languages_say_every_sentence() -> None:
    gaps = messages.gaps()
    assert gaps == [], f"{len(gaps)} gaps; parvis messages --update, then translate"


def test_a_new_sentence_would_be_seen() -> None:
    found = messages.collect()
    assert len(found["core"]) > 20
    assert found["core"].get("This page is not here") is not None


def test_french_signs_do_not_begin_a_line() -> None:
    """A plain space before « : ; ? ! » lets a narrow phone break the line there."""
    loose = []
    for path in messages.catalogues():
        if path.parts[-3] == "fr":
            with path.open("rb") as file:
                said = [text for entry in read_po(file) for text in _texts(entry.string)]
            loose += [text for text in said if re.search(r" [:;?!»]|« ", text)]
    assert loose == []


def test_a_ukrainian_date_ends_the_sentence() -> None:
    """CLDR ends a long date with “р.”: a stop after it would be a second one."""
    doubled = []
    for path in messages.catalogues():
        if path.parts[-3] == "uk":
            with path.open("rb") as file:
                said = [text for entry in read_po(file) for text in _texts(entry.string)]
            doubled += [text for text in said if re.search(r"%\((date|day|due)\)s\.", text)]
    assert doubled == []


def _texts(string: str | tuple[str, ...] | list[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)
