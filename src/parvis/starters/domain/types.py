"""The six interest types in plain words, and how the explorer shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.occupations.domain.browsing import LOOKS
from parvis.occupations.domain.sectors import Look
from parvis.occupations.enums import Interest
from parvis.starters.domain.scoring import Order, Scores, moved_up, written

#: What each type is about.
MEANING = {
    Interest.REALISTIC: gettext_lazy("Working with hands, tools, machines, plants or animals; seeing what you made."),
    Interest.INVESTIGATIVE: gettext_lazy("Looking closely, asking why, measuring, solving puzzles."),
    Interest.ARTISTIC: gettext_lazy("Inventing, drawing, playing, writing; having room for your own ideas."),
    Interest.SOCIAL: gettext_lazy("Explaining, caring, seeing people grow or get well."),
    Interest.ENTERPRISING: gettext_lazy("Convincing, selling, deciding, getting others moving."),
    Interest.CONVENTIONAL: gettext_lazy("Numbers, lists, clear rules, and things that are right."),
}


@dataclass(frozen=True)
class Bar:
    """One type as the result shows it; ``score`` is None without an answer, ``higher`` the order with it one place up."""

    interest: Interest
    look: Look
    score: int | None
    meaning: str
    higher: str

    @property
    def words(self) -> str:
        """Say how strong it is."""
        if self.score is None:
            return _("no answer")
        steps = ((75, _("a lot")), (50, _("quite")), (25, _("a little")), (0, _("hardly")))
        return next(words for least, words in steps if self.score >= least)


def bars(scores: Scores, order: Order) -> list[Bar]:
    """Return the six bars in ``order``."""
    return [
        Bar(one, LOOKS[one], scores.by_type[one], str(MEANING[one]), "" if not place else written(moved_up(order, one)))
        for place, one in enumerate(order)
    ]
