"""Opening times as people write them, in many ways and languages, and the one way we write them back.

“9-12.30, 14h–18h”, “9 am to 5 pm”, “von 9 bis 12 Uhr und 14-18”, “٩:٠٠ - ١٢:٠٠”: all are read. What is not understood is said
word by word; nothing is guessed.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.core.said import quoted

Times = tuple[datetime.time, datetime.time]

_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:\s?[:.h٫]\s?(\d{2})(?!\d))?\s?(a\.?m\b\.?|p\.?m\b\.?|uhr\b|h\b|год\b\.?)?")
_TO = {"-", "to", "till", "until", "à", "a", "al", "alle", "ao", "às", "as", "bis", "tot", "até", "hasta", "fins", "до", "إلى", "الى", "→", "~"}  # fmt: skip
_AND = {",", ";", "/", "+", "&", "|", "and", "et", "und", "e", "y", "i", "en", "و", "та", "і"}
_LEAD = {"from", "de", "du", "von", "dalle", "das", "da", "desde", "del", "van", "من", "з", "from:", "los", "las", "les", "la", "le", "l'", "uur", "ore", "horas", "hores", "heures", "clock"}  # fmt: skip
_CLOSED = {"", "-", "x", "0", "closed", "fermé", "ferme", "geschlossen", "zu", "chiuso", "cerrado", "fechado", "encerrado", "gesloten", "dicht", "tancat", "مغلق", "зачинено"}  # fmt: skip
_NAMED = {
    "12:00": "noon|midi|mittag|mittags|mezzogiorno|mediodía|meio-dia|migdia|полудня",
    "24:00": "midnight|minuit|mitternacht|mezzanotte|medianoche|meia-noite|middernacht|mitjanit|опівночі",
}
_MIDNIGHT = datetime.time(0)
_DAY = 24 * 60


def read_times(typed: str) -> tuple[Times, ...]:
    """Return the openings that ``typed`` says, in order, none for a closed day; raise Refusal naming what is not understood."""
    text = _plain(typed)
    if text in _CLOSED:
        return ()
    found = list(_TIME.finditer(text))
    if not found:
        raise Refusal(
            _("%(words)s is not understood. Write 9:00-12:30, 14:00-18:00.") % {"words": quoted(typed.strip())}
        )
    _check_between(text, found)
    if len(found) % 2:
        raise Refusal(_("%(time)s has no second time: until when?") % {"time": quoted(found[-1][0].strip())})
    pairs = zip(found[::2], found[1::2], strict=True)
    return _in_order([_pair(first, last) for first, last in pairs])


def _plain(typed: str) -> str:
    """Return ``typed`` in small letters, every script's digits as 0–9, every dash as one."""
    digits = (str(unicodedata.digit(each)) if each.isdigit() and not each.isascii() else each for each in typed)
    text = unicodedata.normalize("NFC", "".join(digits)).lower()
    text = re.sub(r"[‐‑‒–—−─]", "-", text.replace("\u2060", "")).replace("،", ",").replace("؛", ";").replace("’", "'")
    for time, names in _NAMED.items():
        text = re.sub(rf"\b({names})\b", time, text)
    text = re.sub(r"(?<!\d)(\d{2})(\d{2})(?!\d)", r"\1:\2", text)
    return re.sub(r"\s+", " ", text).strip(" .")


def _check_between(text: str, found: list[re.Match[str]]) -> None:
    """Refuse words around and between times that say neither “to” nor “and”."""
    ends = [0, *(each.end() for each in found)]
    begins = [*(each.start() for each in found), len(text)]
    for number, (first, last) in enumerate(zip(ends, begins, strict=True)):
        is_inside = 0 < number < len(found)
        wanted = (_TO if number % 2 else _AND) if is_inside else set()
        words = re.findall(r"[^\W\d_]+'?|\S", text[first:last])
        strange = [word for word in words if word not in wanted | _LEAD and not (word == "." and number == len(found))]
        if strange:
            raise Refusal(
                _("%(words)s is not understood. Write 9:00-12:30, 14:00-18:00.") % {"words": quoted(" ".join(strange))}
            )
        if is_inside and number % 2 and not any(word in _TO for word in words):
            raise Refusal(_("Write a dash between %(first)s and %(last)s.") % {
                "first": quoted(found[number - 1][0].strip()), "last": quoted(found[number][0].strip())
            })  # fmt: skip


def _pair(first: re.Match[str], last: re.Match[str]) -> Times:
    halves = [(each[3] or "")[:1] in {"a", "p"} for each in (first, last)]
    if halves[0] != halves[1]:
        raise Refusal(
            _("Say am or pm at both times: %(times)s.") % {"times": quoted(f"{first[0].strip()}-{last[0].strip()}")}
        )
    return _time(first), _time(last, is_end=True)


def _time(found: re.Match[str], *, is_end: bool = False) -> datetime.time:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half in {"a", "p"}:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    if is_end and (hour, minute) == (24, 0):
        return _MIDNIGHT
    if hour > 23 or minute > 59:
        raise Refusal(_("%(time)s is no time of the day.") % {"time": quoted(found[0].strip())})
    return datetime.time(hour, minute)


def _minutes(time: datetime.time) -> int:
    return time.hour * 60 + time.minute


def _in_order(times: list[Times]) -> tuple[Times, ...]:
    times.sort()
    for (opens, closes), (next_opens, next_closes) in pairwise(times):
        end = _minutes(closes) + (_DAY if closes <= opens else 0)
        if _minutes(next_opens) < end:
            both = [write_times([(opens, closes)]), write_times([(next_opens, next_closes)])]
            raise Refusal(_("%(first)s and %(last)s overlap.") % {"first": quoted(both[0]), "last": quoted(both[1])})
    return tuple(times)


def write_times(times: Iterable[Times]) -> str:
    """Write openings so that ``read_times`` gives them again; the day's end as 24:00."""
    ends = ((opens, "24:00" if closes == _MIDNIGHT else f"{closes:%H:%M}") for opens, closes in times)
    return ", ".join(f"{opens:%H:%M}-{closes}" for opens, closes in ends)
