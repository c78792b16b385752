"""A small index of a few trades, houses and pages, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from parvis.core.documents import Document
from parvis.search import writer
from parvis.search.engines.embedded import Embedded
from parvis.search.meaning import Meanings
from parvis.search.pipeline import Pipeline


def trade(key: str, isco: str, titles: dict[str, str], *, everyday: bool = True, **more: object) -> Document:
    return Document(
        "trade", key, f"trades/{key}/", titles, code=key, isco=isco, uri=f"urn:{key}", is_everyday=everyday, **more
    )


TRADES = [
    trade(
        "baker",
        "7512",
        {"fr": "boulanger / boulangère", "de": "Bäcker / Bäckerin", "en": "baker", "nl": "bakker"},
        words={"fr": ["faire du pain", "travailler la pâte"], "en": ["make bread"]},
        summary={"fr": "Fait le pain.", "en": "Makes bread."},
        sector="food",
    ),
    trade(
        "bicycle",
        "7234",
        {
            "fr": "mécanicien cycles / mécanicienne cycles",
            "de": "Fahrradmechaniker / Fahrradmechanikerin",
            "en": "bicycle mechanic",
        },
        words={"fr": ["réparer des vélos"], "en": ["fix bikes"]},
        sector="vehicles",
    ),
    trade("bakery-manager", "1412", {"fr": "directeur de boulangerie", "en": "bakery manager"}, everyday=False),
    trade(
        "roofer",
        "7121",
        {"fr": "couvreur / couvreuse", "de": "Dachdecker / Dachdeckerin", "en": "roofer"},
        sector="building",
    ),
    trade(
        "carer",
        "5312",
        {"fr": "accompagnant petite enfance", "en": "childcare worker"},
        words={"en": ["work with children"]},
    ),
    trade(
        "nurse",
        "2221",
        {"fr": "infirmier / infirmière", "en": "nurse", "es": "enfermero / enfermera"},
        body={"en": "Eases pain."},
    ),
]
OTHERS = [
    Document(
        "house",
        "lyon",
        "houses/lyon/",
        {"fr": "Cité des métiers de Lyon"},
        names={"fr": ["Lyon"]},
        country="FR",
        languages=("fr", "en"),
    ),
    Document("page", "privacy", "privacy/", {"fr": "Vie privée", "en": "Privacy"}, words={"en": ["cookies"]}),
]


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    writer.write_generation([*TRADES, *OTHERS], folder, {})
    return folder


@pytest.fixture
def pipeline(index_folder: Path) -> Pipeline:
    return Pipeline(Embedded(index_folder), Meanings(None))
