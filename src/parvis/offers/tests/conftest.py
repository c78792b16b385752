import pytest

from parvis.network.domain import gazetteer
from parvis.offers.domain.locating import town_named


@pytest.fixture(autouse=True)
def _few_towns(monkeypatch):
    """Make only the list of larger towns, once a run: the whole one takes seconds."""
    quick = gazetteer._path(gazetteer.QUICK)
    monkeypatch.setattr(gazetteer, "prepare", lambda: quick if quick.exists() else gazetteer.build(gazetteer.QUICK))
    town_named.cache_clear()
