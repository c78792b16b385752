"""The interface is said whole in ten languages: nothing missing, fuzzy, stale or broken."""

from __future__ import annotations

from parvis.core import messages


def test_ten_languages_say_every_sentence() -> None:
    gaps = messages.gaps()
    assert gaps == [], f"{len(gaps)} gaps; parvis messages --update, then translate"


def test_a_new_sentence_would_be_seen() -> None:
    found = messages.collect()
    assert len(found["core"]) > 20
    assert found["core"].get("This page is not here") is not None
