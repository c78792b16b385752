"""The file of a day's seekers: paper slips that were typed in. It has no column for a name, and nothing it holds is repeated in a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from parvis.core.domain.blank_tables import EXAMPLE_MARK, Column, csv_table, is_example, spreadsheet
from parvis.core.domain.reports import Ack
from parvis.core.domain.return_codes import read_code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.after.tallying import add
from parvis.meetings.domain.cells import Row, number, short, slots, words, yes
from parvis.meetings.domain.seekers.aliases import Alias, alias_of, free_alias, read_alias
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.domain.seekers.joining import refuse_hopeless
from parvis.meetings.domain.seekers.stating import (
    JOINABLE,
    Stated,
    check_stated,
    keys_of,
    new_seeker,
    state,
    write_wishes,
)
from parvis.meetings.enums import DayState, Need, Rhythm, Start, Step
from parvis.meetings.models import MeetingDay, Seeker
from parvis.meetings.rules import LEVELS
from parvis.offers.enums import OfferKind

REQUIRED = ("alias", "wishes")
OPTIONAL = (
    "code", "language", "languages", "level", "contract", "rhythm", "start", "zone", "slots", "needs", "vetoes", "most", "open",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)
MOST_SEEKERS = 20_000
#: Rows written at once; a row of SQLite has so many variables.
_BATCH = 200
EXAMPLE: Mapping[str, str] = {
    "alias": f"{EXAMPLE_MARK} blue heron 42",
    "wishes": "t1 t7",
    "languages": "fr ar",
    "level": "3",
    "contract": "apprenticeship",
    "slots": "1-4",
    "needs": "quiet",
    "vetoes": "t3",
    "most": "4",
    "open": "yes",
}
_TOLD: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "alias": ("the name on the slip: a word, a colour and two digits; empty: one is drawn. Never a person's name", ()),
    "wishes": ("keys of tables, with spaces between", ()),
    "code": ("the return code on the slip, where it has one", ()),
    "language": ("the language of the slip, as a code; may be empty", ()),
    "languages": ("languages spoken, as codes: fr ar; empty: any", ()),
    "level": ("level sought, of the European Qualifications Framework; empty: open", tuple(map(str, LEVELS))),
    "contract": ("empty: open", tuple(OfferKind.values)),
    "rhythm": ("how work and school alternate; empty: open", tuple(Rhythm.values)),
    "start": ("when it may begin; empty: open", tuple(Start.values)),
    "zone": ("one of the day's places; empty: open", ()),
    "slots": ("when they can, in slots from 1: 1-6, 8; empty: the whole day", ()),
    "needs": ("what a table must have: quiet step-free interpreter:ar", tuple(Need.values)),
    "vetoes": ("keys of tables they do not want to meet", ()),
    "most": ("how many meetings at most; empty: as the day says", ()),
    "open": ("whether they meet other tables too; empty: yes", ("yes", "no")),
}


@dataclass
class Taken:
    """Who was taken in: (line, name), for the answer to whoever sent the file and for nothing that stays."""

    aliases: list[tuple[int, Alias]] = field(default_factory=list)


def csv_lines() -> Iterator[str]:
    """Return the heading and the example."""
    return csv_table(COLUMNS, [EXAMPLE])


def spreadsheet_template() -> bytes:
    """Return the empty table as a spreadsheet, with its example and a sheet that explains the columns."""
    columns = [Column(name, *_TOLD[name], is_required=name in REQUIRED) for name in COLUMNS]
    return spreadsheet("seekers", columns, EXAMPLE)


def take_seekers(ack: Ack, held: MeetingDay, rows: Iterable[tuple[str, int, Row]]) -> Taken:
    """Have the seekers of ``rows`` (place, line, cells) join a day whose lock is held; a wrong row is kept out with its line and reason.

    Who has a name or a code of the day already states anew; a row without either is somebody new.
    """
    if held.state not in JOINABLE:
        raise Refusal(_("People join a day that is open, planned or going on. Open it first."))
    reader = _Reader(held)
    new: list[tuple[Seeker, Stated]] = []
    again: list[tuple[Seeker, Stated]] = []
    taken = Taken()
    for place, line, row in rows:
        if is_example(row["alias"]):
            continue
        ack.count("seekers", "read")
        try:
            seeker, stated, is_new = reader.seeker(row)
        except Refusal as refusal:
            ack.refuse("seekers", place, line, str(refusal))
            continue
        (new if is_new else again).append((seeker, stated))
        taken.aliases.append((line, alias_of(seeker)))
    Seeker.objects.bulk_create([seeker for seeker, _stated in new], batch_size=_BATCH)
    for seeker, stated in again:
        state(seeker, stated)
        seeker.save()
    write_wishes([*new, *again], reader.tables)
    ack.count("seekers", "created", len(new))
    ack.count("seekers", "changed", len(again))
    if held.state == DayState.RUNNING and new:
        add(held, Step.WALKED_IN, len(new))
    return taken


class _Reader:
    """Reads rows against one day; asks the database once for who and what is there."""

    def __init__(self, day: MeetingDay) -> None:
        self.day = day
        self.tables = keys_of(day)
        there = list(Seeker.objects.filter(day=day))
        self.by_alias = {alias_of(each): each for each in there}
        self.by_code = {each.locator: each for each in there if each.locator}
        self.taken = set(self.by_alias)
        self.seen: set[int] = set()

    def seeker(self, row: Row) -> tuple[Seeker, Stated, bool]:
        """Return who a row is of, what is stated, and whether they are new; refuse what cannot be."""
        stated = self._stated(row)
        check_stated(self.day, stated, self.tables)
        refuse_hopeless(stated, self.tables)
        where, alias = self._locator(row), self._alias(row)
        found = (self.by_code.get(where) if where else None) or (self.by_alias.get(alias) if alias else None)
        if found is not None:
            if (alias and alias_of(found) != alias) or (where and found.locator not in {None, where}):
                raise Refusal(_("The name and the code are not of the same person."))
            if found.pk in self.seen:
                raise Refusal(_("Two rows are of the same person: the first counts."))
            self.seen.add(found.pk)
            found.locator = found.locator or where
            return found, stated, False
        if len(self.taken) >= MOST_SEEKERS:
            raise Refusal(_("This day has as many people as it can have."))
        seeker = new_seeker(self.day, alias or free_alias(self.taken), stated)
        seeker.locator = where
        self._remember(seeker)
        return seeker, stated, True

    def _remember(self, seeker: Seeker) -> None:
        self.seen.add(seeker.pk)
        self.taken.add(alias_of(seeker))
        self.by_alias[alias_of(seeker)] = seeker
        if seeker.locator:
            self.by_code[seeker.locator] = seeker

    def _alias(self, row: Row) -> Alias | None:
        if not row["alias"]:
            return None
        alias = read_alias(row["alias"], row["language"][:12])
        if alias is None:
            raise Refusal(
                _("alias: this is none of our names, such as “blue heron 42”. Leave it empty and one is drawn.")
            )
        return alias

    def _locator(self, row: Row) -> str | None:
        if not row["code"]:
            return None
        code = read_code(row["code"])
        if code is None:
            raise Refusal(_("code: this is no whole code. A code has twelve letters and digits."))
        return locator(code)

    def _stated(self, row: Row) -> Stated:
        return Stated(
            spoken=short(row, "language", 12),
            languages=words(row, "languages"),
            zone=short(row, "zone", 60),
            slots=slots(row, "slots", self.day.slot_count),
            needs=tuple(each.lower() for each in words(row, "needs")),
            level=number(row, "level", 1, 8),
            contract=short(row, "contract", 16),
            rhythm=short(row, "rhythm", 8),
            start=short(row, "start", 12),
            most=number(row, "most", 1, self.day.cap) or self.day.most,
            open=yes(row, "open", usual=True),
            wishes=words(row, "wishes"),
            vetoes=words(row, "vetoes"),
        )
