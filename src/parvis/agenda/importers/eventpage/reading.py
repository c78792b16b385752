"""One schema.org Event → a record, or the reason why there is none. Organisers and performers are never read."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from parvis.agenda.domain.arrivals import BODY, PLACE, REFERENCE, TITLE, TOWN, Arrival, Time
from parvis.agenda.enums import Where
from parvis.offers.domain.tidying import cut, line, link, paragraphs, without_contacts

LONGEST = datetime.timedelta(days=31)
_DAY = datetime.timedelta(days=1)


class Fault(Exception):
    """An event that is not taken; the text says why."""


@dataclass(frozen=True)
class Place:
    """What the house says of the pages it takes in."""

    house: str
    kind: str
    language: str
    zone: ZoneInfo
    source: str


def arrival_of(told: Mapping[str, Any], at: Place) -> Arrival:
    """Return the record of an event; raise Fault with the reason why not."""
    title = line(_text(told.get("name")), TITLE)
    if not title:
        raise Fault("it has no name")
    time = _time(told, at.zone)
    where, place, town, url = _where(told.get("location"))
    page = link(_text(told.get("url")))
    name = _text(told.get("@id")) or _text(told.get("identifier")) or page
    reference = f"{name or title}#{time.starts.isoformat()}"
    language = _text(told.get("inLanguage"))
    parts = (without_contacts(paragraphs(_text(told.get("description")))), page)
    return Arrival(
        house=at.house,
        reference=reference if len(reference) <= REFERENCE else hashlib.sha256(reference.encode()).hexdigest(),
        kind=at.kind,
        language=language.lower()[:2] if language[:2].isalpha() and len(language) >= 2 else at.language,
        title=title,
        body=cut("\n\n".join(part for part in parts if part), BODY),
        where=where.value,
        place=place,
        town=town,
        url=url,
        source=at.source,
        times=(time,),
    )


def _text(value: Any) -> str:
    """Return a value as text, the first of several; an object gives its name or value."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name") or value.get("value") or value.get("@id") or ""
    return str(value).replace("\x00", "").strip() if isinstance(value, (str, int, float)) else ""


def _time(told: Mapping[str, Any], zone: ZoneInfo) -> Time:
    status = _text(told.get("eventStatus")).rsplit("/", 1)[-1]
    if status == "EventPostponed":
        raise Fault("it is postponed and nobody says to when")
    if told.get("eventSchedule") and not told.get("startDate"):
        raise Fault("it repeats by a schedule, which is not read; give each day as an event")
    starts, is_day = _moment(_text(told.get("startDate")), zone, "startDate")
    if end := _text(told.get("endDate")):
        ends, ends_by_day = _moment(end, zone, "endDate")
        if is_day != ends_by_day:
            raise Fault("it gives an hour for one end only")
        ends += _DAY if is_day else datetime.timedelta()
    elif is_day:
        ends = starts + _DAY
    else:
        raise Fault("it does not say when it ends (endDate)")
    if not datetime.timedelta() < ends - starts <= LONGEST:
        raise Fault("it ends before it begins, or lasts longer than 31 days")
    utc = datetime.UTC
    return Time(starts.astimezone(utc), ends.astimezone(utc), is_cancelled=status == "EventCancelled")


def _moment(said: str, zone: ZoneInfo, name: str) -> tuple[datetime.datetime, bool]:
    """Return an aware moment, and whether only a day was said; without a zone it is the clock of the house."""
    if not said:
        message = f"it does not say when it begins ({name})"
        raise Fault(message)
    is_day = len(said) == len("2026-12-01")
    try:
        moment = datetime.datetime.fromisoformat(said)
    except ValueError as error:
        message = f"{name}: «{said[:30]}» is no day and time"
        raise Fault(message) from error
    if not 1970 <= moment.year <= 2200:
        message = f"{name}: its year cannot be meant"
        raise Fault(message)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone), is_day


def _where(location: Any) -> tuple[Where, str, str, str]:
    """Return where it takes place: kind, place, town, address on the web. A place goes before an address on the web."""
    places = location if isinstance(location, list) else [location]
    online = ""
    for one in places:
        if isinstance(one, str) and one.strip():
            return Where.ELSEWHERE, line(one, PLACE), "", ""
        if not isinstance(one, Mapping):
            continue
        if _text(one.get("@type")).endswith("VirtualLocation"):
            online = online or link(_text(one.get("url")), 300)
            continue
        address = one.get("address")
        street, town = (
            (_text(address.get("streetAddress")), _text(address.get("addressLocality")))
            if isinstance(address, Mapping)
            else (_text(address), "")
        )
        place = ", ".join(part for part in (_text(one.get("name")), street) if part)
        if place or town:
            return Where.ELSEWHERE, line(place, PLACE), line(town, TOWN), ""
    return (Where.ONLINE, "", "", online) if online else (Where.ROOM, "", "", "")
