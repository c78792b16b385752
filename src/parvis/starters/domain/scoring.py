"""Six bars out of answers, and whether they point anywhere.

A type's bar is the mean of its answered statements, 1…5 stretched to 0…100. Mean, not sum: a statement left out says
nothing. When the bars point nowhere it is said, with the reason: Holland calls a profile differentiated when its highest type
stands clearly above its lowest (Holland 1997, Making Vocational Choices). The three bounds below are our choice: no norm of
any population stands behind them, and docs/adr/0009 says so to whoever wants others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from parvis.occupations.enums import Interest
from parvis.starters.domain.answers import Answers
from parvis.starters.enums import Answer, Direction

#: The share of statements to answer; how high the highest bar must be; how far above the lowest.
ENOUGH, LIKED, APART = 0.5, 50, 20

Order = tuple[Interest, ...]


@dataclass(frozen=True)
class Scores:
    """The six types by score (0…100, None without an answer), how many statements were answered, and of how many."""

    by_type: dict[Interest, int | None]
    answered: int
    asked: int

    @property
    def order(self) -> Order:
        """Return the types, strongest first; equals stay in the order of RIASEC."""
        heights = {one: -1 if height is None else height for one, height in self.by_type.items()}
        return tuple(sorted(Interest, key=lambda one: -heights[one]))

    @property
    def direction(self) -> Direction:
        """Say whether the answers point anywhere, and if not, why."""
        known = [score for score in self.by_type.values() if score is not None]
        if len(known) < len(self.by_type) or self.answered < ENOUGH * self.asked:
            return Direction.FEW
        if max(known) < LIKED:
            return Direction.DISLIKED
        return Direction.FLAT if max(known) - min(known) < APART else Direction.CLEAR


def score(interests: Sequence[Interest], answers: Answers) -> Scores:
    """Return the scores of ``answers``, each to a statement of the type that stands at its place in ``interests``."""
    given: dict[Interest, list[int]] = defaultdict(list)
    for interest, answer in zip(interests, answers, strict=True):
        if answer:
            given[interest].append(answer)
    step = 100 / (max(Answer) - min(Answer))
    means = {one: sum(given[one]) / len(given[one]) if given[one] else None for one in Interest}
    by_type = {one: None if mean is None else round((mean - min(Answer)) * step) for one, mean in means.items()}
    return Scores(by_type, sum(map(len, given.values())), len(interests))


def read_order(typed: str) -> Order | None:
    """Return the six types in the order a visitor put them (``SRIAEC``), None when ``typed`` is no such order."""
    letters = typed.strip().upper()[:12]
    return tuple(map(Interest, letters)) if sorted(letters) == sorted(Interest.values) else None


def moved_up(order: Order, one: Interest) -> Order:
    """Return ``order`` with ``one`` changed places with the type before it; the first stays first."""
    place = order.index(one)
    return order if not place else (*order[: place - 1], one, order[place - 1], *order[place + 1 :])


def written(order: Order) -> str:
    """Return ``order`` as it stands in an address."""
    return "".join(order)
