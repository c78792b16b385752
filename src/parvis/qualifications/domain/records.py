"""Qualifications, rules and jurisdictions as plain records: what importers and the seed make, compare and write.

A record names other things by what lasts: a qualification by its key, a trade by its URI, a jurisdiction by its code.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self, TypeAlias

Texts: TypeAlias = Mapping[str, str]
_DATES = frozenset({"valid_from", "valid_to", "checked_on", "due_on"})


@dataclass(frozen=True, kw_only=True)
class _Record:
    def plain(self) -> dict[str, Any]:
        """Return the record as JSON can write it."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    def fingerprint(self) -> str:
        """Return a digest of all the record says."""
        written = json.dumps(self.plain(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()

    @classmethod
    def from_plain(cls, row: Mapping[str, Any]) -> Self:
        """Return the record that ``plain`` wrote; fields that it does not know are left blank."""
        names = {one.name for one in fields(cls)}
        given = {name: value for name, value in row.items() if name in names}
        dates = {name: datetime.date.fromisoformat(given[name]) for name in _DATES & set(given) if given[name]}
        return cls(**{**given, **dates, **cls._inner(given)})

    @classmethod
    def _inner(cls, _given: Mapping[str, Any]) -> dict[str, Any]:
        return {}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, (tuple, list)) else value


@dataclass(frozen=True, kw_only=True)
class _Dated(_Record):
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    source: str = ""
    source_url: str = ""
    checked_on: datetime.date | None = None
    due_on: datetime.date | None = None
    is_sample: bool = False
    importer: str = ""


@dataclass(frozen=True, kw_only=True)
class JurisdictionRecord(_Record):
    """A country or a part of it, under its ``code``."""

    code: str
    country: str
    part_of: str = ""
    names: Texts = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    currency: str = ""
    levels: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def _inner(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"languages": tuple(given.get("languages", ()))}


@dataclass(frozen=True, kw_only=True)
class EntryRecord:
    """A way in; ``needs`` is the key of the qualification one must have."""

    kind: str = "standard"
    least_isced: int | None = None
    least_eqf: int | None = None
    in_country: bool = False
    needs: str = ""
    months_experience: int | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    months: int | None = None
    says: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OpeningRecord:
    """A trade that is opened, by its URI."""

    trade: str
    source: str = ""
    is_approximate: bool = False
    is_required: bool | None = None


@dataclass(frozen=True, kw_only=True)
class QualificationRecord(_Dated):
    """A qualification with its ways in (in order) and the trades it opens (in order of URIs)."""

    key: str
    jurisdiction: str
    mode: str
    titles: Texts = field(default_factory=dict)
    short: str = ""
    eqf: int | None = None
    national_level: str = ""
    isced: int | None = None
    isced_field: str = ""
    months_min: int | None = None
    months_max: int | None = None
    share: str = ""
    company_share: int | None = None
    rhythm: Texts = field(default_factory=dict)
    minimum_age: int | None = None
    lets: Texts = field(default_factory=dict)
    register_uri: str = ""
    reference: str = ""
    is_retired: bool = False
    entries: tuple[EntryRecord, ...] = ()
    openings: tuple[OpeningRecord, ...] = ()

    @classmethod
    def _inner(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "entries": tuple(EntryRecord(**row) for row in given.get("entries", ())),
            "openings": tuple(OpeningRecord(**row) for row in given.get("openings", ())),
        }


@dataclass(frozen=True, kw_only=True)
class RuleRecord(_Dated):
    """A rule of a jurisdiction; ``qualification`` is a key, empty when it holds for all."""

    key: str
    jurisdiction: str
    topic: str
    qualification: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    says: Texts = field(default_factory=dict)


#: The columns of each table that a record says as they are.
DATED = tuple(one.name for one in fields(_Dated))
ENTRY = tuple(one.name for one in fields(EntryRecord) if one.name != "needs")
RULE = ("topic", "values", "says", *DATED)
_APART = {"key", "jurisdiction", "entries", "openings"}
QUALIFICATION = tuple(one.name for one in fields(QualificationRecord) if one.name not in _APART)
