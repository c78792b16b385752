"""A line for one house of the sample, so that its pages can be seen; no ticket and no wait is made up."""

from __future__ import annotations

from django.db import transaction

from parvis.core.domain.revisions import raise_revision
from parvis.network.models import House
from parvis.queue.domain.planning import ROOM
from parvis.queue.enums import Mode
from parvis.queue.models import Flow

#: The house of the sample that takes people by language and question.
HOUSE = "bruxelles"


def load_sample() -> dict[str, int]:
    """Give the sample's house a line where nobody said yet how it takes people in turn; return how many."""
    house = House.objects.filter(slug=HOUSE, is_sample=True, flow__isnull=True).first()
    if house is None:
        return {}
    with transaction.atomic():
        raise_revision(ROOM)
        Flow.objects.create(house=house, mode=Mode.THEME, is_sample=True)
    return {"lines": 1}
