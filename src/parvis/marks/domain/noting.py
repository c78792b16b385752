"""Noting an interview, and taking a note back: no time, no person, no device, and no way to tell two equal marks apart."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.core.domain.keys import mark_under
from parvis.core.refusal import Refusal
from parvis.marks.enums import Age, Band, Half, Mode, Status, Theme
from parvis.marks.models import Mark, Sent
from parvis.marks.rules import is_open
from parvis.network.models import House

#: Seconds for which a page offers to take a note back; a little more for the way.
MINUTE, ON_THE_WAY = 60, 15
_SALT = "parvis.marks.note"


@dataclass(frozen=True)
class Note:
    """What was pressed. ``name`` is the note's own, drawn at random: it makes a note that is sent twice one mark."""

    name: str
    day: datetime.date
    half: Half
    desk: str
    themes: tuple[Theme, ...]
    language: str
    mode: Mode
    band: Band
    age: Age | None = None
    status: Status | None = None

    def codes(self) -> dict[str, Any]:
        """Return what the mark says, as its columns."""
        return {
            "day": self.day,
            "half": str(self.half),
            "desk": self.desk,
            "themes": ",".join(theme for theme in Theme if theme in self.themes),
            "language": self.language,
            "mode": str(self.mode),
            "band": str(self.band),
            "age": str(self.age or ""),
            "status": str(self.status or ""),
        }


def keep(house: House, note: Note, now: datetime.datetime) -> None:
    """Count a note once, however often it is sent; refuse one that comes too late."""
    _refuse_late(house, note, now)
    with transaction.atomic():
        _sent, is_new = Sent.objects.get_or_create(
            id=_print(house, note), defaults={"seal": _seal(house, note), "day": now.date()}
        )
        if is_new:
            # Locked, so that nobody takes the row away between the two.
            row, _is_first = Mark.objects.select_for_update().get_or_create(house=house, **note.codes())
            Mark.objects.filter(pk=row.pk).update(number=F("number") + 1)


def take_back(house: House, note: Note, now: datetime.datetime) -> None:
    """Take a note back: one of the marks that say the same goes. One that has not come yet will never count.

    Age and status may be there that the house did not ask for when the note came: its seal says what was counted.
    """
    _refuse_late(house, note, now)
    asked = {(age, status) for age in (note.age, None) for status in (note.status, None)}
    by_seal = {_seal(house, each): each for each in (replace(note, age=age, status=status) for age, status in asked)}
    with transaction.atomic():
        sent, is_new = Sent.objects.select_for_update().get_or_create(
            id=_print(house, note), defaults={"seal": _seal(house, note), "day": now.date(), "is_undone": True}
        )
        if is_new or sent.is_undone:
            return
        counted = by_seal.get(sent.seal)
        if counted is None:
            raise Refusal(_("This note was not made like that. Nothing was taken back."))
        Sent.objects.filter(pk=sent.pk).update(is_undone=True)
        same = Mark.objects.select_for_update().get(house=house, **counted.codes())
        if same.number > 1:
            Mark.objects.filter(pk=same.pk).update(number=F("number") - 1)
        else:
            same.delete()


def undo_token(note: Note) -> str:
    """Return a signed text that holds a note for a page to take it back with, good for a minute."""
    told = asdict(note) | {"day": note.day.isoformat()}
    return signing.dumps(told, salt=_SALT)


def read_undo(token: str) -> Note:
    """Return the note of an ``undo_token``; refuse one that is not ours or too old."""
    try:
        told = signing.loads(token, salt=_SALT, max_age=MINUTE + ON_THE_WAY)
    except signing.BadSignature as error:
        raise Refusal(_("The minute is over: this note stays counted.")) from error
    return Note(
        **told
        | {
            "day": datetime.date.fromisoformat(told["day"]),
            "half": Half(told["half"]),
            "themes": tuple(Theme(each) for each in told["themes"]),
            "mode": Mode(told["mode"]),
            "band": Band(told["band"]),
            "age": Age(told["age"]) if told["age"] else None,
            "status": Status(told["status"]) if told["status"] else None,
        }
    )


def local_now(house: House, now: datetime.datetime) -> datetime.datetime:
    """Return the moment on the clock of the house."""
    return now.astimezone(ZoneInfo(house.time_zone))


def _refuse_late(house: House, note: Note, now: datetime.datetime) -> None:
    if not is_open(note.day, local_now(house, now).date()):
        raise Refusal(
            _("Marks are counted until a week after their day. This one is too old, or its day has not come.")
        )


def _print(house: House, note: Note) -> int:
    """Return the fingerprint of a note's name, 63 bits: enough for the notes of a week, and no order."""
    return int(mark_under(f"{_SALT}.name", f"{house.pk} {note.name}".encode())[:16], 16) >> 1


def _seal(house: House, note: Note) -> str:
    said = " ".join((str(house.pk), note.name, *(str(code) for code in note.codes().values())))
    return mark_under(f"{_SALT}.seal", said.encode())
