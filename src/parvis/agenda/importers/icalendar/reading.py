"""Reading calendars (RFC 5545) that strangers made: each event becomes a record or a reason; nothing in a file is trusted.

Names and addresses of organisers and attendees are never read; mail addresses and telephone numbers are cut out of texts.
"""

from __future__ import annotations

import datetime
import hashlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, cast
from zoneinfo import ZoneInfo

import icalendar

from parvis.agenda.domain.arrivals import BODY, PLACE, REFERENCE, TITLE, Arrival, Time
from parvis.agenda.enums import Where
from parvis.agenda.importers.icalendar.rules import RuleError, moments
from parvis.core.domain.reports import Ack
from parvis.core.refusal import Refusal
from parvis.offers.domain.tidying import cut, line, link, paragraphs, without_contacts

SIZE = 10 << 20
EVENTS = 20_000
LONGEST = datetime.timedelta(days=31)
_DAY = datetime.timedelta(days=1)


class Fault(Exception):
    """An event that is not taken; the text says why."""


@dataclass(frozen=True)
class Setting:
    """What the house says of a calendar it takes in."""

    house: str
    kind: str
    language: str
    zone: ZoneInfo
    source: str
    now: datetime.datetime


@dataclass(frozen=True)
class Found:
    """One event of a file: its number in it, and the record or the reason why there is none."""

    number: int
    arrival: Arrival | None
    fault: str = ""


def read_calendars(data: bytes, setting: Setting) -> Iterator[Found]:
    """Yield each event of ``data``; raise Refusal with a sentence when it is no calendar at all."""
    events = _events_of(data)
    if len(events) > EVENTS:
        _refuse(f"It holds {len(events):,} events; more than {EVENTS:,} are not read.")
    changed = _by_uid([one for one in events if one.get("RECURRENCE-ID") is not None])
    number_of_masters = 0
    for number, event in enumerate(events, 1):
        if event.get("RECURRENCE-ID") is None:
            number_of_masters += 1
            yield _found(number, event, changed.pop(_text(event, "UID"), []), setting)
    for lone in changed.values():
        for event in lone:
            yield _found(events.index(event) + 1, event, [], setting)


def take_file(ack: Ack, data: bytes, name: str, setting: Setting) -> list[Arrival]:
    """Return the events of one file, counting each."""
    arrivals = []
    for found in read_calendars(data, setting):
        ack.count("rows", "read")
        if found.arrival is None:
            ack.refuse("rows", name, found.number, found.fault)
        else:
            ack.count("rows", "unchanged")
            arrivals.append(found.arrival)
    return arrivals


def _events_of(data: bytes) -> list[icalendar.cal.Component]:
    if len(data) > SIZE:
        _refuse(f"It is larger than {SIZE >> 20} MB; it was not read.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendars = icalendar.Calendar.from_ical(data, multiple=True)
            found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except RecursionError:
        _refuse("Its parts stand in one another too deeply.")
    except Exception as error:  # noqa: BLE001  a parser of strangers' files raises whatever it meets
        _refuse(f"It is not a calendar that can be read ({_short(error)}).")
    if not calendars:
        _refuse("It is not a calendar: nothing in it can be read.")
    return found


def _short(error: Exception) -> str:
    return "".join(one if one.isprintable() else " " for one in str(error))[:120] or type(error).__name__


def _by_uid(events: list[icalendar.cal.Component]) -> dict[str, list[icalendar.cal.Component]]:
    found: dict[str, list[icalendar.cal.Component]] = {}
    for event in events:
        found.setdefault(_text(event, "UID"), []).append(event)
    return found


def _found(
    number: int, event: icalendar.cal.Component, changed: list[icalendar.cal.Component], setting: Setting
) -> Found:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Found(number, _arrival(event, changed, setting))
    except (Fault, RuleError) as fault:
        return Found(number, None, str(fault))
    except Exception as error:  # noqa: BLE001  the library reads values late, and raises whatever it meets
        return Found(number, None, f"a value in it cannot be read ({_short(error)})")


def _arrival(event: icalendar.cal.Component, changed: list[icalendar.cal.Component], setting: Setting) -> Arrival:
    title = line(_text(event, "SUMMARY"), TITLE)
    if not title:
        raise Fault("it has no title (SUMMARY)")
    times = _times(event, changed, setting)
    if not times:
        raise Fault("all its days are long over")
    place = line(_text(event, "LOCATION"), PLACE)
    parts = (without_contacts(paragraphs(_text(event, "DESCRIPTION"))), link(_text(event, "URL")))
    body = "\n\n".join(part for part in parts if part)
    uid = _text(event, "UID")
    if not uid:
        told = f"{title}\0{min(times).starts.isoformat()}"
        uid = f"no-uid-{hashlib.sha256(told.encode()).hexdigest()[:24]}"
    return Arrival(
        house=setting.house,
        reference=uid if len(uid) <= REFERENCE else hashlib.sha256(uid.encode()).hexdigest(),
        kind=setting.kind,
        language=setting.language,
        title=title,
        body=cut(body, BODY),
        where=(Where.ELSEWHERE if place else Where.ROOM).value,
        place=place,
        source=setting.source,
        times=tuple(sorted(times)),
    )


def _text(event: icalendar.cal.Component, name: str) -> str:
    """Return a value as clean text; the first of several."""
    value = event.get(name)
    if isinstance(value, list):
        value = value[0] if value else ""
    said = "" if value is None else str(value)
    kept = "".join(one if one.isprintable() or one == "\n" else " " for one in said.replace("\r\n", "\n"))
    return kept.strip()


def _times(event: icalendar.cal.Component, changed: list[icalendar.cal.Component], setting: Setting) -> list[Time]:
    """Return the sessions: the rule's moments and the added ones, without those left out, with those changed alone."""
    first, is_day = _start(event, setting.zone)
    lasts = _length(event, first, setting.zone, is_day=is_day)
    is_cancelled = _text(event, "STATUS").upper() == "CANCELLED"
    starts = [first]
    rule = event.get("RRULE")
    if rule is not None:
        if isinstance(rule, list):
            raise Fault("it has several rules for repeating")
        starts = moments(rule.to_ical().decode(), first, setting.now)
    starts += list(_listed(event, "RDATE", setting.zone))
    left_out = {one.astimezone(datetime.UTC) for one in _listed(event, "EXDATE", setting.zone)}
    by_start = {
        moment: Time(moment, moment + lasts, is_cancelled=is_cancelled)
        for moment in (one.astimezone(datetime.UTC) for one in starts)
        if moment not in left_out
    }
    for one in changed:
        replaced = _moment(_value(one["RECURRENCE-ID"]), setting.zone).astimezone(datetime.UTC)
        by_start.pop(replaced, None)
        begins, whole = _start(one, setting.zone)
        ends = begins + _length(one, begins, setting.zone, is_day=whole)
        is_off = is_cancelled or _text(one, "STATUS").upper() == "CANCELLED"
        moved = begins.astimezone(datetime.UTC)
        by_start[moved] = Time(moved, ends.astimezone(datetime.UTC), is_cancelled=is_off)
    return list(by_start.values())


def _value(holder: Any) -> datetime.date:
    value = getattr(holder, "dt", None)
    if not isinstance(value, datetime.date):
        raise Fault("a date in it cannot be read")
    return value


def _moment(value: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """Return an aware moment; a time without a zone, and a day, are those of the house."""
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    aware = value if value.tzinfo is not None else value.replace(tzinfo=zone)
    if not 1970 <= aware.year <= 2200:
        raise Fault("its year cannot be meant")
    return aware


def _start(event: icalendar.cal.Component, zone: ZoneInfo) -> tuple[datetime.datetime, bool]:
    told = event.get("DTSTART")
    if told is None or isinstance(told, list):
        raise Fault("it does not say when it begins (DTSTART)")
    value = _value(told)
    return _moment(value, zone), not isinstance(value, datetime.datetime)


def _length(
    event: icalendar.cal.Component, first: datetime.datetime, zone: ZoneInfo, *, is_day: bool
) -> datetime.timedelta:
    """Return how long a session lasts. Without an end: a day lasts a day; a time is refused, for nobody said."""
    end, duration = event.get("DTEND"), event.get("DURATION")
    if isinstance(end, list) or isinstance(duration, list):
        raise Fault("it gives several ends")
    if end is not None:
        lasts = _moment(_value(end), zone) - first
    elif duration is not None:
        lasts = cast("datetime.timedelta", duration.dt)
    elif is_day:
        lasts = _DAY
    else:
        raise Fault("it does not say when it ends (DTEND or DURATION)")
    if lasts <= datetime.timedelta() and is_day:
        lasts = _DAY  # some programs give the day itself as its end
    if lasts <= datetime.timedelta():
        raise Fault("it ends before it begins, or lasts no time")
    if lasts > LONGEST:
        raise Fault("one session of it lasts longer than 31 days")
    return lasts


def _listed(event: icalendar.cal.Component, name: str, zone: ZoneInfo) -> Iterator[datetime.datetime]:
    told = event.get(name)
    for some in told if isinstance(told, list) else [told] if told is not None else []:
        for one in getattr(some, "dts", []):
            value = one.dt
            yield _moment(value[0] if isinstance(value, tuple) else value, zone)


def _refuse(sentence: str) -> NoReturn:
    raise Refusal(sentence)
