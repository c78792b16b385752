"""Tables of a day and what they offer: written by the programme team, or by a partner for its own table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.meetings.domain.days import ROOM
from parvis.meetings.domain.locking import locked
from parvis.meetings.enums import DayState, Rhythm, Start
from parvis.meetings.models import MeetingDay, Table, TableOffer
from parvis.meetings.rules import KINDS, LEVELS, LONGEST_TITLE, MOST_INTERVIEWERS, MOST_TABLES, is_need
from parvis.network.models import Partner
from parvis.offers.enums import OfferKind
from parvis.offers.models import Offer

MOST_OFFERS = 12
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,30}")
_FAR = 10_000  # metres
_VALUES: dict[str, Collection[str]] = {
    "level": [str(level) for level in LEVELS],
    "contract": OfferKind.values,
    "rhythm": Rhythm.values,
    "start": Start.values,
}


@dataclass(frozen=True)
class Held:
    """Places of a slot that are kept for those with a need until they are released."""

    slot: int
    need: str
    places: int


def held_of(table: Table) -> tuple[Held, ...]:
    """Return the places that ``table`` holds."""
    return tuple(Held(each["slot"], each["need"], each["places"]) for each in table.held)


@dataclass(frozen=True)
class WantedTable:
    """What is said of a table; the words are those of ``Table``."""

    key: str
    organisation: str = ""
    partner: Partner | None = None
    sign: str = ""
    interviewers: int = 1
    slots: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    x: float | None = None
    y: float | None = None
    wants: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()

    def columns(self) -> dict[str, object]:
        """Return the columns, as rows hold them."""
        plain = {
            name: getattr(self, name) for name in ("key", "organisation", "partner", "sign", "interviewers", "x", "y")
        }
        listed = {name: list(getattr(self, name)) for name in ("slots", "languages", "access", "wants", "refuses")}
        return plain | listed | {"held": [asdict(each) for each in self.held]}


@dataclass(frozen=True)
class WantedOffer:
    """What is said of a place to start; the words are those of ``TableOffer``."""

    title: str
    language: str = ""
    level: int | None = None
    contract: str = ""
    rhythm: str = ""
    start: str = ""
    zone: str = ""
    positions: int | None = None
    offer: Offer | None = None


def write_table(day: MeetingDay, before: Table | None, wanted: WantedTable, by: Staff) -> Table:
    """Add a table to ``day``, or change ``before``; refused where somebody would lose a promised meeting by it."""
    with locked(day.pk) as held:
        table = put_table(held, before, wanted)
        raise_revision(ROOM)
        record(by, "meetings.table", code=held.session.code, house=held.session.event.house.slug)
    return table


def put_table(held: MeetingDay, before: Table | None, wanted: WantedTable) -> Table:
    """Write a table under the day's lock, for acts that write many."""
    if held.state == DayState.OVER:
        raise Refusal(_("This meeting day is over."))
    check_table(held, wanted)
    table = Table.objects.filter(day=held, pk=before.pk).first() if before else Table(day=held)
    if table is None:
        raise Refusal(_("This table is not there any more."))
    if Table.objects.filter(day=held, key=wanted.key).exclude(pk=table.pk).exists():
        raise Refusal(_("There is a table with this key already."))
    if before is None and Table.objects.filter(day=held).count() >= MOST_TABLES:
        raise Refusal(_("A day has %(most)d tables at most.") % {"most": MOST_TABLES})
    if before is not None:
        _refuse_promised(table, wanted)
    for name, value in wanted.columns().items():
        setattr(table, name, value)
    table.save()
    return table


def remove_table(day: MeetingDay, number: int, by: Staff) -> None:
    """Take a table away that nobody is promised."""
    with locked(day.pk) as held:
        table = Table.objects.filter(day=held, pk=number).first()
        if table is None:
            raise Refusal(_("This table is not there any more."))
        if held.state == DayState.OVER:
            raise Refusal(_("This meeting day is over."))
        if table.meetings.exists():
            raise Refusal(_("People are promised to meet this table: it stays. On the day say that it does not come."))
        table.delete()
        raise_revision(ROOM, removed=True)
        record(by, "meetings.table_removed", code=held.session.code, house=held.session.event.house.slug)


def write_offers(day: MeetingDay, table: Table, offers: Iterable[WantedOffer], by: Staff) -> None:
    """Have ``table`` speak of ``offers`` and of no others."""
    with locked(day.pk) as held:
        put_offers(held, table, offers)
        raise_revision(ROOM)
        record(by, "meetings.offers", code=held.session.code, house=held.session.event.house.slug)


def put_offers(held: MeetingDay, table: Table, offers: Iterable[WantedOffer]) -> None:
    """Write the offers of a table under the day's lock."""
    offers = list(offers)
    if held.state == DayState.OVER:
        raise Refusal(_("This meeting day is over."))
    if len(offers) > MOST_OFFERS:
        raise Refusal(_("A table speaks of %(most)d offers at most.") % {"most": MOST_OFFERS})
    for offer in offers:
        check_offer(held, offer)
    TableOffer.objects.filter(table=table).delete()
    TableOffer.objects.bulk_create(
        [TableOffer(table=table, **{name: getattr(each, name) for name in _OFFER}) for each in offers]
    )


_OFFER = tuple(WantedOffer.__dataclass_fields__)


def check_table(day: MeetingDay, wanted: WantedTable) -> None:
    """Refuse with a sentence what no table of ``day`` can be."""
    if not _KEY.fullmatch(wanted.key):
        raise Refusal(_("A key has up to 30 letters, digits and hyphens."))
    if wanted.partner is None and not wanted.organisation.strip():
        raise Refusal(_("Say whose table it is."))
    if not 1 <= wanted.interviewers <= MOST_INTERVIEWERS:
        raise Refusal(_("From 1 to %(most)d people talk at a table.") % {"most": MOST_INTERVIEWERS})
    if any(not 0 <= slot < day.slot_count for slot in wanted.slots):
        raise Refusal(_("One of the slots is none of this day’s."))
    if not all(map(_LANGUAGE.fullmatch, wanted.languages)):
        raise Refusal(_("One of the languages is no code of a language such as pl or zh-Hant."))
    if not all(map(is_need, wanted.access)):
        raise Refusal(_("One of the needs is none of those we know."))
    if (wanted.x is None) != (wanted.y is None):
        raise Refusal(_("Say how far the table stands along both walls, or along none."))
    if any(each is not None and not 0 <= each <= _FAR for each in (wanted.x, wanted.y)):
        raise Refusal(_("Metres count from the corner of the plan: from 0 on."))
    _check_facts(day, wanted)
    _check_held(wanted)


def _check_facts(day: MeetingDay, wanted: WantedTable) -> None:
    for fact in (*wanted.wants, *wanted.refuses):
        kind, _colon, value = fact.partition(":")
        if kind not in KINDS or value not in _VALUES.get(kind, day.zones):
            raise Refusal(_("“%(fact)s” is nothing that people can state on this day.") % {"fact": fact[:60]})
    if both := sorted(set(wanted.wants) & set(wanted.refuses)):
        raise Refusal(_("“%(fact)s” cannot be wanted and refused at once.") % {"fact": both[0]})


def _check_held(wanted: WantedTable) -> None:
    places: Counter[int] = Counter()
    for held in wanted.held:
        if held.need not in wanted.access:
            raise Refusal(_("Places can only be held for a need that the table meets."))
        if wanted.slots and held.slot not in wanted.slots:
            raise Refusal(_("Places can only be held in a slot that the table has."))
        places[held.slot] += held.places
    if len({(held.slot, held.need) for held in wanted.held}) < len(wanted.held):
        raise Refusal(_("The same places are held twice."))
    if any(number > wanted.interviewers for number in places.values()) or any(held.places < 1 for held in wanted.held):
        raise Refusal(_("A table cannot hold more places than it has."))


def check_offer(day: MeetingDay, wanted: WantedOffer) -> None:
    """Refuse with a sentence what no offer can be."""
    if not wanted.title.strip():
        raise Refusal(_("An offer needs a title."))
    if len(wanted.title) > LONGEST_TITLE:
        raise Refusal(_("A title has %(most)d characters at most.") % {"most": LONGEST_TITLE})
    told = (
        ("level", str(wanted.level or "")),
        ("contract", wanted.contract),
        ("rhythm", wanted.rhythm),
        ("start", wanted.start),
    )
    if any(value and value not in _VALUES[kind] for kind, value in told):
        raise Refusal(_("Level, contract, rhythm or start is none of those we know."))
    if wanted.zone and wanted.zone not in day.zones:
        raise Refusal(_("One of the places is none of this day’s."))


def _refuse_promised(table: Table, wanted: WantedTable) -> None:
    """Refuse to take away slots or places in which somebody is promised a meeting."""
    standing = table.meetings.standing()
    places = Counter(standing.values_list("slot", flat=True))
    lost = wanted.slots and any(slot not in wanted.slots for slot in places)
    if lost or any(number > wanted.interviewers for number in places.values()):
        raise Refusal(_("People are promised meetings in these slots: they cannot be taken away."))
