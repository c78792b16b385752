"""Question first: from a visitor's own words to desks of a house with the reason why, to things that answer at once, to a person.

Nothing of a question is kept. Partners are never read: a desk is led to by what stands on its sign (search/domain/needs).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from parvis.core.said import Said, say
from parvis.network.domain.hours import is_open_at, next_opening
from parvis.network.domain.listing import house_name
from parvis.network.domain.saying import Standing, say_standing
from parvis.network.domain.schedules import schedule_of, schedule_of_desk
from parvis.network.models import Desk, House
from parvis.portal.domain.need_links import Onward, onward
from parvis.search.domain.needs.desks import Answering, answering
from parvis.search.domain.needs.finding import Found, Heard, hear, title
from parvis.search.domain.needs.showing import GroupShown, shown_groups
from parvis.search.domain.needs.things import things
from parvis.search.domain.questions import clean

#: Characters of a question that are used.
LONGEST = 400


@dataclass(frozen=True)
class Why:
    """Why something is suggested: words of the visitor's, or a sentence theirs is near to, and what it is about."""

    words: tuple[str, ...] = ()
    like: Said | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeskAnswer:
    """A desk as an answer, with the reason; ``is_nearest`` when no desk of the house has exactly this."""

    key: str
    question: Said
    hint: Said
    tone: str
    pictogram: str
    languages: tuple[str, ...]
    standing: Standing
    why: Why
    is_nearest: bool = False


@dataclass(frozen=True)
class Person:
    """Whom to talk to when nothing fits: the desk that is open now or opens next, None in a house without desks."""

    standing: Standing
    desk: DeskAnswer | None


@dataclass(frozen=True)
class Asked:
    """What was asked and what answers. ``needs`` are titles with the reason, for pages without a house."""

    text: str
    is_cut: bool
    heard: Heard
    needs: tuple[tuple[str, Why], ...]
    groups: tuple[GroupShown, ...]
    onward: tuple[Onward, ...]

    @property
    def is_unsure(self) -> bool:
        """Say whether something was asked and nothing in it is clear."""
        return bool(self.text) and not self.heard.sure

    @property
    def is_danger(self) -> bool:
        """Say whether the words tell of danger to life."""
        return "danger" in self.heard.hardship

    @property
    def is_shelter(self) -> bool:
        """Say whether the words tell of having no roof or nothing to eat."""
        return "shelter" in self.heard.hardship


def ask(typed: str, language: str, house: House | None = None) -> Asked:
    """Return what answers ``typed``, asked on a page in ``language``, perhaps of ``house``."""
    text = clean(typed, LONGEST)
    heard = hear(text, language)
    near = (house.latitude, house.longitude) if house else None
    groups, readings = things(heard, near) if text else ([], ())
    needs = [found.need for found in heard.sure]
    return Asked(
        text,
        is_cut=len(clean(typed, LONGEST + 1)) > LONGEST,
        heard=heard,
        needs=tuple((title(found.need, language), _why((found,), found.words, language)) for found in heard.sure),
        groups=tuple(shown_groups(groups, heard, readings)),
        onward=tuple(onward(needs, language)),
    )


def find_house(slug: str) -> House | None:
    """Return the house named ``slug`` with desks and hours, None when there is none; four questions."""
    return House.objects.with_hours().prefetch_related("desks").filter(slug=slug).first()


def desk_answers(asked: Asked, house: House, now: datetime.datetime, language: str) -> list[DeskAnswer]:
    """Return the desks of ``house`` (from ``find_house``) that answer, the best first, three at most."""
    found = answering(asked.heard, list(house.desks.all()))
    return [_answer(house, one.desk, now, language, one) for one in found]


def all_desks(house: House, now: datetime.datetime, language: str) -> list[DeskAnswer]:
    """Return every desk of ``house``, to choose from."""
    return [_answer(house, desk, now, language) for desk in house.desks.all()]


def person(house: House, now: datetime.datetime, language: str) -> Person:
    """Return whom to talk to at ``house``: the desk that is open, or the first to open, equals in the house's own order."""
    desks: Sequence[Desk] = list(house.desks.all())
    far = now + datetime.timedelta(days=3660)

    def opens(desk: Desk) -> datetime.datetime:
        schedule = schedule_of_desk(house, desk)
        return now if is_open_at(schedule, now) else next_opening(schedule, now) or far

    first = min(desks, key=opens, default=None)
    standing = say_standing(schedule_of(house), now, language)
    return Person(standing, _answer(house, first, now, language) if first else None)


def _answer(
    house: House, desk: Desk, now: datetime.datetime, language: str, found: Answering | None = None
) -> DeskAnswer:
    return DeskAnswer(
        key=desk.key,
        question=say(desk.question, language),
        hint=say(desk.hint, language),
        tone=desk.tone,
        pictogram=desk.pictogram or "talk",
        languages=tuple(desk.languages),
        standing=say_standing(schedule_of_desk(house, desk), now, language),
        why=_why(found.needs, found.words, language) if found else Why(),
        is_nearest=found.is_nearest if found else False,
    )


def _why(needs: Sequence[Found], words: tuple[str, ...], language: str) -> Why:
    """Return the reason: the words that were met or, where none were, the sentence that is nearest in meaning."""
    like = next((found.like for found in needs if found.like), None) if not words else None
    said = Said(like.text, like.language, language) if like else None
    return Why(words, said, tuple(title(found.need, language) for found in needs))


def name_of(house: House, language: str) -> Said:
    """Return the name of ``house``."""
    return house_name(house, language)
