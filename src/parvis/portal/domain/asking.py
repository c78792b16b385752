"""Question first: from a visitor's own words to desks of a house with the reason why, to things that answer at once, to a person.

Nothing of a question is kept. Partners are never read: a desk is led to by what stands on its sign (search/domain/needs).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parvis.core.said import Said, say
from parvis.counsel.domain.desks import desks_with_letters
from parvis.network.domain.hours import next_opening
from parvis.network.domain.listing import house_name
from parvis.network.domain.saying import Standing, say_standing
from parvis.network.domain.schedules import schedule_of, schedule_of_desk
from parvis.network.models import Desk, House
from parvis.portal.domain.need_links import Onward, onward
from parvis.rota.domain.board import Board, Card, CardState, board_of
from parvis.rota.domain.board_words import CardSaid, cards_said
from parvis.rota.domain.opening import Hours
from parvis.search.domain.needs.desks import Answering, answering
from parvis.search.domain.needs.finding import Found, Heard, hear, title
from parvis.search.domain.needs.showing import GroupShown, shown_groups
from parvis.search.domain.needs.things import things
from parvis.search.domain.questions import clean

#: Characters of a question that are used.
LONGEST = 400


@dataclass(frozen=True)
class Why:
    """Why something is suggested: words of the visitor's where some were met, and what it is about.

    The sentence that theirs is near to is not shown: it would read as what somebody else wrote here.
    """

    words: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeskAnswer:
    """A desk as an answer, with the reason; ``is_nearest`` when no desk of the house has exactly this, ``takes_letters`` when one
    can write to it (under ``code``)."""

    key: str
    code: str
    question: Said
    hint: Said
    tone: str
    pictogram: str
    languages: tuple[str, ...]
    standing: Standing
    why: Why
    is_nearest: bool = False
    takes_letters: bool = False


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
        needs=tuple((title(found.need, language), Why(found.words)) for found in heard.sure),
        groups=tuple(shown_groups(groups, heard, readings)),
        onward=tuple(onward(needs, language)),
    )


def find_house(slug: str) -> House | None:
    """Return the house named ``slug`` with desks and hours, None when there is none; four questions."""
    return House.objects.with_hours().prefetch_related("desks").filter(slug=slug).first()


#: What a card says where somebody can be talked to, perhaps after a little while.
HELPS = (CardState.FREE, CardState.HERE, CardState.OPEN, CardState.TALKING)
FAR = datetime.timedelta(days=3660)


@dataclass(frozen=True)
class Now:
    """A house (from ``find_house``) as it is at ``at``: its board (who can help now), what each card of it says, and the keys of
    the desks that take letters."""

    house: House
    at: datetime.datetime
    language: str
    board: Board
    cards: Mapping[int, tuple[Card, CardSaid]]
    letters: frozenset[int]

    def standing(self, desk: Desk) -> Standing:
        """Return whether ``desk`` can help now: what its card says where it keeps a rota, else its hours."""
        card, said = self.cards[desk.pk]
        if card.state == CardState.OPEN or (card.state == CardState.CLOSED and not card.next):
            return say_standing(schedule_of_desk(self.house, desk), self.at, self.language)
        return Standing(card.state in HELPS, " · ".join(filter(None, (said.words, said.next))))

    def is_talking(self, desk: Desk) -> bool:
        """Say whether one has to wait a little at ``desk``."""
        return self.cards[desk.pk][0].state == CardState.TALKING

    def helps(self, desk: Desk) -> datetime.datetime:
        """Return when ``desk`` can help next: now, or when its card says so."""
        card, _said = self.cards[desk.pk]
        if card.state in HELPS and (card.state != CardState.OPEN or self.board.hours.is_known(desk.pk)):
            return self.at
        moments = [card.next[0] if card.next else None, *(chair.until for chair in card.chairs)]
        if card.state == CardState.CLOSED and not card.next:
            moments.append(next_opening(schedule_of_desk(self.house, desk), self.at))
        return min((moment for moment in moments if moment), default=self.at + FAR)


def house_now(house: House, now: datetime.datetime, language: str) -> Now:
    """Return ``house`` (from ``find_house``) as it is now; five questions: the board's four, and who takes letters."""
    board = board_of(house, now, Hours(house))
    said = {card.key: card for card in cards_said(board, language)}
    letters = frozenset(desks_with_letters().filter(house=house).values_list("pk", flat=True))
    return Now(
        house, now, language, board, {card.desk.pk: (card, said[card.desk.key]) for card in board.cards}, letters
    )


def desk_answers(asked: Asked, at: Now) -> list[DeskAnswer]:
    """Return the desks of the house that answer, the best first, three at most."""
    found = answering(asked.heard, list(at.house.desks.all()))
    return [_answer(one.desk, at, one) for one in found]


def all_desks(at: Now) -> list[DeskAnswer]:
    """Return every desk of the house, to choose from."""
    return [_answer(desk, at) for desk in at.house.desks.all()]


def person(at: Now) -> Person:
    """Return whom to talk to: the desk that can help now, or the first that can, equals in the house's own order."""
    desks: Sequence[Desk] = list(at.house.desks.all())
    first = min(desks, key=lambda desk: (at.helps(desk), at.is_talking(desk)), default=None)
    standing = say_standing(schedule_of(at.house), at.at, at.language)
    return Person(standing, _answer(first, at) if first else None)


def _answer(desk: Desk, at: Now, found: Answering | None = None) -> DeskAnswer:
    return DeskAnswer(
        key=desk.key,
        code=desk.code,
        question=say(desk.question, at.language),
        hint=say(desk.hint, at.language),
        tone=desk.tone,
        pictogram=desk.pictogram or "talk",
        languages=tuple(desk.languages),
        standing=at.standing(desk),
        why=_why(found.needs, found.words, at.language) if found else Why(),
        is_nearest=found.is_nearest if found else False,
        takes_letters=desk.pk in at.letters,
    )


def _why(needs: Sequence[Found], words: tuple[str, ...], language: str) -> Why:
    """Return the reason: the words that were met, and what they are about."""
    return Why(words, tuple(title(found.need, language) for found in needs))


def name_of(house: House, language: str) -> Said:
    """Return the name of ``house``."""
    return house_name(house, language)
