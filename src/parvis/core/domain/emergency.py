"""The number to call in an emergency, by country."""

from __future__ import annotations

#: Where 112 is the number to call in an emergency: the European Union, and neighbours that say so themselves.
_CALLS_112 = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
        "CH",
        "GB",
        "IS",
        "LI",
        "NO",
        "UA",
    ]
)
_CALLS = {"CA": "911", "US": "911"}


def emergency_number(country: str) -> str:
    """Return the number to call in an emergency in ``country`` (ISO 3166-1 alpha-2); empty where we do not know it."""
    return "112" if country in _CALLS_112 else _CALLS.get(country, "")
