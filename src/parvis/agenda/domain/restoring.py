"""An earlier version of an event brought back: as a draft that its team looks at, then says or sets aside.

Only what is said of the event comes back: words, facts, trades, partners, picture. Its state, its sessions, what was moved or
cancelled and why stay as they are.
"""

from __future__ import annotations

from django.db import transaction

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.domain import teaming
from parvis.agenda.domain.drafting import COLUMNS
from parvis.agenda.domain.event_data import data_of, history_of
from parvis.agenda.domain.writing import ROOM, Facts, Text
from parvis.agenda.models import Event, Kind
from parvis.core.domain.differing import Data
from parvis.core.domain.revisions import raise_revision
from parvis.network.models import Partner
from parvis.occupations.models import Occupation


def facts_of(event: Event, data: Data) -> Facts:
    """Return what ``data`` says as the act of writing takes it; a trade, partner or picture that is gone is left out."""
    fields = {column: data[column] for column in COLUMNS}
    fields["image"] = event.house.images.filter(code=data["image"]).order_by("pk").first() if data["image"] else None
    trades = {trade.code: trade for trade in Occupation.objects.filter(code__in=data["trades"]).order_by("pk")}
    return Facts(
        fields,
        {language: Text(**text) for language, text in data["texts"].items()},
        [trades[code] for code in data["trades"] if code in trades],
        list(Partner.objects.filter(slug__in=data["partners"])),
    )


@transaction.atomic
def bring_back(event: Event, number: int, *, by: Staff) -> None:
    """Begin a draft that says what version ``number`` said."""
    raise_revision(ROOM)
    event.refresh_from_db()  # what it says now that nobody else writes
    history_of(event).restore(number, data_of(event))
    record(by, "event.brought-back", code=event.code, house=event.house.slug)


@transaction.atomic
def say_draft(event: Event, *, by: Staff) -> None:
    """Let ``event`` say what its draft says; its sessions stay as they are."""
    raise_revision(ROOM)
    data = history_of(event).publish().data
    kind = Kind.objects.of(event.house).filter(key=data["kind"]).order_by("pk").first() or event.kind
    teaming.write(event.house, kind, facts_of(event, data), by=by, event=event)


@transaction.atomic
def take_up(event: Event, *, by: Staff) -> None:
    """Bring into the draft what was changed since it was begun."""
    raise_revision(ROOM)
    history_of(event).take_up()
    record(by, "event.changed", code=event.code, house=event.house.slug)


@transaction.atomic
def set_aside(event: Event, *, by: Staff) -> None:
    """Give the draft up."""
    raise_revision(ROOM)
    history_of(event).set_aside()
    record(by, "event.draft-aside", code=event.code, house=event.house.slug)
