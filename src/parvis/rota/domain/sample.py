"""A rota for houses of the sample that have none; nothing of a house's own is touched."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.network.domain.hours import ONE_DAY
from parvis.network.models import House, Partner
from parvis.rota.domain.revising import rota_moved
from parvis.rota.domain.shifting import Wanted, new_shift, on_weekdays
from parvis.rota.models import Seconding, Shift

FILE = Path(__file__).resolve().parent.parent / "sample" / "rota.toml"


@transaction.atomic
def load_sample() -> dict[str, int]:
    """Plan the sample's shifts at sample houses without a rota, from the Monday four weeks ago on; return how many."""
    told = tomllib.loads(FILE.read_text())
    partners = {partner.slug: partner for partner in Partner.objects.all()}
    made = 0
    for house in House.objects.filter(slug__in=told, is_sample=True).order_by("slug"):
        if not Shift.objects.at(house).exists():
            made += _load(house, told[house.slug], partners)
    return {"shifts": made} if made else {}


def _load(house: House, told: dict[str, Any], partners: dict[str, Partner]) -> int:
    today = timezone.now().date()
    first = today - (today.weekday() + 28) * ONE_DAY
    rota_moved(house)
    shifts = [shift for line in told["shifts"] for shift in _shifts(house, line, first, partners)]
    Shift.objects.bulk_create(shifts)
    for slug, given in told.get("convention", {}).items():
        if slug in partners:
            Seconding.objects.get_or_create(house=house, partner=partners[slug], defaults=given)
    return len(shifts)


def _shifts(house: House, line: dict[str, Any], first: datetime.date, partners: dict[str, Partner]) -> list[Shift]:
    """Return the shifts of a line; none where the house has no such desk, or the network no such partner, any more."""
    desk = house.desks.filter(key=line["desk"]).first()
    if desk is None or (line["partner"] and line["partner"] not in partners):
        return []
    begins, ends = (datetime.time.fromisoformat(each) for each in line["times"].split("-"))
    wanted = Wanted(
        desk=desk,
        partner=partners.get(line["partner"]),
        begins=begins,
        ends=ends,
        first_day=first,
        languages=tuple(line["languages"]),
        people=line.get("people", 1),
        every_weeks=line.get("every", 1),
    )
    made = [new_shift(each) for each in on_weekdays(wanted, line["days"])]
    for shift in made:
        shift.is_sample = True
    return made
