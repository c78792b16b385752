"""Names of seekers: a word, a colour and two digits, drawn by chance, said in the languages of the page.

Tickets of a line bear no number, so nobody is called twice where both are in one hall.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from parvis.core.domain.names import Name, every_name, said_name, words_in
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.letters import plain
from parvis.core.refusal import Refusal
from parvis.core.said import Said
from parvis.meetings.models import MeetingDay, Seeker
from parvis.meetings.rules import NUMBERS

_chosen = random.SystemRandom()  # a name tells nothing of who came first
_MOST = 24_000  # seekers of a day: beyond, drawing a free name would take long


@dataclass(frozen=True, order=True)
class Alias:
    """A seeker's name, by its keys."""

    word: str
    colour: str
    number: int


def alias_of(seeker: Seeker) -> Alias:
    """Return the name of ``seeker``."""
    return Alias(seeker.word, seeker.colour, seeker.number)


def said_alias(alias: Alias, wanted: str) -> Said:
    """Say a name in the language ``wanted``, or its nearest fallback: “blue heron 42”."""
    said = said_name(Name(alias.word, alias.colour), wanted)
    return Said(f"{said.text} {alias.number}", said.language, wanted)


def taken_aliases(day: MeetingDay) -> set[Alias]:
    """Return the names that seekers of ``day`` have; one question."""
    return {Alias(*row) for row in Seeker.objects.filter(day=day).values_list("word", "colour", "number")}


def free_alias(taken: Collection[Alias]) -> Alias:
    """Return a name that is not ``taken``, any with the same chance; refuse when a day has more seekers than names can serve."""
    if len(taken) >= _MOST:
        raise Refusal(_("This day has as many people as it can have."))
    names = sorted(every_name())
    while True:
        name = _chosen.choice(names)
        alias = Alias(name.word, name.colour, _chosen.choice(NUMBERS))
        if alias not in taken:
            return alias


def read_alias(typed: str, language: str = "") -> Alias | None:
    """Return the name that somebody typed, in ``language`` or any other of the ten; None when it is none of ours (so no person's either)."""
    words, _space, digits = " ".join(plain(typed[:80]).split()).rpartition(" ")
    if not (digits.isascii() and digits.isdecimal() and int(digits) in NUMBERS):
        return None
    for each in dict.fromkeys((language, *INTERFACE_LANGUAGES)):
        name = _said_names(each).get(words)
        if name is not None:
            return Alias(name.word, name.colour, int(digits))
    return None


@lru_cache(maxsize=16)
def _said_names(language: str) -> dict[str, Name]:
    """Return every name as it is typed in ``language`` → its keys; none in a language without names."""
    if words_in(language) is None:
        return {}
    return {plain(said_name(name, language).text): name for name in every_name()}
