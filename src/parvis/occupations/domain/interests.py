"""The interest types (RIASEC) of a trade, as each source gives them: a start for a talk, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.occupations.enums import Interest, Provenance
from parvis.occupations.models import InterestProfile

#: Most trusted first; an exact tie beats a crosswalk.
TRUST = (Provenance.SEED, Provenance.ROME, Provenance.ONET, Provenance.ESCO)


@dataclass(frozen=True)
class Bar:
    """One interest type and how strong it is, 0…100."""

    interest: Interest
    score: int
    is_strong: bool


@dataclass(frozen=True)
class InterestView:
    """What one source says: its types, strongest first, and all six bars where it gives figures."""

    source: Provenance
    types: tuple[Interest, ...]
    bars: tuple[Bar, ...]
    is_approximate: bool

    @property
    def said_by(self) -> str:
        """Name the source, and say when what it says is approximate."""
        return source_named(self.source, self.is_approximate)


def source_named(source: Provenance, is_approximate: bool) -> str:  # noqa: FBT001  reads as a sentence
    """Name ``source``, and say when what it says is approximate."""
    return _("%(source)s (approximate)") % {"source": source.label} if is_approximate else str(source.label)


def view_of(profile: InterestProfile) -> InterestView:
    """Return ``profile`` ready to show; letters that are none of the six are left out."""
    types = tuple(Interest(letter) for letter in profile.letters if letter in Interest.values)
    scores = {letter: round(float(score)) for letter, score in profile.scores.items() if letter in Interest.values}
    bars = tuple(Bar(one, max(0, min(100, scores.get(one, 0))), one in types) for one in Interest) if scores else ()
    return InterestView(Provenance(profile.source), types, bars, profile.is_approximate)


def ranked(profiles: Iterable[InterestProfile]) -> list[InterestView]:
    """Return ``profiles`` ready to show, most trusted first."""
    return sorted(map(view_of, profiles), key=lambda view: (view.is_approximate, TRUST.index(view.source)))


def interests_of(trades: Iterable[int]) -> dict[int, list[InterestView]]:
    """Return what the sources say of each of ``trades`` (primary keys), most trusted first: one query."""
    found: dict[int, list[InterestProfile]] = defaultdict(list)
    for profile in InterestProfile.objects.filter(occupation__in=list(trades)).order_by("id"):
        found[profile.occupation_id].append(profile)
    return {trade: ranked(profiles) for trade, profiles in found.items()}
