"""What the page of an offer needs of other rooms: how far it is, what is near it when it is gone, what machines are told."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

from django.urls import reverse

from parvis.answers.domain.badges import badge_of
from parvis.answers.domain.showing import Promised
from parvis.core.globe import distance
from parvis.network.domain.places import Town
from parvis.network.domain.saying import say_distance
from parvis.offers.domain.finding import near_offers
from parvis.offers.domain.lines import Line, line_of
from parvis.offers.domain.profile import Profile
from parvis.offers.enums import OfferKind
from parvis.offers.models import Gone, Offer
from parvis.portal.domain.offer_promises import promised_lines

#: How schema.org names the kinds of work; whether a job is full time, a feed does not tell by its kind.
_EMPLOYMENT = {OfferKind.APPRENTICESHIP: "OTHER", OfferKind.TRAINEESHIP: "INTERN"}


def distance_from(offer: Offer, town: Town | None, language: str) -> str:
    """Say how far ``offer`` is from ``town``; empty when either is not known."""
    if town is None or offer.latitude is None or offer.longitude is None:
        return ""
    return say_distance(distance(town.latitude, town.longitude, offer.latitude, offer.longitude), language)


def more_of(offer: Offer | Gone) -> str:
    """Return the address of all offers of its trade, around its town where that is known; empty without a trade."""
    if offer.occupation is None:
        return ""
    asked = {"trade": offer.occupation.code}
    if isinstance(offer, Offer) and offer.latitude is not None and offer.longitude is not None:
        asked |= {"near": f"{offer.latitude:.2f},{offer.longitude:.2f}", "km": "50"}
    return f"{reverse('portal:offers')}?{urlencode(asked)}"


def gone_lines(offer: Offer, language: str, now: datetime.datetime) -> list[Line]:
    """Return up to five offers that still stand, of the same trade and near where ``offer`` was."""
    return promised_lines((line_of(found, language, km) for found, km in near_offers(offer, now)), now)


def linked_offer(profile: Profile, address: str, promised: Promised | None = None) -> dict[str, object]:
    """Return the offer, shown at ``address``, as a schema.org JobPosting; what nobody said is left out.

    Where a note can be sent now, the way to do it is an ApplyAction whose description is the promise.
    """
    offer = profile.offer
    place: dict[str, object] = {
        "@type": "PostalAddress",
        "streetAddress": offer.street,
        "postalCode": offer.postcode,
        "addressLocality": offer.town,
        "addressCountry": offer.country,
    }
    place = {name: value for name, value in place.items() if value}
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "@id": address,
        "url": address,
        "title": offer.title,
        "inLanguage": offer.language,
        "description": offer.description or offer.title,
        "datePosted": offer.published_on.isoformat() if offer.published_on else "",
        "validThrough": offer.expires_at.isoformat(),
        "employmentType": _EMPLOYMENT.get(OfferKind(offer.kind), ""),
        "hiringOrganization": {"@type": "Organization", "name": offer.company} if offer.company else "",
        "jobLocation": {"@type": "Place", "address": place} if len(place) > 1 else "",
        "jobStartDate": offer.starts_on.isoformat() if offer.starts_on else "",
        "occupationalCategory": offer.occupation.isco_id if offer.occupation else "",
        "identifier": {"@type": "PropertyValue", "name": offer.feed.name, "value": offer.reference},
        "isPartOf": offer.url,
        "potentialAction": _note(promised, address) if promised and promised.is_open else "",
    }
    return {name: value for name, value in data.items() if value}


def _note(promised: Promised, address: str) -> dict[str, object]:
    badge = badge_of(promised)
    said = f"{badge.promise}; {badge.kept}" if badge.kept else badge.promise
    return {"@type": "ApplyAction", "target": f"{address}note/", "description": said}
