"""What a seeker states, checked against the day, and written: from a form, a slip or a row of a file alike."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.refusal import Refusal
from parvis.meetings.domain.seekers.aliases import Alias
from parvis.meetings.enums import DayState, Rhythm, Start, WishKind
from parvis.meetings.models import MeetingDay, Seeker, Table, Wish
from parvis.meetings.rules import LEVELS, facts_of, is_need
from parvis.offers.enums import OfferKind

MOST_LANGUAGES, MOST_NEEDS = 12, 8
#: Days that somebody can still join, by whichever way.
JOINABLE = (DayState.OPEN, DayState.PLANNED, DayState.RUNNING)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COLUMNS = ("spoken", "languages", "zone", "slots", "needs", "level", "contract", "rhythm", "start", "most", "open")


@dataclass(frozen=True)
class Stated:
    """What somebody states; the words are those of ``Seeker``. ``wishes`` and ``vetoes`` are keys of tables. Empty or None: open."""

    spoken: str = ""
    languages: tuple[str, ...] = ()
    zone: str = ""
    slots: tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    level: int | None = None
    contract: str = ""
    rhythm: str = ""
    start: str = ""
    most: int = 4
    open: bool = True
    wishes: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()

    def facts(self) -> list[str]:
        """Return what is stated, as wishes of tables name it."""
        return facts_of(self.__dict__)

    @property
    def is_open(self) -> bool:
        """Say whether nothing is stated that could fit a table or not."""
        return not (self.languages or self.needs or self.slots or self.facts())


def check_stated(day: MeetingDay, stated: Stated, keys: Collection[str]) -> None:
    """Refuse with a sentence what cannot be stated on ``day``; ``keys`` are those of its tables. No sentence repeats what was typed."""
    _check_languages(stated)
    if len(stated.needs) > MOST_NEEDS or not all(map(is_need, stated.needs)):
        raise Refusal(_("One of the needs is none of those we know."))
    if stated.zone and stated.zone not in day.zones:
        raise Refusal(_("One of the places is none of this day’s."))
    if any(not 0 <= slot < day.slot_count for slot in stated.slots):
        raise Refusal(_("One of the slots is none of this day’s."))
    if not 1 <= stated.most <= day.cap:
        raise Refusal(
            ngettext("You can have %(cap)d meeting.", "You can have from 1 to %(cap)d meetings.", day.cap)
            % {"cap": day.cap}
        )
    _check_facts(stated)
    _check_wishes(stated, keys)


def _check_languages(stated: Stated) -> None:
    spoken = [stated.spoken] if stated.spoken else []
    if len(stated.languages) > MOST_LANGUAGES or not all(map(_LANGUAGE.fullmatch, [*stated.languages, *spoken])):
        raise Refusal(_("One of the languages is no code of a language such as pl or zh-Hant."))


def _check_facts(stated: Stated) -> None:
    told: tuple[tuple[object, Collection[object]], ...] = (
        (stated.level, LEVELS),
        (stated.contract, OfferKind.values),
        (stated.rhythm, Rhythm.values),
        (stated.start, Start.values),
    )
    if any(value not in {None, ""} and value not in allowed for value, allowed in told):
        raise Refusal(_("One of the answers about what you seek is none of those we know."))


def _check_wishes(stated: Stated, keys: Collection[str]) -> None:
    if not set(keys).issuperset((*stated.wishes, *stated.vetoes)):
        raise Refusal(_("One of the tables is none of this day’s."))
    if not set(stated.wishes).isdisjoint(stated.vetoes):
        raise Refusal(_("A table cannot be wished and refused at once."))


def keys_of(day: MeetingDay) -> dict[str, int]:
    """Return the tables of ``day``: key → number; one question."""
    return dict(Table.objects.filter(day=day).order_by("key").values_list("key", "pk"))


def new_seeker(day: MeetingDay, alias: Alias, stated: Stated) -> Seeker:
    """Return a seeker of ``day``, not saved."""
    seeker = Seeker(day=day, word=alias.word, colour=alias.colour, number=alias.number)
    state(seeker, stated)
    return seeker


def state(seeker: Seeker, stated: Stated) -> None:
    """Have ``seeker``, not saved here, state what was ``stated``."""
    for column in _COLUMNS:
        value = getattr(stated, column)
        setattr(seeker, column, list(dict.fromkeys(value)) if isinstance(value, tuple) else value)


def write_wishes(pairs: Iterable[tuple[Seeker, Stated]], tables: dict[str, int]) -> None:
    """Write what each of these seekers, saved, says of tables (key → number) in place of what was said before; two questions, or few."""
    pairs = list(pairs)
    Wish.objects.filter(seeker__in=[seeker.pk for seeker, _stated in pairs]).delete()
    Wish.objects.bulk_create(
        [
            Wish(seeker=seeker, table_id=tables[key], kind=kind)
            for seeker, stated in pairs
            for kind, keys in ((WishKind.WISH, stated.wishes), (WishKind.VETO, stated.vetoes))
            for key in dict.fromkeys(keys)
        ],
        batch_size=400,
    )


def stated_by(seeker: Seeker) -> Stated:
    """Return what ``seeker`` states, to show it in a form or to change a part; one question."""
    wishes: dict[str, list[str]] = {WishKind.WISH: [], WishKind.VETO: []}
    for key, kind in seeker.wishes.order_by("table__key").values_list("table__key", "kind"):
        wishes[kind].append(key)
    columns: dict[str, Any] = {column: getattr(seeker, column) for column in _COLUMNS}
    listed: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in columns.items()}
    return Stated(**listed, wishes=tuple(wishes[WishKind.WISH]), vetoes=tuple(wishes[WishKind.VETO]))
