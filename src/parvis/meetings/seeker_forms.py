"""The one form of a seeker, read: what cannot be is cut or refused with a sentence, and all that could be read is shown again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from parvis.core.domain.once import FIELD, Once, read_once
from parvis.core.domain.return_codes import Code, read_code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.seekers.stating import Stated
from parvis.meetings.models import MeetingDay
from parvis.meetings.rules import MOST_TABLES, interpreter

#: Fields of a form in which every table is wished and refused at once, beside the others.
MOST_FIELDS = 2 * MOST_TABLES + 100
#: The fields of what a seeker states, whichever page the form stands on.
FIELDS = (
    *("contract", "level", "rhythm", "start", "zone", "language", "part", "most"),
    *("need", "interpreter", "wish", "open", "veto"),
)
_PARTS = 6
_SHORT = 60


def parts_of(day: MeetingDay) -> tuple[tuple[int, ...], ...]:
    """Return the slots of ``day`` as up to six parts that somebody can choose; a break begins a new part where it can."""
    size = max(1, -(-day.slot_count // _PARTS))
    rests = {slot for slot, _minutes in day.breaks}
    parts: list[list[int]] = []
    for slot in range(day.slot_count):
        if not parts or len(parts[-1]) >= size or (slot - 1 in rests and len(parts) < _PARTS):
            parts.append([])
        parts[-1].append(slot)
    return tuple(map(tuple, parts))


def _listed(sent: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each[:_SHORT] for each in sent.getlist(name)[:MOST_TABLES]))


@dataclass(frozen=True)
class Typed:
    """The form as it was sent, to be shown again as it was; ``parts`` are numbers of parts of the day, ``seen`` what was warned of."""

    wishes: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    interpreter: str = ""
    level: str = ""
    contract: str = ""
    rhythm: str = ""
    start: str = ""
    zone: str = ""
    most: str = ""
    open: bool = True
    seen: str = ""

    @classmethod
    def of(cls, sent: QueryDict) -> Typed:
        """Read what was sent; anything too long to be meant is cut."""
        single = {
            name: sent.get(name, "").strip()[:_SHORT]
            for name in ("interpreter", "level", "contract", "rhythm", "start", "zone", "most", "seen")
        }
        return cls(
            wishes=_listed(sent, "wish"),
            vetoes=_listed(sent, "veto"),
            languages=_listed(sent, "language"),
            needs=_listed(sent, "need"),
            parts=_listed(sent, "part"),
            open="open" in sent,
            **single,
        )

    @classmethod
    def opened(cls, day: MeetingDay, language: str) -> Typed:
        """Return the form as it opens: the whole day, the language of the page, as many meetings as the day says."""
        parts = tuple(str(number) for number in range(len(parts_of(day))))
        return cls(languages=(language,), parts=parts, most=str(day.most))

    @classmethod
    def stated(cls, day: MeetingDay, stated: Stated) -> Typed:
        """Return the form as it shows what was stated before."""
        spoken = [need.partition(":")[2] for need in stated.needs if ":" in need]
        return cls(
            wishes=stated.wishes,
            vetoes=stated.vetoes,
            languages=stated.languages,
            needs=tuple(need for need in stated.needs if ":" not in need),
            parts=tuple(
                str(number)
                for number, part in enumerate(parts_of(day))
                if not stated.slots or set(part) & set(stated.slots)
            ),
            interpreter=spoken[0] if spoken else "",
            level=str(stated.level or ""),
            contract=stated.contract,
            rhythm=stated.rhythm,
            start=stated.start,
            zone=stated.zone,
            most=str(stated.most),
            open=stated.open,
        )

    def read(self, day: MeetingDay, spoken: str) -> Stated:
        """Return what the form states, on a page in the language ``spoken``; refuse what cannot be read."""
        if not self.languages:
            raise Refusal(_("Say in which languages you can talk: tick at least one."))
        parts = parts_of(day)
        known = {str(number): part for number, part in enumerate(parts)}
        if not self.parts or not set(self.parts) <= known.keys():
            raise Refusal(_("Say when you can come: tick at least one part of the day."))
        slots = tuple(sorted(slot for each in set(self.parts) for slot in known[each]))
        needs = (*self.needs, *([interpreter(self.interpreter)] if self.interpreter else ()))
        return Stated(
            spoken=spoken,
            languages=self.languages,
            zone=self.zone,
            slots=() if len(slots) == day.slot_count else slots,
            needs=needs,
            level=_number(self.level) if self.level else None,
            contract=self.contract,
            rhythm=self.rhythm,
            start=self.start,
            most=_number(self.most),
            open=self.open,
            wishes=self.wishes,
            vetoes=self.vetoes,
        )


def _number(typed: str) -> int:
    """Return a number; 0, which nobody may state, for what is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 3 else 0


def mark_of(doubts: str) -> str:
    """Return what the form carries once ``doubts`` were shown, so that the next sending with the same ones is meant."""
    return hashlib.sha256(doubts.encode()).hexdigest()[:16] if doubts else ""


def read_form_key(sent: QueryDict) -> Once:
    """Return the form's own secret; refuse a form that stood open too long."""
    once = read_once(sent.get(FIELD, "")[:200])
    if once is None:
        raise Refusal(_("This form stood open for more than half an hour. Nothing was sent. Press the button again."))
    return once


def read_typed_code(sent: QueryDict) -> Code:
    """Return the code that was typed; refuse what cannot be one."""
    code = read_code(sent.get("code", ""))
    if code is None:
        raise Refusal(_("This is no whole code. A code has twelve letters and digits; compare each with your paper."))
    return code
