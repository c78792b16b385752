"""The table of offers that anybody can fill in: its columns, and what stands under each (docs/offers.md says the same)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parvis.core.domain.blank_tables import EXAMPLE_MARK, Column, csv_table, spreadsheet
from parvis.offers.enums import ApplyBy, Criterion, OfferKind, PayPeriod

REQUIRED = ("reference", "kind", "title")
#: Column → the way to apply that its cell tells.
WAYS = {
    "apply_call": ApplyBy.CALL,
    "apply_come": ApplyBy.COME,
    "apply_link": ApplyBy.LINK,
    "apply_write": ApplyBy.WRITE,
    "apply_meeting": ApplyBy.MEETING,
}
#: The seven criteria in the words of docs/offers.md.
_CRITERIA = {name: name.replace("_", " ") for name in Criterion.values}
#: Column → an example of what stands in it.
EXAMPLE = {
    "reference": f"{EXAMPLE_MARK}-2027-014",
    "kind": "apprenticeship",
    "title": "Baker",
    "language": "en",
    "description": "What the person learns and does.",
    "company": "Sample bakery",
    "street": "1 Sample Street",
    "postcode": "69001",
    "town": "Lyon",
    "country": "FR",
    "latitude": "",
    "longitude": "",
    "trade": "isco:7512",
    "qualification": "",
    "eqf": "3",
    "rhythm": "3 weeks in the company, 1 at school",
    "contract": "apprenticeship contract",
    "hours": "35 a week",
    "months_min": "24",
    "months_max": "24",
    "start": "2027-09-01",
    "positions": "1",
    "pay_min": "",
    "pay_max": "",
    "pay_currency": "EUR",
    "pay_per": "month",
    "pay": "as the law says",
    "languages": "fr",
    "access": "step-free entrance",
    **dict.fromkeys(Criterion.values, ""),
    "apply_call": "+33 4 00 00 00 00",
    "apply_come": "",
    "apply_link": "",
    "apply_write": "",
    "apply_meeting": "",
    "url": "",
    "published": "2027-01-15",
    "ends": "2027-08-31",
}
COLUMNS = tuple(EXAMPLE)
_DAY = "a day, 2027-09-01 or 01/09/2027"
_TOLD: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "reference": ("your own name for the offer, which stays the same", ()),
    "kind": ("what is offered", tuple(OfferKind.values)),
    "title": ("what the place is called", ()),
    "language": ("the language of the texts: fr, de", ()),
    "description": ("what the person learns and does; name no person", ()),
    "company": ("name of the company", ()),
    "street": ("street and number of the place of work", ()),
    "postcode": ("postcode", ()),
    "town": ("town; with the country, it puts the offer on the map", ()),
    "country": ("ISO 3166-1 (FR), or its name", ()),
    "latitude": ("degrees, where the exact place is known", ()),
    "longitude": ("degrees", ()),
    "trade": ("ESCO's URI, rome:D1102, isco:7512 or our code; several with spaces", ()),
    "qualification": ("key, code or register's number of the qualification it leads to", ()),
    "eqf": ("European level", tuple(map(str, range(1, 9)))),
    "rhythm": ("company and school, in words", ()),
    "contract": ("the contract, in words", ()),
    "hours": ("the hours, in words", ()),
    "months_min": ("its length in months, at least", ()),
    "months_max": ("its length in months, at most", ()),
    "start": (f"{_DAY}, or words", ()),
    "positions": ("how many places", ()),
    "pay_min": ("an amount", ()),
    "pay_max": ("an amount", ()),
    "pay_currency": ("ISO 4217: EUR", ()),
    "pay_per": ("what the amount is for", tuple(PayPeriod.values)),
    "pay": ("pay in words, where there is no amount", ()),
    "languages": ("languages needed at work: fr de", ()),
    "access": ("access for people with a disability, in words", ()),
    **{name: (f"{label}; empty when nobody knows", ("yes", "no")) for name, label in _CRITERIA.items()},
    "apply_call": ("a telephone number of the company", ()),
    "apply_come": ("where and when to come", ()),
    "apply_link": ("the web address to apply on", ()),
    "apply_write": ("a mail address of the company", ()),
    "apply_meeting": ("the meeting day", ()),
    "url": ("the web address of the offer", ()),
    "published": (_DAY, ()),
    "ends": (f"the last day it stands: {_DAY}", ()),
}


def csv_template() -> Iterator[str]:
    """Return the headings and the example as lines of CSV, without their ends."""
    return csv_table(tuple(EXAMPLE), [EXAMPLE])


def spreadsheet_template() -> bytes:
    """Return the empty table as a spreadsheet, with its example and a sheet that explains the columns."""
    columns = [Column(name, *_TOLD[name], is_required=name in REQUIRED) for name in COLUMNS]
    return spreadsheet("offers", columns, EXAMPLE)
