"""Reading one French open-day notice: the days and hours it states, or why a person has to look at it.

Nothing is guessed. What is not understood to the last word that could change a day or an hour makes the notice unclear:
a day without its year, a rhythm ("les mercredis, sauf …"), dates of last time, hours still to be confirmed.
"""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

LONGEST = 3  # days of a span that are taken as days of their own
NOTICE = 2_000  # characters; nobody announces a day in more


class Unclear(StrEnum):
    """Why a person has to look at a notice."""

    PREVIOUS = "previous"  # it gives the dates of last time
    NO_YEAR = "no_year"
    RHYTHM = "rhythm"  # every Wednesday, except …
    SPAN = "span"  # from a day to another, without the hours of each day
    TO_CONFIRM = "to_confirm"
    ONLINE = "online"  # nobody comes to the place
    WEEKDAY = "weekday"  # the day of the week is not that of the date
    IMPOSSIBLE = "impossible"  # no such day or hour, or an end before the start
    OTHER = "other"


@dataclass(frozen=True, order=True)
class Opening:
    """A stated day, with the hours that are stated: both, the first, or none."""

    day: datetime.date
    starts: datetime.time | None = None
    ends: datetime.time | None = None


@dataclass(frozen=True)
class Understood:
    """What a notice says: ``openings`` in order, or ``unclear``. ``remark`` is the rest in its own words, ``url`` its link."""

    openings: tuple[Opening, ...] = ()
    unclear: Unclear | None = None
    remark: str = ""
    url: str = ""
    by_appointment: bool = False


class _Puzzled(Exception):
    def __init__(self, reason: Unclear) -> None:
        super().__init__(reason)
        self.reason = reason


_MONTHS: tuple[str, ...] = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout")
_MONTHS += ("septembre", "octobre", "novembre", "decembre")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_FLAT = str.maketrans("àâäéèêëîïôöùûüç’", "aaaeeeeiioouuuc'")

_TIME = r"\d{1,2} ?[h:] ?(?:\d{2})?"
_HOURS = rf"de (?P<from>{_TIME}) a (?P<to>{_TIME})"
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})"
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DAY = rf"(?:{_WEEKDAY} )?\d{{1,2}}(?:er)? {_MONTH} \d{{4}}|(?:{_WEEKDAY} )?\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?"

_ONE = re.compile(rf"le (?P<day>{_DAY})(?: {_HOURS})?(?P<rest>.*)")
_TWO = re.compile(rf"les (?P<first>\d{{1,2}}(?:er)?) et (?P<last>\d{{1,2}} {_MONTH} \d{{4}})(?: {_HOURS})?(?P<rest>.*)")
_SPAN = re.compile(
    rf"du (?P<first>{_DAY})(?: a (?P<from>{_TIME}))? au (?P<last>{_DAY})(?: a (?P<to>{_TIME}))?(?P<rest>.*)"
)
_YEARLESS = re.compile(rf"(?:le|les|du) (?:{_WEEKDAY} )?\d{{1,2}}(?:er)? {_MONTH}\b(?! \d{{4}})")
_RHYTHM = re.compile(rf"\b(?:tous les|toutes les|chaque|sauf|les {_WEEKDAY}s)\b")
_PARTS = re.compile(rf"de ({_TIME}) a ({_TIME})")
_PART_LIST = re.compile(rf"(?:de {_TIME} a {_TIME})(?:(?: et|,) de {_TIME} a {_TIME})*")
_BREAK = re.compile(
    rf"(?:interruption|pause(?: meridienne)?|(?:la structure )?fermera ses portes|fermeture) (?:de|entre) "
    rf"({_TIME}) (?:a|et) ({_TIME})"
)
_ONWARDS = re.compile(rf"a partir de ({_TIME})")
_HOURS_THEN_DAY = re.compile(rf"({_PART_LIST.pattern}) le (\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?)")
_DAY_THEN_HOURS = re.compile(rf"le (\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?) ?:? ({_PART_LIST.pattern})")
_WEEKDAY_HOURS = re.compile(rf"({_WEEKDAY}) ({_PART_LIST.pattern})")
_LINK = re.compile(r"plus d'info(?:s|rmations?)? ?: ?(https?://\S+?)\)?(?=\s|$)", re.IGNORECASE)
_APPOINTMENT = re.compile(r"rendez-vous|sur rdv|inscription obligatoire|sur inscription")
_OF_TIME = re.compile(rf"{_TIME}(?!\w)|\b{_MONTH}\b|\b{_WEEKDAY}s?\b|\d/\d")


def understand(notice: str) -> Understood:
    """Return what ``notice`` states; never raises, whatever it is given."""
    said = " ".join(notice[: NOTICE + 1].replace("’", "'").split())
    link = _LINK.search(said)
    url = link[1] if link else ""
    bare = said.replace(link[0], " ").strip() if link else said
    bare = re.sub(r"\s*\($", "", " ".join(bare.split()))
    remark = _remark(bare)
    flat = bare.lower().translate(_FLAT)
    found = Understood(remark=remark, url=url, by_appointment=bool(_APPOINTMENT.search(flat)))
    try:
        openings = _openings(flat)
    except _Puzzled as puzzled:
        return replace(found, unclear=puzzled.reason)
    except ValueError:
        return replace(found, unclear=Unclear.IMPOSSIBLE)
    return replace(found, openings=tuple(sorted(openings)))


def glimpsed(notice: str) -> tuple[tuple[datetime.date, ...], tuple[datetime.time, datetime.time] | None]:
    """Return what of an unclear notice can be offered to the person who reads it: its days with a year, its hours when it gives one
    span of them only. The days of last time are none."""
    flat = " ".join(notice[:NOTICE].replace("’", "'").split()).lower().translate(_FLAT)
    days, hours = [], []
    for said in [] if "precedente" in flat else re.findall(_DAY, flat):
        with suppress(_Puzzled, ValueError):
            days.append(_day(said))
    for first, last in dict.fromkeys(_PARTS.findall(flat)):
        with suppress(ValueError):
            hours.append((_time(first), _time(last)))
    return tuple(sorted(set(days)))[:LONGEST], hours[0] if len(hours) == 1 and hours[0][0] < hours[0][1] else None


def _remark(bare: str) -> str:
    _head, _open, inside = bare.partition("(")
    return inside.strip().removesuffix(")").strip() if not bare.startswith("Date(") else ""


def _openings(flat: str) -> list[Opening]:
    _refuse_at_sight(flat)
    if found := _SPAN.fullmatch(flat):
        return _of_span(found)
    if found := _TWO.fullmatch(flat):
        last = _day(found["last"])
        first = last.replace(day=int(found["first"].removesuffix("er")))
        if not first < last:
            raise _Puzzled(Unclear.IMPOSSIBLE)
        return [opening for day in (first, last) for opening in _of_day(day, found)]
    if found := _ONE.fullmatch(flat):
        return _of_day(_day(found["day"]), found)
    raise _Puzzled(Unclear.OTHER)


def _refuse_at_sight(flat: str) -> None:
    if "precedente" in flat or "indicative" in flat:
        raise _Puzzled(Unclear.PREVIOUS)
    if len(flat) > NOTICE:
        raise _Puzzled(Unclear.OTHER)
    if _RHYTHM.search(flat):
        raise _Puzzled(Unclear.RHYTHM)
    if "a confirmer" in flat or "annul" in flat or "report" in flat:
        raise _Puzzled(Unclear.TO_CONFIRM)
    if "virtuel" in flat or "en ligne" in flat or "distanciel" in flat or "visio" in flat:
        raise _Puzzled(Unclear.ONLINE)
    if _YEARLESS.match(flat):
        raise _Puzzled(Unclear.NO_YEAR)


def _rest(said: str) -> str:
    return said.strip(" .,;").removeprefix("(").removesuffix(")").strip(" .,;")


def _of_day(day: datetime.date, found: re.Match[str]) -> list[Opening]:
    """Return the openings of one day from its frame of hours and what stands behind it."""
    frame = _part(day, found["from"], found["to"]) if found["from"] else Opening(day)
    outside, _, inside = found["rest"].partition("(")
    parts, rest = _rest(outside), _rest(inside)
    openings = [frame]
    if parts.startswith("et de ") and found["from"]:
        parts, frame = f"de {found['from']} a {found['to']} {parts}", Opening(day)
    if parts:
        if not _PART_LIST.fullmatch(parts):
            raise _Puzzled(Unclear.OTHER)
        openings = _parts(day, parts, frame)
    elif _PART_LIST.fullmatch(rest):
        openings, rest = _parts(day, rest, frame), ""
    elif pause := _BREAK.search(rest):
        openings, rest = _around(frame, pause), rest.replace(pause[0], "")
    elif (onwards := _ONWARDS.fullmatch(rest)) and frame.starts is None:
        openings, rest = [replace(frame, starts=_time(onwards[1]))], ""
    if _OF_TIME.search(rest):
        raise _Puzzled(Unclear.OTHER)
    return openings


def _of_span(found: re.Match[str]) -> list[Opening]:
    """Return the openings of a span whose text gives the hours of each day, or which is a few days without hours."""
    first, last = _day(found["first"]), _day(found["last"])
    if not first < last:
        raise _Puzzled(Unclear.IMPOSSIBLE)
    if (last - first).days >= LONGEST:
        raise _Puzzled(Unclear.SPAN)
    days = [first + datetime.timedelta(days=more) for more in range((last - first).days + 1)]
    rest = _rest(found["rest"])
    if not rest and not found["from"] and not found["to"]:
        return [Opening(day) for day in days]
    hours = _hours_by_day(rest, days)
    if set(hours) != set(days):
        raise _Puzzled(Unclear.SPAN)
    openings = [opening for day in days for opening in _parts(day, hours[day], Opening(day))]
    _check_frame(openings, found)
    return openings


def _check_frame(openings: list[Opening], found: re.Match[str]) -> None:
    """Ask a person when the hours of the days leave the frame that the span gives."""
    starts, ends = openings[0].starts, openings[-1].ends
    if (found["from"] and starts and starts < _time(found["from"])) or (
        found["to"] and ends and ends > _time(found["to"])
    ):
        raise _Puzzled(Unclear.SPAN)


def _hours_by_day(rest: str, days: list[datetime.date]) -> dict[datetime.date, str]:
    """Return the hours that ``rest`` gives to each day, by date or by day of the week; nothing else may stand there."""
    for pattern, day_at, hours_at in ((_HOURS_THEN_DAY, 2, 1), (_DAY_THEN_HOURS, 1, 2), (_WEEKDAY_HOURS, 1, 2)):
        found = list(pattern.finditer(rest))
        if not found or _OF_TIME.search(pattern.sub("", rest)):
            continue
        return {_among(one[day_at], days): one[hours_at] for one in found}
    raise _Puzzled(Unclear.SPAN)


def _among(named: str, days: list[datetime.date]) -> datetime.date:
    """Return the one of ``days`` that a date without year, or a day of the week, names."""
    for day in days:
        if named == _WEEKDAYS[day.weekday()] or _short(named) == (day.day, day.month, day.year):
            return day
        if named.count("/") == 1 and _short(f"{named}/{day.year}") == (day.day, day.month, day.year):
            return day
    raise _Puzzled(Unclear.SPAN)


def _short(named: str) -> tuple[int, ...]:
    return tuple(int(part) for part in named.split("/")) if "/" in named else ()


def _parts(day: datetime.date, said: str, frame: Opening) -> list[Opening]:
    """Return the parts of a day in their order; they may not overlap or leave the frame."""
    found = [_part(day, first, last) for first, last in _PARTS.findall(said)]
    edges = [edge for one in found for edge in (one.starts, one.ends) if edge]
    is_in_order = all(before < after for before, after in pairwise(edges))
    if not is_in_order or (frame.starts and frame.ends and (edges[0] < frame.starts or edges[-1] > frame.ends)):
        raise _Puzzled(Unclear.IMPOSSIBLE)
    return found


def _around(frame: Opening, pause: re.Match[str]) -> list[Opening]:
    first, last = _time(pause[1]), _time(pause[2])
    if not frame.starts or not frame.ends or not frame.starts < first < last < frame.ends:
        raise _Puzzled(Unclear.IMPOSSIBLE)
    return [replace(frame, ends=first), replace(frame, starts=last)]


def _part(day: datetime.date, first: str, last: str) -> Opening:
    starts, ends = _time(first), _time(last)
    if not starts < ends:
        raise _Puzzled(Unclear.IMPOSSIBLE)
    return Opening(day, starts, ends)


def _time(said: str) -> datetime.time:
    hour, minute = re.split("[h:]", said.replace(" ", ""))
    return datetime.time(int(hour), int(minute or 0))


def _day(said: str) -> datetime.date:
    """Return the date; raise when it has no year or its day of the week is another one."""
    words = said.split()
    weekday = words.pop(0) if words[0] in _WEEKDAYS else ""
    if "/" in words[0]:
        numbers = [int(number) for number in words[0].split("/")]
        if len(numbers) < 3:
            raise _Puzzled(Unclear.NO_YEAR)
        day = datetime.date(numbers[2], numbers[1], numbers[0])
    else:
        day = datetime.date(int(words[2]), _MONTHS.index(words[1]) + 1, int(words[0].removesuffix("er")))
    if weekday and weekday != _WEEKDAYS[day.weekday()]:
        raise _Puzzled(Unclear.WEEKDAY)
    return day
