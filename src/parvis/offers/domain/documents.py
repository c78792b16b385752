"""What search may show of offers: the title, the trade, the place, the end; never who sends one and never who employs.

``SEARCH_SOURCES`` names this module. Search follows the room's revision: an offer that was taken back or merged is told once
more as one that has ended, so that no search shows it and nothing needs to be built anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import override

from parvis.core.documents import Document
from parvis.core.domain.revisions import revision_of
from parvis.offers.domain.lines import pictogram_of
from parvis.offers.domain.saying import kind_label, where_of
from parvis.offers.enums import OfferKind
from parvis.offers.models import Offer

ROOM = "offers"
KINDS = ("offer",)
BATCH = 1000
#: What stands for a trade or a month that is not known, so that it can be asked for.
NONE = "none"
#: So many of the seven criteria met at least: what can be asked for.
CRITERIA_STEPS = (3, 5, 7)
#: Years in which something can be said to start: an address names no other.
YEARS = range(2000, 2100)
#: Running text that helps to find, in characters.
LONGEST = 1500


def revision() -> tuple[int, int]:
    """Return (latest revision, 0): what leaves was told as ended or has ended, so no removal asks for an index built anew."""
    return revision_of(ROOM)[0], 0


def documents(since: int = 0) -> Iterator[Document]:
    """Yield the offers changed after revision ``since``; for 0 all that stand now. One query, whatever their number."""
    now = timezone.now()
    offers = Offer.objects.standing(now) if not since else Offer.objects.filter(revision__gt=since)
    for offer in offers.select_related("occupation").order_by("pk").iterator(chunk_size=BATCH):
        yield document_of(offer, now)


def addresses() -> Iterator[str]:
    """Yield the path of the list, then those of the offers that stand now."""
    yield "offers/"
    standing = Offer.objects.standing(timezone.now()).order_by("pk").values_list("code", flat=True)
    for code in standing.iterator(chunk_size=BATCH):
        yield f"offers/{code}/"


def document_of(offer: Offer, now: datetime.datetime) -> Document:
    """Return what is found of ``offer`` (fetched with its trade): from a moment ago on, nothing, when it was taken back."""
    is_over = offer.withdrawn_on is not None or offer.merged_into_id is not None
    trade = offer.occupation
    return Document(
        kind="offer",
        id=offer.code,
        path=f"offers/{offer.code}/",
        titles={offer.language: offer.title},
        body={offer.language: offer.description[:LONGEST]} if offer.description else {},
        summary={offer.language: _summary(offer)},
        code=offer.code,
        isco=(trade.isco_id or "") if trade else "",
        sector=trade.sector if trade else "",
        country=offer.country,
        languages=(offer.language,),
        pictogram=pictogram_of(trade),
        latitude=offer.latitude,
        longitude=offer.longitude,
        facets=facets_of(offer),
        until=now - datetime.timedelta(seconds=1) if is_over else offer.expires_at,
    )


def facets_of(offer: Offer) -> dict[str, str | tuple[str, ...]]:
    """Return what offers can be narrowed down by; what nobody stated has no value, save the trade and the place."""
    met = offer.criteria_met
    facets: dict[str, str | tuple[str, ...]] = {
        "trade": offer.occupation.code if offer.occupation else NONE,
        "form": offer.kind,
        "located": "yes" if offer.is_located else "no",
        "criteria": tuple(str(step) for step in CRITERIA_STEPS if met >= step),
    }
    if offer.eqf:
        facets["level"] = str(offer.eqf)
    if offer.starts_on and offer.starts_on.year in YEARS:
        facets["start"] = f"{offer.starts_on:%Y-%m}"
    if contract := " ".join(offer.contract.split())[:60].strip():
        facets["contract"] = contract
    return facets


@lru_cache(maxsize=512)
def _kind(kind: OfferKind, language: str) -> str:
    with override(language):
        return kind_label(kind)


def _summary(offer: Offer) -> str:
    parts = (_kind(OfferKind(offer.kind), offer.language), where_of(offer, offer.language))
    return " · ".join(part for part in parts if part)
