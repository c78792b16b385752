"""The shapes of the open data, as OpenAPI tells them."""

from __future__ import annotations

import datetime

from ninja import Field, Schema

from parvis.core.languages import INTERFACE_LANGUAGES

KINDS = "^(|trade|skill|house|desk|page)$"
LANGUAGES = f"^({'|'.join(INTERFACE_LANGUAGES)})$"


class SearchAsked(Schema):
    """What is asked of the search."""

    q: str = Field("", description="Everyday words, in any of the languages; at most 200 characters are read")
    lang: str = Field("en", pattern=LANGUAGES, description="Language of the results' titles")
    kind: str = Field("", pattern=KINDS, description="Only this kind: trade, skill, house, desk or page")
    limit: int = Field(10, ge=1, le=100, description="Results at most")


class Found(Schema):
    """One result of a search. ``id`` is the thing's short code; ``isco`` four digits and ``uri`` ESCO's for a trade, else empty."""

    kind: str
    id: str
    title: str
    lang: str
    url: str
    isco: str
    uri: str
    score: float


class SearchAnswer(Schema):
    """What was found, best first. ``suggestions`` are other spellings of the question."""

    query: str
    took_ms: float
    total: int
    results: list[Found]
    suggestions: list[str]


class Interest(Schema):
    """Interest types (RIASEC) by one source, strongest first."""

    source: str
    letters: str
    is_approximate: bool


class Trade(Schema):
    """A trade in all its languages."""

    id: str
    uri: str
    isco: str
    sector: str
    version: str
    retired_in: str
    url: str
    labels: dict[str, str]
    summaries: dict[str, str]
    names: dict[str, list[str]]
    interests: list[Interest]


class House(Schema):
    """A place of the network. ``is_sample``: its desks or hours are ours, not the house's."""

    id: str
    name: str
    lang: str
    kind: str
    country: str
    town: str
    address: str
    postcode: str
    latitude: float
    longitude: float
    languages: list[str]
    website: str
    checked_on: datetime.date | None
    is_sample: bool
    url: str


class Problem(Schema):
    """Why there is no answer."""

    detail: str
