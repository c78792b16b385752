"""The shapes of paths, as OpenAPI tells them."""

from __future__ import annotations

import datetime

from ninja import Field, Schema

from parvis.api.views.schemas import LANGUAGES


class PathsAsked(Schema):
    """Where somebody stands and what they want to get to. Everything but ``to`` may be left out."""

    to: str = Field(description="Code of the trade")
    country: str = Field("", description="ISO 3166-1 code of a country, or of a part of it: CH, BE-FR")
    isced: str = Field("", description="School completed, ISCED 2011, 0 to 8")
    age: str = Field("", description="Age in years")
    has: str = Field("", description="Codes of qualifications held, with spaces between")
    experience: str = Field("", description="Months of work in the trade or near it")
    stay: str = Field("", description="1: only paths that cross no border of the country said")
    by: str = Field("", description="What comes first: shortest, earns, level or entry")
    lang: str = Field("en", pattern=LANGUAGES, description="Language of the titles")


class PathTrade(Schema):
    """The trade."""

    id: str
    uri: str
    title: str
    lang: str
    url: str


class Standing(Schema):
    """Where somebody stands, as it was understood."""

    country: str
    isced: int | None
    has: list[str]
    age: int | None
    experience_months: int


class Brings(Schema):
    """What one must have beyond what is held or won on the way; 0 is nothing."""

    isced: int
    eqf: int
    experience_months: int


class Pay(Schema):
    """A range: percent of what ``percent_of`` names, or an amount in ``currency``."""

    low: float
    high: float
    per: str
    percent_of: str
    currency: str
    source: str
    source_url: str
    checked_on: datetime.date | None


class PathQualification(Schema):
    """A qualification, and who says so."""

    id: str
    key: str
    title: str
    lang: str
    country: str
    jurisdiction: str
    url: str
    source: str
    source_url: str
    checked_on: datetime.date | None
    is_sample: bool


class PathStep(PathQualification):
    """One step. Lengths are months; null is not known."""

    mode: str
    entry: str
    entry_place: int
    wait_months: int
    work_months: int
    begins_after_months: int | None
    age: int | None
    months_min: int | None
    months_max: int | None
    eqf: int | None
    pay: Pay | None
    opens: list[str]


class Path(Schema):
    """A path. ``months_min`` is null when the length of a step is not known; ``months_known_part`` is then what is."""

    id: str
    months_min: int | None
    months_max: int | None
    months_known_part: int
    eqf: int | None
    earns_after_months: int | None
    brings: Brings
    abroad: list[str]
    steps: list[PathStep]


class Closed(PathQualification):
    """What opens the trade and cannot be reached. ``missing``: needs, isced, eqf, work, age, of the way in that lacks least."""

    is_entry_known: bool
    missing: list[str]
    needs: str | None


class PathsAnswer(Schema):
    """Every sensible path, in the order asked for."""

    to: PathTrade
    standing: Standing
    by: str
    not_understood: list[str]
    is_whole: bool = Field(description="False: too many paths to compare; those with the fewest steps are here")
    routes: list[Path]
    closed: list[Closed]
    unknown_countries: list[str]
