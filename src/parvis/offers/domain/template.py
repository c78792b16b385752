"""The table of offers that anybody can fill in: its columns, and what stands under each (docs/offers.md says the same)."""

from __future__ import annotations

from parvis.offers.enums import ApplyBy, Criterion

REQUIRED = ("reference", "kind", "title")
#: Column → the way to apply that its cell tells.
WAYS = {
    "apply_call": ApplyBy.CALL,
    "apply_come": ApplyBy.COME,
    "apply_link": ApplyBy.LINK,
    "apply_write": ApplyBy.WRITE,
    "apply_meeting": ApplyBy.MEETING,
}
#: Column → an example of what stands in it.
EXAMPLE = {
    "reference": "2027-014",
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
