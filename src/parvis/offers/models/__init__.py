"""The tables of offers: the doors other rooms may open."""

from parvis.offers.models.feed import Feed
from parvis.offers.models.gone import Gone
from parvis.offers.models.offer import Offer

__all__ = ["Feed", "Gone", "Offer"]
