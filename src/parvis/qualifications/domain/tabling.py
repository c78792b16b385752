"""Writing the table that any house can fill in: as lines of CSV or, empty, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from parvis.core.domain.blank_tables import Column, csv_table, spreadsheet
from parvis.qualifications.domain.template import COLUMNS, EXAMPLE, REQUIRED
from parvis.qualifications.enums import EntryKind, Isced, Mode, Share

_ISCED, _EQF = tuple(map(str, Isced.values)), tuple(map(str, range(1, 9)))
#: Column → what it holds (docs/qualifications.md says the same), and what is allowed where the list is closed.
_TOLD: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "key": ("a name that lasts and is nobody else's: FR:cap-boulanger; rows with one key are one qualification", ()),
    "jurisdiction": ("a country (ISO 3166-1: CH) or a part of one with rules of its own (BE-FR)", ()),
    "mode": ("how it is learnt", tuple(Mode.values)),
    "language": ("the language of title, rhythm, lets and entry_says in this row: fr, de, ca", ()),
    "title": ("what it is called in that language; one more row a language", ()),
    "source": ("title of the law or register that says so", ()),
    "short": ("what people call its kind: CAP, EFZ", ()),
    "national_level": ("its level in the country's own words", ()),
    "isced_field": ("the field (ISCED-F 2013), 2 to 4 digits", ()),
    "register_uri": ("its page in the register, a web address", ()),
    "reference": ("its number in the register", ()),
    "source_url": ("the web address of the source", ()),
    "eqf": ("European level", _EQF),
    "isced": ("what one has completed with it (ISCED 2011)", _ISCED),
    "months_min": ("its usual length in months, at least", ()),
    "months_max": ("its usual length in months, at most", ()),
    "company_share": ("percent of time in the company, 0 to 100", ()),
    "minimum_age": ("only where it differs from the rule of the jurisdiction", ()),
    "valid_from": ("first day on which it can be begun: 2026-11-26", ()),
    "valid_to": ("last day on which it can be begun", ()),
    "checked_on": ("the day you read the source", ()),
    "due_on": ("the day to read it again", ()),
    "share": ("how time is parted between company and school", tuple(Share.values)),
    "rhythm": ("the same in words", ()),
    "lets": ("what one may do with it, in words", ()),
    "trades": ("trades it opens, with spaces between: ESCO URIs, codes, or keys of ours (baker)", ()),
    "entry": ("number of a way in; a second row with the same number says it in another language", ()),
    "entry_kind": ("what kind of way in this row tells", tuple(EntryKind.values)),
    "entry_least_isced": ("what must be completed (ISCED 2011)", _ISCED),
    "entry_least_eqf": ("what must be completed, as a European level", _EQF),
    "entry_months_experience": ("months of experience asked", ()),
    "entry_minimum_age": ("youngest age to begin", ()),
    "entry_maximum_age": ("oldest age to begin", ()),
    "entry_months": ("the length by this way in months; 0: no course, straight to the examination", ()),
    "entry_in_country": ("whether what must be completed must be of the same country", ("yes", "no")),
    "entry_needs": ("key of the qualification one must have", ()),
    "entry_says": ("what else is asked, in words", ()),
}


def spreadsheet_template() -> bytes:
    """Return the empty table as a spreadsheet, with its example and a sheet that explains the columns."""
    columns = [Column(name, *_TOLD[name], is_required=name in REQUIRED) for name in COLUMNS]
    return spreadsheet("qualifications", columns, EXAMPLE)


def csv_lines(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Return the heading and ``rows`` as CSV, without the ends of lines."""
    return csv_table(COLUMNS, rows)
