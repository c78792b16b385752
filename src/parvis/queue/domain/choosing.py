"""Whom a table calls next: pure, fair across desks and languages, and bounded. Explained in docs/queue.md.

1. Of those the table can help, somebody who was overtaken ``most`` times already is overtaken no more: nobody who came later is called.
2. Of the others those come first whom no other table could help: the one speaker of Arabic first sees who needs Arabic.
3. Among equals, and always within one kind (desk and language), who came first is first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from parvis.core.languages import speaks
from parvis.queue.rules import MOST_OVERTAKEN


@dataclass(frozen=True, slots=True)
class Waiter:
    """A ticket that waits. ``number`` names it, ``place`` is its order of coming; an empty desk or language is any.

    Who was passed on to a desk (``is_passed_on``) waits for a table that names it: one that helps with anything sent them away.
    """

    number: int
    place: int
    desk: str = ""
    language: str = ""
    overtaken: int = 0
    is_passed_on: bool = False

    @property
    def kind(self) -> tuple[str, str]:
        """Return what it waits for: within one kind the order of coming is kept."""
        return self.desk, self.language


@dataclass(frozen=True)
class Help:
    """What a table can help with: desks and languages, none of either: every one."""

    desks: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def can_help(self, waiter: Waiter) -> bool:
        """Say whether somebody at the table can help ``waiter``."""
        is_any_desk = not waiter.desk or (not self.desks and not waiter.is_passed_on)
        if not (is_any_desk or waiter.desk in self.desks):
            return False
        wanted = waiter.language
        return not wanted or not self.languages or wanted in self.languages or speaks(self.languages, wanted)


def choose(
    waiting: Iterable[Waiter], caller: Help, others: Sequence[Help], most: int = MOST_OVERTAKEN
) -> Waiter | None:
    """Return whom the table ``caller`` calls next while the tables ``others`` are there too; None when it can help nobody."""
    mine = sorted((waiter for waiter in waiting if caller.can_help(waiter)), key=lambda waiter: waiter.place)
    if not mine:
        return None
    patient = next((waiter.place for waiter in mine if waiter.overtaken >= most), mine[-1].place)
    first_of_kind: dict[tuple[str, str], Waiter] = {}
    for waiter in mine:
        if waiter.place <= patient:
            first_of_kind.setdefault(waiter.kind, waiter)
    in_order = list(first_of_kind.values())
    only_here = (waiter for waiter in in_order if not any(other.can_help(waiter) for other in others))
    return next(only_here, in_order[0])


def overtaken_by(chosen: Waiter, waiting: Iterable[Waiter], caller: Help) -> list[Waiter]:
    """Return those who came before ``chosen``, whom the table could have helped, and who wait on."""
    return [waiter for waiter in waiting if waiter.place < chosen.place and caller.can_help(waiter)]


def before(waiter: Waiter, waiting: Iterable[Waiter], tables: Sequence[Help]) -> int:
    """Return how many came before ``waiter`` and wait for one of the tables that can help it; without a table, for the same."""
    able = [table for table in tables if table.can_help(waiter)]
    return sum(
        1
        for other in waiting
        if other.place < waiter.place
        and (any(table.can_help(other) for table in able) if able else other.kind == waiter.kind)
    )


def load(waiter: Waiter, waiting: Iterable[Waiter], tables: Sequence[Help]) -> int | None:
    """Return how many are before ``waiter`` for each table that can help it, rounded up; None when no table can."""
    able = _helpers(waiter, tables)
    return ceil(before(waiter, waiting, tables) / able) if able else None


def _helpers(waiter: Waiter, tables: Sequence[Help]) -> int:
    return sum(table.can_help(waiter) for table in tables)
