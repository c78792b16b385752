"""What the interest explorer has to say: the bars, whether they point anywhere, and trades to look at."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from parvis.occupations.enums import Interest
from parvis.starters.domain.answers import Answers
from parvis.starters.domain.matching import shape_of
from parvis.starters.domain.scoring import LIKED, Order, Scores, score
from parvis.starters.domain.statements import Form
from parvis.starters.domain.trades import REASONS, Floor, trades_across_levels
from parvis.starters.domain.types import Bar, bars
from parvis.starters.enums import Direction


@dataclass(frozen=True)
class Result:
    """The result of ``form``; ``is_own_order`` when the visitor put the types in order, and then only that order counts."""

    scores: Scores
    bars: list[Bar]
    strongest: tuple[Interest, ...]
    floors: list[Floor]
    is_own_order: bool

    @property
    def direction(self) -> Direction:
        """Say whether the answers point anywhere; an order by hand always does."""
        return Direction.CLEAR if self.is_own_order else self.scores.direction

    @property
    def is_clear(self) -> bool:
        """Say whether there is something to follow."""
        return self.direction == Direction.CLEAR


def result(form: Form, answers: Answers, own: Order | None, day: datetime.date, language: str) -> Result:
    """Return what ``answers`` to ``form`` say, or the visitor's ``own`` order of the types: three queries where it is clear.

    An order by hand is read as six heights in equal steps: what the visitor says of themselves replaces the answers.
    """
    scores = score(form.interests, answers)
    order = own or scores.order
    if own:
        heights = {one: len(own) - place for place, one in enumerate(own)}
        strongest = own[:REASONS]
    else:
        heights = {one: height or 0 for one, height in scores.by_type.items()}
        strongest = tuple(one for one in order if heights[one] >= LIKED)[:REASONS]
    shape = shape_of([heights[one] for one in Interest])
    is_clear = own or scores.direction == Direction.CLEAR
    floors = trades_across_levels(shape, strongest, day, language) if shape and is_clear else []
    return Result(scores, bars(scores, order), strongest if is_clear else (), floors, bool(own))
