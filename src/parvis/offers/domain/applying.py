"""How to apply to an offer, as its sender says.

An offer's page asks ``ways_to_apply`` and shows what it returns, in that order. Beside it the page shows the promise to answer, where there is one:
a note without a name goes through the platform (answers/domain/showing.py), which knows of offers and is not known to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.offers.enums import ApplyBy
from parvis.offers.models import Offer

#: What asks least of a visitor comes first.
ORDER: tuple[ApplyBy, ...] = (ApplyBy.MEETING, ApplyBy.CALL, ApplyBy.COME, ApplyBy.WRITE, ApplyBy.LINK)


@dataclass(frozen=True)
class Way:
    """One way to apply: a telephone number, an address to come to, a link, a mail address, a day and place to meet."""

    by: ApplyBy
    value: str

    @property
    def href(self) -> str:
        """Return what a link to it points to, empty when it is a place, a day, or no address of the web."""
        if self.by == ApplyBy.CALL:
            return "tel:" + "".join(sign for sign in self.value if sign in "+0123456789")
        if self.by == ApplyBy.WRITE:
            return f"mailto:{self.value}" if "@" in self.value and " " not in self.value else ""
        return self.value if self.by == ApplyBy.LINK and self.value.startswith(("https://", "http://")) else ""


def ways_to_apply(offer: Offer) -> list[Way]:
    """Return every way to apply to ``offer`` that its sender named, the least demanding first."""
    return sorted(_own(offer.ways), key=lambda way: ORDER.index(way.by))


def _own(ways: Sequence[Sequence[str]]) -> list[Way]:
    return [Way(ApplyBy(by), value) for by, value in ways if value]
