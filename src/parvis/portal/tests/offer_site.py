"""A site with a few trades and an index of its own, for the tests of offers."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from parvis.core.etags import kept_pages
from parvis.occupations.models import Occupation
from parvis.occupations.tests.factories import TradeFactory
from parvis.search import reader
from parvis.search.domain import indexing


@contextmanager
def indexed(settings: Any, folder: Path) -> Iterator[None]:
    """Keep the index of a test in ``folder``; the world's towns stay where they were."""
    before = Path(settings.DATA)
    settings.DATA = folder
    for towns in before.glob("towns-*.sqlite3"):
        (folder / towns.name).symlink_to(towns)
    reader.close()
    kept_pages.forget()
    yield
    reader.close()
    for towns in folder.glob("towns-*.sqlite3"):
        if not towns.is_symlink():
            (before / towns.name).write_bytes(towns.read_bytes())


def build() -> None:
    """Build the index anew."""
    indexing.rebuild()
    reader.close()


def freeze(monkeypatch: pytest.MonkeyPatch, moment: datetime.datetime) -> None:
    """Let it be ``moment`` for the site and its engine."""
    monkeypatch.setattr(timezone, "now", lambda: moment)
    monkeypatch.setattr(time, "time", moment.timestamp)
    kept_pages.forget()


def bakery() -> tuple[Occupation, Occupation]:
    """Make two trades that nobody takes one for the other."""
    baker = TradeFactory(
        label={"en": "baker", "fr": "boulanger / boulangère", "de": "Bäcker / Bäckerin"}, sector="food"
    )
    other = TradeFactory(label={"en": "electrician", "fr": "électricien / électricienne"}, sector="building")
    return baker, other


def titles_in(page: str) -> list[str]:
    """Return the titles of the offers a page lists, in their order."""
    lines = re.findall(r'class="offer-line.*?<h3><a[^>]*>(.*?)</a>', page, re.DOTALL)
    return [unescape(line) for line in lines]
