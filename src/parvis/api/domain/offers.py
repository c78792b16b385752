"""Offers as open data: the same answer as the page gives, from the same search."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from parvis.answers.domain.badges import promise_data
from parvis.answers.domain.showing import Promised, promises_of
from parvis.offers.domain.lines import fetch
from parvis.offers.models import Offer
from parvis.search.domain.offers.asking import ask
from parvis.search.domain.offers.looking import Hit
from parvis.search.domain.offers.question import read_asked


def offers_data(query: Mapping[str, str], language: str, now: datetime.datetime) -> dict[str, Any]:
    """Answer ``query`` (the names of the page's own address) in ``language``: one query of the database, two to seven for promises to answer, one for near trades."""
    asked = read_asked(query)
    found, is_from_database = ask(asked, language, now)
    shown = fetch([hit.code for hit in (*found.hits, *found.unlocated)], now).offers
    promises = promises_of(shown, now) if shown else {}
    town = found.understood.town
    return {
        "total": found.total,
        "page": asked.page,
        "offers": _rows(found.hits, shown, promises),
        "unlocated_total": found.unlocated_total,
        "unlocated": _rows(found.unlocated, shown, promises),
        "trades": list(found.understood.trade_codes),
        "words": found.understood.words,
        "kind": found.understood.kind or asked.chosen.get("kind", ""),
        "town": town.name if town else "",
        "latitude": found.understood.centre[0] if found.understood.centre else None,
        "longitude": found.understood.centre[1] if found.understood.centre else None,
        "km": asked.km if found.understood.centre else None,
        "within": {str(one.km): one.total for one in found.radii if one.total is not None},
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
        "is_from_database": is_from_database,
    }


def _rows(hits: tuple[Hit, ...], shown: Mapping[str, Offer], promises: Mapping[str, Promised]) -> list[dict[str, Any]]:
    return [_row(shown[hit.code], hit.km, promises.get(hit.code)) for hit in hits if hit.code in shown]


def _row(offer: Offer, km: float | None, promised: Promised | None) -> dict[str, Any]:
    return {
        "id": offer.code,
        "url": f"{settings.ORIGIN}/en/offers/{offer.code}/",
        "kind": offer.kind,
        "title": offer.title,
        "lang": offer.language,
        "company": offer.company,
        "town": offer.town,
        "country": offer.country,
        "latitude": offer.latitude,
        "longitude": offer.longitude,
        "km": None if km is None else round(km, 1),
        "trade": offer.occupation.code if offer.occupation else "",
        "level": offer.eqf,
        "starts_on": offer.starts_on,
        "criteria": {criterion.value: met for criterion, met in offer.criteria.items()},
        "expires_at": offer.expires_at,
        "promise": promise_data(promised) if promised else None,
        "is_sample": offer.is_sample,
    }
