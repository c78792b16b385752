"""What is typed and pressed on a running day, read with clear sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.acts import Change
from parvis.meetings.domain.hall.notes import read_notes
from parvis.meetings.domain.seekers.revealing import LONGEST, Person
from parvis.meetings.enums import Presence
from parvis.meetings.models import Table
from parvis.timetable.domain.day.notes import Note

_DIGITS = 18


def read_whole(typed: str) -> int:
    """Return the whole number in ``typed``, in whatever digits, 0 where there is none that a row could have."""
    return int(typed) if typed.isdecimal() and len(typed) <= _DIGITS else 0


def read_change(sent: Mapping[str, str]) -> Change:
    """Return the act that a page sent back to be taken back."""
    kind, was, became = (sent.get(name, "")[:20] for name in ("kind", "was", "became"))
    return Change(kind, read_whole(sent.get("pk", "")), was, became)


def read_note(table: Table, sent: Mapping[str, str]) -> Note:
    """Return a line of a table's card as it was pressed; refuse what is none."""
    told = {
        "seeker": sent.get("seeker", ""),
        "slot": read_whole(sent.get("slot", "")),
        "number": read_whole(sent.get("number", "")),
        "seen": sent.get("seen", ""),
    }
    try:
        (note,) = read_notes(table, [told])
    except (ValueError, TypeError) as error:
        raise Refusal(_("This line is not on the card of the table.")) from error
    return note


def read_presence(typed: str) -> Presence:
    """Return what was pressed about somebody; refuse what is none."""
    if typed not in Presence.values:
        raise Refusal(_("Press what you want to say: is here, comes later, has left."))
    return Presence(typed)


@dataclass(frozen=True)
class NameForm:
    """A name as it was typed, to be shown again as it was when it cannot be taken."""

    code: str = ""
    table: str = ""
    name: str = ""
    contact: str = ""
    days: str = "7"

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> NameForm:
        """Read what was sent; anything too long to be meant is cut, and refused for its length."""
        cut = {name: sent.get(name, "")[: LONGEST + 1] for name in ("code", "table", "name", "contact")}
        return cls(**cut, days=sent.get("days", "")[:3])

    def person(self) -> Person:
        """Return who it names."""
        return Person(self.name, self.contact)

    def __repr__(self) -> str:
        return "NameForm(…)"
