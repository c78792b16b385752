"""How alike somebody's six bars and a trade's interests are: Pearson's correlation of the two profiles.

It compares shapes, not heights: who likes everything a little and who likes everything much find the same trades, as McCloy,
Campbell, Oswald, Lewis & Rivkin (1999, Linking Client Assessment Profiles to O*NET Occupational Profiles) discuss for O*NET's own
tools. A source that gives letters only is read as weights 3, 2, 1 for its first, second and third letter, 0 for the others: the
same weights by place that the C index (Brown & Gore 1994, Journal of Vocational Behavior 45) gives to three-letter codes. That
index itself was refused: it needs three letters on both sides, and ROME and our seed often have one or two.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from parvis.core.domain.revisions import revision_of
from parvis.occupations.domain.interests import TRUST, source_named
from parvis.occupations.enums import Interest, Provenance
from parvis.occupations.models import InterestProfile
from parvis.starters.enums import Level

#: The six numbers of a profile, centred and of length one, in the order of RIASEC: their product is the correlation.
Shape = tuple[float, ...]
WEIGHTS = (3.0, 2.0, 1.0)

#: ISCO-08's skill level by the beginning of a code (ILO 2012, International Standard Classification of Occupations, vol. I).
LEVELS = {"14": 3, "1": 4, "2": 4, "3": 3, "4": 2, "5": 2, "6": 2, "7": 2, "8": 2, "9": 1, "01": 4, "02": 2, "03": 1}


class Voice(NamedTuple):
    """What one source says of a trade's interests."""

    source: Provenance
    is_approximate: bool
    letters: str

    @property
    def said_by(self) -> str:
        """Name the source, and say when what it says is approximate."""
        return source_named(self.source, self.is_approximate)


class Candidate(NamedTuple):
    """A trade that may be shown; ``shape`` is the most trusted source's, ``voices`` are all of them, that one first."""

    pk: int
    code: str
    isco: str
    sector: str
    level: Level
    is_everyday: bool
    shape: Shape
    voices: tuple[Voice, ...]


def shape_of(profile: Sequence[float]) -> Shape | None:
    """Return ``profile`` centred and of length one, None when it is flat and so has no shape."""
    mean = sum(profile) / len(profile)
    centred = [value - mean for value in profile]
    length = math.sqrt(sum(value * value for value in centred))
    return tuple(value / length for value in centred) if length > 1e-9 else None


def likeness(mine: Shape, theirs: Shape) -> float:
    """Return the correlation of two shapes, -1…1."""
    return sum(one * other for one, other in zip(mine, theirs, strict=True))


def profile_of(letters: str, scores: Mapping[str, float]) -> list[float]:
    """Return a source's six numbers: its ``scores`` where it has them, else the weights of its ``letters``."""
    if scores:
        return [float(scores.get(one, 0)) for one in Interest.values]
    weights = dict(zip(letters, WEIGHTS, strict=False))
    return [weights.get(one, 0.0) for one in Interest.values]


def level_of(isco: str) -> Level | None:
    """Return the skill level of an ISCO-08 ``code``, None for none."""
    found = LEVELS.get(isco[:2]) or LEVELS.get(isco[:1])
    return Level(found) if found else None


def candidates() -> tuple[Candidate, ...]:
    """Return every current trade with interests and a level; kept until the trades change."""
    return kept_candidates(revision_of("occupations")[0])


class _Row(NamedTuple):
    """A row of a trade's interests with what is shown of the trade."""

    pk: int
    code: str
    isco: str | None
    sector: str
    seed_key: str
    source: str
    letters: str
    scores: dict[str, float]
    is_approximate: bool

    @property
    def trust(self) -> tuple[bool, int]:
        """Return the key to sort by: the most trusted source first."""
        return (self.is_approximate, TRUST.index(Provenance(self.source)))


@lru_cache(maxsize=1)
def kept_candidates(_revision: int) -> tuple[Candidate, ...]:
    """Return the candidates of a revision: one query."""
    profiles: dict[int, list[_Row]] = defaultdict(list)
    rows = InterestProfile.objects.filter(occupation__retired_in="").order_by("id")
    trade = ("occupation_id", "occupation__code", "occupation__isco_id", "occupation__sector", "occupation__seed_key")
    for row in rows.values_list(*trade, "source", "letters", "scores", "is_approximate"):
        profiles[row[0]].append(_Row(*row))
    return tuple(made for found in profiles.values() if (made := _candidate(found)))


def _candidate(rows: list[_Row]) -> Candidate | None:
    """Return the trade that ``rows`` speak of, None when it has no level or no shape."""
    ranked = sorted(rows, key=lambda row: row.trust)
    best = ranked[0]
    isco = best.isco or ""
    level, shape = level_of(isco), shape_of(profile_of(best.letters, best.scores))
    if level is None or shape is None:
        return None
    voices = tuple(Voice(Provenance(row.source), row.is_approximate, row.letters) for row in ranked)
    return Candidate(best.pk, best.code, isco, best.sector, level, bool(best.seed_key), shape, voices)
