"""Trades and houses as open data; a constant number of questions each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from parvis.core.codes import normalise_code
from parvis.network.models import House
from parvis.occupations.models import InterestProfile, Occupation, OccupationText, OccupationWords


def trade_data(typed: str) -> dict[str, Any] | None:
    """Return the trade with the code ``typed`` as open data, None when there is none."""
    trade = (
        Occupation.objects.filter(code=normalise_code(typed))
        .prefetch_related(
            Prefetch("texts", queryset=OccupationText.objects.order_by("language")),
            Prefetch("words", queryset=OccupationWords.objects.order_by("language", "kind")),
            Prefetch("interests", queryset=InterestProfile.objects.order_by("source")),
        )
        .first()
    )
    if trade is None:
        return None
    names: dict[str, list[str]] = {}
    for row in trade.words.all():
        names.setdefault(row.language, []).extend(row.words)
    return {
        "id": trade.code,
        "uri": trade.uri,
        "isco": trade.isco_id or "",
        "sector": trade.sector,
        "version": trade.version,
        "retired_in": trade.retired_in,
        "url": f"{settings.ORIGIN}/en/trades/{trade.code}/",
        "labels": {text.language: text.label for text in trade.texts.all()},
        "summaries": {text.language: text.summary for text in trade.texts.all() if text.summary},
        "names": {language: sorted(set(words)) for language, words in names.items()},
        "interests": [
            {"source": one.source, "letters": one.letters, "is_approximate": one.is_approximate}
            for one in trade.interests.all()
        ],
    }


def houses_data() -> list[dict[str, Any]]:
    """Return every place that stands in the network today as open data, by country, town and name."""
    return [
        {
            "id": house.code,
            "name": house.name,
            "lang": house.name_language,
            "kind": house.kind,
            "country": house.country,
            "town": house.town,
            "address": house.address,
            "postcode": house.postcode,
            "latitude": house.latitude,
            "longitude": house.longitude,
            "languages": house.languages,
            "website": house.website,
            "checked_on": house.checked_on,
            "is_sample": house.is_sample,
            "url": f"{settings.ORIGIN}/en/houses/{house.slug}/",
        }
        for house in House.objects.standing(timezone.localdate()).order_by("country", "town", "name", "slug")
    ]
