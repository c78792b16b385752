"""What the daily purge takes of the histories of houses and their pages."""

from __future__ import annotations

import datetime

from parvis.core.domain.versions import thin_all
from parvis.network.models import House, HouseVersion, Page, PageVersion


def purge(_now: datetime.datetime) -> int:
    """Remove versions older than the last fifty of a house or a page; return how many."""
    return thin_all(House.objects.all(), HouseVersion) + thin_all(Page.objects.all(), PageVersion)
