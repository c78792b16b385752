"""Names that seekers give to one table, by their own hand: sealed to the table's key, until a date, revoked by the return code.

Whoever has the database and the server's keys opens none: the opening half follows from the code on the table's card alone.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.return_codes import Code
from parvis.core.domain.unsaid import Unsaid
from parvis.core.refusal import Refusal
from parvis.meetings.domain.after.tallying import add
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.tables.codes import claim, new_table_code, opening_key, screen_print, screen_token
from parvis.meetings.enums import MeetingState, Step
from parvis.meetings.models import Meeting, Reveal, Seeker, Table
from parvis.meetings.rules import KEPT, REVEALED_FOR

#: Characters of a name and of a contact.
LONGEST = 100
#: Names are padded to this many bytes before sealing, so that the length of one tells nothing.
PADDED = 1024
#: A seeker gives a name at a table where they sit or sat.
_SAT = (MeetingState.CALLED, MeetingState.HELD)


class Person(Unsaid):
    """A name and how to reach them, as the seeker wrote it; it shows itself only where ``name`` or ``contact`` is read."""

    __slots__ = ("contact", "name")

    def __init__(self, name: str, contact: str) -> None:
        self.name, self.contact = " ".join(name.split()), " ".join(contact.split())


@dataclass(frozen=True)
class Given:
    """A name that a table can read, and the last day on which it can."""

    person: Person
    until: datetime.date


def give_code(day: int, table: int, *, anew: bool = False) -> Code | None:
    """Give a table its code, None when it has one; ``anew``: another one, refused once names are sealed to the old one.

    The code is returned this once: whoever prints the card has it, and nothing can tell it again.
    """
    with locked(day, restates=False) as held:
        row = Table.objects.filter(day=held, pk=table).first()
        if row is None or held.forgotten_on is not None:
            raise Refusal(_("This table is not there any more."))
        if row.screen is not None and not anew:
            return None
        if Reveal.objects.filter(table=row).exists():
            raise Refusal(_("Seekers gave this table their names: with another code they could not be read any more."))
        code = new_table_code()
        row.screen, row.seal = screen_print(screen_token(code)), bytes(opening_key(code).public_key)
        row.save(update_fields=["screen", "seal"])
    return code


def reveal(code: Code, table: Table, person: Person, days: int, today: datetime.date) -> datetime.date:
    """Give ``person`` to ``table`` for ``days`` by the hand of whoever has ``code``; given again, the newer holds. Return the last day.

    ``today`` is the day on the clock of the house, by which the last day ends too.
    """
    if not person.name or not person.contact:
        raise Refusal(_("Write your name, and a telephone number or mail address."))
    if len(person.name) > LONGEST or len(person.contact) > LONGEST:
        raise Refusal(_("A name and a contact have at most 100 characters each. Nothing was given."))
    if not (person.name + person.contact).isprintable():
        raise Refusal(_("There are signs in it that nobody can read. Nothing was given."))
    if days not in REVEALED_FOR:
        raise Refusal(_("Choose for how many days the table may read it."))
    until = today + datetime.timedelta(days=days)
    with locked(table.day_id, restates=False) as held:
        row = Table.objects.filter(day=held, pk=table.pk, seal__isnull=False).first()
        if row is None:
            raise Refusal(_("This table can take no names: its card was not made yet. Ask at the reception."))
        if held.local_day(held.session.ends + KEPT) < today:
            raise _nobody()
        if not Meeting.objects.filter(seeker=_seeker(code, held.pk), table=row, state__in=_SAT).exists():
            raise Refusal(_("You have not sat at this table: your name is given only to people you met."))
        sealed = _seal(person, bytes(row.seal or b""))
        _given, is_new = Reveal.objects.update_or_create(
            claim=claim(code, row.pk), defaults={"table": row, "sealed": sealed, "until": until}
        )
        if is_new:
            add(held, Step.REVEALED)
    return until


def _seeker(code: Code, day: int) -> Seeker:
    found = Seeker.objects.filter(day=day, locator=locator(code)).first()
    if found is None:
        raise _nobody()
    return found


def _nobody() -> Refusal:
    return Refusal(_("Nobody of this day has this code."))


def revoke(code: Code, table: Table) -> bool:
    """Take a given name back; return whether there was one. It works as long as the name stands, when the seeker is forgotten too."""
    with transaction.atomic():
        number, _each = Reveal.objects.filter(claim=claim(code, table.pk), table=table).delete()
    return number > 0


def names_for(code: Code, now: datetime.datetime) -> tuple[Table, list[Given]] | None:
    """Return the table with this code and the names given to it, None when no table has it; what does not open is left out."""
    key = opening_key(code)
    table = Table.objects.filter(seal=bytes(key.public_key)).select_related("day__session__event", "partner").first()
    if table is None:
        return None
    rows = Reveal.objects.filter(table=table, until__gte=table.day.local_day(now)).order_by("until", "pk")
    opened = ((_open(bytes(row.sealed), key), row.until) for row in rows)
    return table, [Given(person, until) for person, until in opened if person is not None]


def open_names(table: Table, code: Code, by: Staff, now: datetime.datetime) -> list[Given]:
    """Return the names given to ``table``, opened with the code on its sheet; refuse every other code, of another table too.

    The log keeps that ``by`` looked and at which day, never whose names there are or how many.
    """
    found = names_for(code, now)
    if found is None or found[0].pk != table.pk:
        raise Refusal(_("This is not the code of this table. It stands on the sheet for its people."))
    session = table.day.session
    record(by, "meetings.names_read", code=session.code, house=session.event.house.slug)
    return found[1]


def _seal(person: Person, public: bytes) -> bytes:
    text = json.dumps([person.name, person.contact], ensure_ascii=False).encode()
    return SealedBox(PublicKey(public)).encrypt(text.ljust(PADDED, b" "))


def _open(sealed: bytes, key: PrivateKey) -> Person | None:
    try:
        name, contact = json.loads(SealedBox(key).decrypt(sealed))
    except (CryptoError, ValueError):
        return None
    return Person(name, contact)
