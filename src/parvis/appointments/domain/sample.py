"""Slots at one house of the sample, so that there is something to take; nothing of a house's own is touched."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from parvis.agenda.domain.apart import plan_apart, write_apart
from parvis.appointments.models import Offering
from parvis.appointments.rules import cut
from parvis.core.domain.revisions import raise_revision
from parvis.network.domain.sample_staff import sample_house
from parvis.network.domain.schedules import schedule_of_desk
from parvis.network.models import House
from parvis.seats.domain.planning import plan_single

DAYS = 10
#: RFC 2606: an address that leads nowhere, so that no room of anybody's is named.
LINK = "https://video.example/parvis"


def load_sample() -> dict[str, int]:
    """Give two desks of the sample's house slots of the coming days, one at the house and one by video, where it has none."""
    chosen = sample_house()
    if chosen is None or Offering.objects.filter(event__house=chosen).exists():
        return {}
    house = House.objects.with_hours().get(pk=chosen.pk)
    number = 0
    for desk, link in zip(house.desks.order_by("order", "key")[:2], ("", LINK), strict=False):
        event = write_apart(house, desk.question, desk.languages or house.languages, link)
        event.is_sample = True
        event.save(update_fields=["is_sample"])
        Offering.objects.create(desk=desk, event=event)
        today = timezone.now().astimezone(ZoneInfo(house.time_zone)).date()
        days = [today + datetime.timedelta(days=ahead) for ahead in range(1, DAYS + 1)]
        schedule = schedule_of_desk(house, desk)
        spans = [span for day in days if schedule.times_on(day) for span in _spans(house, day)]
        plan_single(plan_apart(event, spans))
        number += len(spans)
    raise_revision("appointments")
    return {"slots": number}


def _spans(house: House, day: datetime.date) -> list[tuple[datetime.datetime, datetime.datetime]]:
    zone = ZoneInfo(house.time_zone)
    begins = datetime.datetime.combine(day, datetime.time(14), zone)
    return list(cut(begins, begins + datetime.timedelta(hours=2), 30, 10))
