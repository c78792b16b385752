"""A meeting day for a sample event, so that a fresh site shows one: tables of made-up organisations, no person."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from parvis.agenda.models import Session
from parvis.meetings.enums import DayState
from parvis.meetings.models import MeetingDay, Table, TableOffer
from parvis.network.models import House
from parvis.occupations.models import Occupation
from parvis.offers.models import Offer

FILE = Path(__file__).resolve().parent.parent / "sample" / "day.toml"


def load_sample() -> dict[str, int]:
    """Make the next date of each sample event of recruiters a meeting day with tables, where none is; return how many."""
    now, kind = timezone.now(), tomllib.loads(FILE.read_text())["kind"]
    sessions = Session.objects.filter(event__is_sample=True, event__kind__key=kind, meeting_day__isnull=True)
    days = tables = 0
    for session in sessions.public().taking_place().coming(now).select_related("event__house").order_by("pk"):
        if MeetingDay.objects.filter(session__event=session.event, session__ends__gt=now).exists():
            continue
        tables += _made(session, tomllib.loads(FILE.read_text()))
        days += 1
    return {what: number for what, number in (("meeting days", days), ("tables", tables)) if number}


def _made(session: Session, told: dict[str, Any]) -> int:
    local = session.starts.astimezone(ZoneInfo(session.time_zone))
    day = MeetingDay.objects.create(session=session, state=DayState.OPEN, seed=int(f"{local:%Y%m%d}"), **told["day"])
    house = session.event.house
    for row in told["table"]:
        offers, also, trade = row.pop("offers", []), row.pop("also", []), row.pop("isco", "")
        table = Table.objects.create(day=day, **row, languages=list(dict.fromkeys([house.name_language, *also])))
        TableOffer.objects.bulk_create([TableOffer(table=table, language="en", **offer) for offer in offers])
        if offer := _offer_of(house, trade):
            TableOffer.objects.create(
                table=table,
                offer=offer,
                title=offer.title,
                language=offer.language,
                level=offer.eqf,
                contract=offer.kind,
            )
    return len(told["table"])


def _offer_of(house: House, isco: str) -> Offer | None:
    """Return an offer of the sample in the country of ``house`` whose trade is in an ISCO-08 group; None where there is none."""
    of_trade = Occupation.objects.in_isco(isco) if isco else Occupation.objects.none()
    rows = Offer.objects.filter(is_sample=True, country=house.country, occupation__in=of_trade)
    return rows.order_by("code").first()
