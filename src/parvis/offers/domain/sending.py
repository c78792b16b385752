"""Senders of offers: made when their first file comes, and told apart by their key."""

from __future__ import annotations

import re

from parvis.core.languages import country_name
from parvis.core.refusal import Refusal
from parvis.offers.models import Feed

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
SAMPLE = "sample"


def feed_of(key: str, importer: str, said: dict[str, str], otherwise: dict[str, str]) -> Feed:
    """Return the feed ``key``, made now where there is none; what is ``said`` of it is kept, ``otherwise`` only at first.

    Refuse a key that is none, or one whose files came in another format: their references could not be compared.
    """
    if not _KEY.fullmatch(key):
        message = f"«{key}» is not a key of a feed: small letters a–z, digits, - and _, 40 at most."
        raise Refusal(message)
    said = {name: text for name, text in said.items() if text}
    if country := said.get("country") or otherwise.get("country"):
        if len(country) != 2 or country_name(country.upper(), "en") == country.upper():
            message = f"«{country}» is not the code of a country (ISO 3166-1), like FR."
            raise Refusal(message)
        said |= {"country": country.upper()} if "country" in said else {}
    feed = Feed.objects.filter(key=key).first()
    if feed is None:
        feed = Feed(key=key, importer=importer, **{**otherwise, **said})
        feed.name = feed.name or key
        feed.save()
    elif feed.importer != importer:
        message = f"The feed «{key}» comes in the format «{feed.importer}»; give this one a key of its own with --feed."
        raise Refusal(message)
    elif any(getattr(feed, name) != text for name, text in said.items()):
        for name, text in said.items():
            setattr(feed, name, text)
        feed.save()
    return feed
