"""How to apply to an offer, in one place; and the seam at which applying through the platform would begin.

An offer's page asks ``ways_to_apply`` and shows what it returns, in that order; nothing else on the page leads to the company.
Whoever builds applying through the platform adds a ``Route``: a folder whose ``offered`` says whether this offer can be
answered that way, and whose address then stands first. Nothing is sent, stored or asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

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


class Route(Protocol):
    """A way to apply that the platform itself offers; none exists."""

    def offered(self, offer: Offer) -> Way | None:
        """Return the way for this offer, None when the company did not ask for it."""


def ways_to_apply(offer: Offer, routes: Iterable[Route] = ()) -> list[Way]:
    """Return every way to apply to ``offer``: those of ``routes`` first, then its own, the least demanding first."""
    through = [way for route in routes if (way := route.offered(offer)) is not None]
    return through + sorted(_own(offer.ways), key=lambda way: ORDER.index(way.by))


def _own(ways: Sequence[Sequence[str]]) -> list[Way]:
    return [Way(ApplyBy(by), value) for by, value in ways if value]
