"""The notebook's compact string: a list of public things that fits into an address, on paper and through a keyboard.

Version ``a``: ``a7kc-t3k9qfz-h8x2m4q`` is the version letter with a checksum of three characters, then one group a thing:
a letter for its kind and its code (core/codes.py). The checksum stands first, so that a string cut at its end shows it.
It finds slips and losses; it is no secret and proves nothing. A string once printed is read for ever: a new version gets
a new letter and a reader of its own in ``_READERS``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from parvis.core.codes import ALPHABET, LENGTH, code_for, normalise_code

VERSION = "a"
MAX_ITEMS = 40
MAX_LENGTH = 1500  # characters; every browser, mail program and QR reader takes an address of this length
LONGEST_CODE = 12
LONGEST_STEP = 30  # a next step names the places it speaks of (portal/domain/next_steps.py)
CHECKSUM = 3  # characters of 5 bits: one slip in 32,768 goes unseen

_BETWEEN = re.compile(r"[\s\-.,;+_~‐‑‒–—−]+")


class Kind(StrEnum):
    """What a notebook can hold, by its letter. Letters are never given to another kind.

    A kind whose room is not there yet is read, kept and shown as a code that nobody knows.
    """

    TRADE = "t"
    SKILL = "s"
    HOUSE = "h"
    DESK = "d"
    PAGE = "p"
    OFFER = "o"
    QUALIFICATION = "q"
    EVENT = "e"
    NEXT_STEP = "n"  #: a coded sentence from a desk, not a thing: its code says which, with what day and place


#: Each kind by its letter, and by the digit that a hand may write for it.
_LETTERS = {kind.value: kind for kind in Kind} | {"0": Kind.OFFER}


class Fault(StrEnum):
    """What is wrong with a string; what can be read is read all the same."""

    DAMAGED = "damaged"
    NEWER = "newer"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Item:
    """One thing of a notebook."""

    kind: Kind
    code: str

    def __str__(self) -> str:
        return f"{self.kind}{self.code}"


@dataclass(frozen=True)
class Notebook:
    """The things of a notebook in the visitor's order, and what was wrong with the string they were read from."""

    items: tuple[Item, ...] = ()
    faults: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        return encode(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def has_code(self, code: str) -> bool:
        """Say whether a thing with ``code`` is in the notebook, whatever its kind."""
        return any(item.code == code for item in self.items)

    @property
    def is_full(self) -> bool:
        """Say whether nothing more fits."""
        return len(self.items) >= MAX_ITEMS

    def adding(self, *items: Item) -> Notebook:
        """Return the notebook with ``items`` at its end; those already there stay where they are, too many are left out."""
        return _sound((*self.items, *items))

    def removing(self, item: Item) -> Notebook:
        """Return the notebook without ``item``."""
        return Notebook(tuple(kept for kept in self.items if kept != item))

    def moving(self, item: Item, steps: int) -> Notebook:
        """Return the notebook with ``item`` moved by ``steps`` places (negative: up), as far as the ends allow."""
        if item not in self.items:
            return self
        place = self.items.index(item)
        rest = [kept for kept in self.items if kept != item]
        rest.insert(max(0, place + steps), item)
        return Notebook(tuple(rest))


def encode(items: Iterable[Item]) -> str:
    """Return the string of ``items`` in the newest version; empty for none."""
    groups = [str(item) for item in items]
    return "-".join((VERSION + _checksum(groups), *groups)) if groups else ""


def read(typed: str) -> Notebook:
    """Return the notebook in ``typed``: case, blanks, dashes and easily confused characters do not matter; never raises."""
    faults: list[Fault] = []
    if len(typed) > MAX_LENGTH:
        typed, faults = typed[:MAX_LENGTH], [Fault.TOO_LONG]
    groups = [group for group in _BETWEEN.split(_plain(typed)) if group]
    if not groups:
        return Notebook((), tuple(faults))
    reader = _READERS.get(groups[0][0])
    is_head = len(groups[0]) == len(VERSION) + CHECKSUM
    if is_head and reader is None:
        return Notebook(_read_a(groups)[0].items, (*faults, Fault.NEWER))
    notebook, is_whole = (reader or _read_a)(groups)
    if not is_whole and Fault.TOO_LONG not in faults:
        faults.append(Fault.DAMAGED)
    if Fault.TOO_LONG in notebook.faults and Fault.TOO_LONG not in faults:
        faults.append(Fault.TOO_LONG)
    return replace(notebook, faults=tuple(faults))


def _read_a(groups: list[str]) -> tuple[Notebook, bool]:
    """Read version ``a``: return what is readable in ``groups`` and whether head, groups and checksum all agree."""
    head, *rest = groups
    has_head = len(head) == len(VERSION) + CHECKSUM
    items = [_item(group) for group in (rest if has_head else groups)]
    found = [item for item in items if item is not None]
    checksum = normalise_code(head[1:]) if has_head else ""
    is_whole = len(found) == len(items) and checksum == _checksum(str(item) for item in found)
    return _sound(found), is_whole


_READERS: dict[str, Callable[[list[str]], tuple[Notebook, bool]]] = {"a": _read_a}


def kind_written(letter: str) -> Kind | None:
    """Return the kind that a hand means by ``letter`` (o or 0 for an offer), None when it is none."""
    return _LETTERS.get(letter.lower())


def _item(group: str) -> Item | None:
    """Return the thing that ``group`` names, None when it is not written like one."""
    code, kind = normalise_code(group[1:]), kind_written(group[0])
    longest = LONGEST_STEP if kind == Kind.NEXT_STEP else LONGEST_CODE
    if kind is None or not LENGTH <= len(code) <= longest or not set(code) <= set(ALPHABET):
        return None
    return Item(kind, code)


def _sound(items: Iterable[Item]) -> Notebook:
    """Return a notebook of ``items`` without doubles, cut to what a notebook holds."""
    once = tuple(dict.fromkeys(items))
    return Notebook(once[:MAX_ITEMS], (Fault.TOO_LONG,) if len(once) > MAX_ITEMS else ())


def _checksum(groups: Iterable[str]) -> str:
    return code_for("notebook:a:" + "-".join(groups), CHECKSUM)


def _plain(typed: str) -> str:
    """Return ``typed`` in lower case, any script's digits as 0–9, letters of other widths as plain ones."""
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in typed)
    return unicodedata.normalize("NFKC", digits).lower()
