"""What the form of a seeker shows: tables beside what is stated, and the choices of each field."""

from __future__ import annotations

from parvis.core.domain.once import issue_once
from parvis.core.languages import INTERFACE_LANGUAGES, language_name
from parvis.meetings.domain.saying import say_clock, say_date, say_title
from parvis.meetings.domain.tables.showing import ShownTable
from parvis.meetings.enums import Need, Rhythm, Start
from parvis.meetings.models import MeetingDay
from parvis.meetings.rules import LEVELS
from parvis.meetings.seeker_forms import Typed, parts_of
from parvis.offers.enums import OfferKind


def about(day: MeetingDay, language: str) -> dict[str, object]:
    """Return what every page of a seeker shows of the day."""
    slots = day.slots()
    return {
        "day": day,
        "house": day.session.event.house,
        "title": say_title(day, language),
        "date": say_date(day, language),
        "first": say_clock(slots[0].starts, day, language),
        "last": say_clock(slots[-1].ends, day, language),
    }


def fields(day: MeetingDay, typed: Typed, tables: list[ShownTable], language: str) -> dict[str, object]:
    """Return the choices of the form, and what is chosen."""
    slots = day.slots()
    spoken = [(code, language_name(code, language)) for code in dict.fromkeys((*INTERFACE_LANGUAGES, *typed.languages))]
    return about(day, language) | {
        "typed": typed,
        "tables": tables,
        "parts": [
            (
                str(number),
                f"{say_clock(slots[part[0]].starts, day, language)} – {say_clock(slots[part[-1]].ends, day, language)}",
            )
            for number, part in enumerate(parts_of(day))
        ],
        "spoken": spoken,
        "interpreters": [(code, language_name(code, language)) for code in INTERFACE_LANGUAGES],
        "needs": Need.choices,
        "levels": [str(level) for level in LEVELS],
        "contracts": OfferKind.choices,
        "rhythms": Rhythm.choices,
        "starts": Start.choices,
        "numbers": [str(number) for number in range(1, day.cap + 1)],
        "once": issue_once(),
    }
