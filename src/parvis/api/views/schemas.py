"""The shapes of the open data, as OpenAPI tells them."""

from __future__ import annotations

import datetime

from ninja import Field, Schema

from parvis.core.languages import INTERFACE_LANGUAGES

KINDS = "^(|trade|qualification|offer|skill|house|desk|page)$"
LANGUAGES = f"^({'|'.join(INTERFACE_LANGUAGES)})$"


class SearchAsked(Schema):
    """What is asked of the search."""

    q: str = Field("", description="Everyday words, in any of the languages; at most 200 characters are read")
    lang: str = Field("en", pattern=LANGUAGES, description="Language of the results' titles")
    kind: str = Field(
        "",
        pattern=KINDS,
        description="Only this kind: trade, qualification, offer, skill, house, desk or page; offers come only when asked for",
    )
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


class EventsAsked(Schema):
    """What is asked of the programme. What cannot be read counts as not asked, as on the page."""

    lang: str = Field("en", pattern=LANGUAGES, description="Language of the texts, where there is one")
    when: str = Field("", description="today, week or month")
    house: str = Field("", description="Name of a house in its address")
    kind: str = Field("", description="Key of a kind")
    trade: str = Field("", description="Code of a trade")
    partner: str = Field("", description="Name of a partner in addresses")
    language: str = Field("", description="Language spoken there")
    audience: str = Field("", description="For whom")
    access: str = Field("", description="Access that is stated")
    age: str = Field("", description="Open to this age")
    free: str = Field("", description="1: no seat needed")
    town: str = Field("", description="Within 50 km of a town")


class EventSession(Schema):
    """One session of an event. ``state`` is planned, moved or cancelled; ``seats`` none, optional or needed."""

    id: str
    event: str
    url: str
    kind: str
    title: str
    lang: str
    summary: str
    starts: str
    ends: str
    state: str
    house: str
    place: str
    country: str
    languages: list[str]
    min_age: int | None
    max_age: int | None
    seats: str
    is_sample: bool


class OffersAsked(Schema):
    """What is asked of the offers. What cannot be read counts as not asked, as on the page."""

    q: str = Field("", description="Everyday words; a kind and “near …” in them are understood")
    lang: str = Field("en", pattern=LANGUAGES, description="Language the words are read in first")
    near: str = Field("", description="latitude,longitude in degrees")
    town: str = Field("", description="A town's name")
    place: str = Field("", description="A town's number in GeoNames")
    km: str = Field("", description="Radius in km, 1 to 100; 20 when nothing is said")
    trade: str = Field("", description="Code of a trade")
    kind: str = Field("", description="apprenticeship, traineeship or job")
    level: str = Field("", description="Level of the European framework, 1 to 8")
    start: str = Field("", description="Month of the start, 2027-09")
    contract: str = Field("", description="Contract as the sender calls it")
    criteria: str = Field("", description="Quality criteria met at least: 3, 5 or 7")
    country: str = Field("", description="ISO 3166-1 code of the country")
    tongue: str = Field("", description="Language the offer is written in")
    plain: str = Field("", description="1: take the words just as typed")
    where: str = Field("", description="unstated: only offers that do not say where")
    page: str = Field("", description="Page, 1 to 10; ten offers each")


class KeptPromises(Schema):
    """Of ``counted`` promises that are over ``kept`` were kept; the true share lies between ``low`` and ``high`` (0…1), 95 times in 100 (Wilson)."""

    kept: int
    counted: int
    low: float
    high: float


class AnswerPromise(Schema):
    """Within how many days every note about the offer is answered. ``is_open``: one can be sent now. No ``rate`` under eleven counted."""

    days: int
    is_open: bool
    rate: KeptPromises | None


class Offer(Schema):
    """One offer. ``criteria`` are the seven of the European framework for apprenticeships: true, false, or null for not stated."""

    id: str
    url: str
    kind: str
    title: str
    lang: str
    company: str
    town: str
    country: str
    latitude: float | None
    longitude: float | None
    km: float | None
    trade: str
    level: int | None
    starts_on: datetime.date | None
    criteria: dict[str, bool | None]
    expires_at: datetime.datetime
    promise: AnswerPromise | None
    is_sample: bool


class OffersAnswer(Schema):
    """Offers of one page, and how the question was understood. ``within`` counts each radius; nothing beyond ``km`` is listed.

    ``unlocated`` are offers that do not say where: they are in no radius. ``is_from_database`` while the index is missing.
    """

    total: int
    page: int
    offers: list[Offer]
    unlocated_total: int
    unlocated: list[Offer]
    trades: list[str]
    words: str
    kind: str
    town: str
    latitude: float | None
    longitude: float | None
    km: int | None
    within: dict[str, int]
    facets: dict[str, dict[str, int]]
    is_from_database: bool


class Problem(Schema):
    """Why there is no answer."""

    detail: str
