"""What screens of a meeting day show: the hall, a table, somebody's own phone. Names are those of word, colour and number, never persons."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.core.said import Said
from parvis.meetings.domain.hall.state import slot_at
from parvis.meetings.domain.saying import say_sign, say_slot
from parvis.meetings.domain.seekers.aliases import Alias, alias_of, said_alias
from parvis.meetings.enums import MeetingState
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table
from parvis.meetings.rules import Slot

#: Calls that one screen of the hall shows at a size that is read from across the room.
A_SCREEN = 24
#: Seconds that a screen of several stays.
TURNS = 8
#: Unicode: what stands between runs in a direction of its own, whatever the sentence around it.
_ISOLATED = "\u2068", "\u2069"
_NEXT = (MeetingState.PLANNED, MeetingState.CALLED)


@dataclass(frozen=True)
class Call:
    """Who goes to which table: a name and its colour, what stands over the table."""

    name: Said
    colour: str
    sign: str


@dataclass(frozen=True)
class Hall:
    """A screen of the hall: the slot, its calls on this screen, which screen of how many."""

    slot: Slot | None
    calls: Sequence[Call]
    screen: int = 1
    screens: int = 1


@dataclass(frozen=True)
class NextMeeting:
    """Where somebody goes next; ``is_promised``: else it is hoped for, and may still change. ``is_now``: the table waits."""

    slot: Slot
    table: Table
    is_promised: bool
    is_now: bool


@dataclass(frozen=True)
class OnCard:
    """Whom the card of a table names for a slot, in the order in which to call them; keys as notes name them."""

    slot: Slot
    names: Sequence[tuple[str, Said]]


@dataclass(frozen=True)
class AtTable:
    """The screen of a table: who sits there now or is called, and who is next; nobody else."""

    slot: Slot | None
    now: Sequence[tuple[Meeting, Said]]
    after: Sequence[Said]
    after_slot: Slot | None
    card: Sequence[OnCard]
    left: int


def shown_slot(day: MeetingDay, now: datetime.datetime) -> int | None:
    """Return the slot that screens show: the one of the clock, or the one the reception called."""
    by_clock = slot_at(day, now)
    return None if by_clock is None else max(by_clock, day.reached or 0)


def hall_of(day: MeetingDay, screen: int, now: datetime.datetime, language: str) -> Hall:
    """Return one screen of the hall, by the order of signs; one question. A slot that nobody called shows what is planned."""
    slot = shown_slot(day, now)
    if slot is None:
        return Hall(None, ())
    rows = Meeting.objects.filter(day=day, slot=slot, state__in=_NEXT)
    found = list(rows.select_related("seeker", "table").order_by("table__key", "place"))
    screens = max(1, -(-len(found) // A_SCREEN))
    screen = min(max(screen, 1), screens)
    shown = found[(screen - 1) * A_SCREEN : screen * A_SCREEN]
    calls = [
        Call(said_alias(alias_of(each.seeker), language), each.seeker.colour, say_sign(each.table)) for each in shown
    ]
    return Hall(day.slots()[slot], calls, screen, screens)


def next_for(seeker: Seeker, now: datetime.datetime) -> NextMeeting | None:
    """Return where ``seeker`` goes now or next, None when nothing is known; one question. Needs ``day__session``."""
    day = seeker.day
    slot = shown_slot(day, now)
    if slot is None:
        slot = 0 if now < day.session.starts else day.slot_count
    rows = Meeting.objects.filter(seeker=seeker, slot__gte=slot, state__in=_NEXT)
    found = rows.select_related("table__partner").order_by("slot").first()
    if found is None:
        return None
    return NextMeeting(day.slots()[found.slot], found.table, found.promised, is_now=found.state == MeetingState.CALLED)


def say_next(found: NextMeeting | None, day: MeetingDay, language: str) -> str:
    """Say in the active language where somebody goes next; empty where nothing is known."""
    if found is None:
        return ""
    told = {
        name: f"{_ISOLATED[0]}{words}{_ISOLATED[1]}"
        for name, words in (("sign", say_sign(found.table)), ("times", say_slot(day, found.slot.number, language)))
    }
    if found.is_now:
        return _("Go to table %(sign)s now.") % told
    if found.is_promised:
        return _("You meet table %(sign)s, %(times)s.") % told
    return _("You may meet table %(sign)s, %(times)s. It may still change: look at the screen of the hall.") % told


def table_screen(table: Table, now: datetime.datetime, language: str) -> AtTable:
    """Return what the people of ``table`` see; two questions. Needs ``day__session``."""
    day = table.day
    slots, slot = day.slots(), shown_slot(day, now)
    since = 0 if slot is None else slot
    states = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.HELD, MeetingState.MISSED)
    rows = Meeting.objects.filter(table=table, slot__gte=since, state__in=states)
    by_slot: dict[int, list[tuple[Meeting, Said]]] = defaultdict(list)
    for each in rows.select_related("seeker").order_by("slot", "place"):
        by_slot[each.slot].append((each, said_alias(alias_of(each.seeker), language)))
    ahead = [at for at in sorted(by_slot) if at > since or slot is None]
    after = ahead[0] if ahead else None
    return AtTable(
        slot=None if slot is None else slots[slot],
        now=[] if slot is None else by_slot.get(slot, []),
        after=[] if after is None else [name for each, name in by_slot[after] if each.state in _NEXT],
        after_slot=None if after is None else slots[after],
        card=card_of(table, slots, language),
        left=0 if slot is None else minutes_left(slots[slot], now),
    )


def minutes_left(slot: Slot, now: datetime.datetime) -> int:
    """Return how many minutes of ``slot`` are left, begun ones counted; before it begins, all."""
    left = slot.ends - max(now, slot.starts)
    return max(0, -(-int(left.total_seconds()) // 60))


def card_of(table: Table, slots: Sequence[Slot], language: str) -> list[OnCard]:
    """Return the card of ``table`` in words; one question."""
    return cards_of([table], slots, language)[table.pk]


def cards_of(tables: Iterable[Table], slots: Sequence[Slot], language: str) -> dict[int, list[OnCard]]:
    """Return the cards of ``tables`` in words, by table; one question for all."""
    tables = list(tables)
    wanted = {seeker for table in tables for _slot, seekers in table.card for seeker in seekers}
    rows = Seeker.objects.filter(pk__in=wanted).values_list("pk", "word", "colour", "number") if wanted else ()
    names = {pk: said_alias(Alias(word, colour, number), language) for pk, word, colour, number in rows}
    return {
        table.pk: [
            OnCard(slots[slot], [(str(each), names[each]) for each in seekers if each in names])
            for slot, seekers in table.card
            if slot < len(slots)
        ]
        for table in tables
    }


def said_times(day: MeetingDay, slot: Slot | None, language: str) -> str:
    """Return from when to when a slot is, empty for none."""
    return "" if slot is None else say_slot(day, slot.number, language)
