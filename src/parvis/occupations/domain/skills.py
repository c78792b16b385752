"""The skills of a trade, ordered for reading: essential first, under headings, long lists in two parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from parvis.core.said import Said
from parvis.occupations.domain.headings import heading_labels
from parvis.occupations.domain.texts import skill_labels
from parvis.occupations.enums import SkillKind
from parvis.occupations.models import Occupation, OccupationSkill

#: Skills shown under a heading before « show all », and headings shown before « more ».
SHOWN, HEADINGS = 6, 6


@dataclass(frozen=True)
class SkillLine:
    """One skill; ``code`` names its page."""

    code: str
    label: Said
    is_knowledge: bool


@dataclass(frozen=True)
class SkillHeading:
    """Skills of one group; ``label`` is empty for those without a group."""

    label: Said
    skills: tuple[SkillLine, ...]

    @property
    def first(self) -> tuple[SkillLine, ...]:
        """Return the skills to show at once; all of them when only one would be hidden."""
        return self.skills if len(self.skills) <= SHOWN + 1 else self.skills[:SHOWN]

    @property
    def rest(self) -> tuple[SkillLine, ...]:
        """Return the skills that wait behind « show all »."""
        return self.skills[len(self.first) :]


@dataclass(frozen=True)
class SkillsOfTrade:
    """The skills of one trade under headings, and how many there are."""

    essential: tuple[SkillHeading, ...]
    optional: tuple[SkillHeading, ...]

    @property
    def fallbacks(self) -> list[str]:
        """Return the languages other than the wanted one that some skills or headings are shown in."""
        headings = (*self.essential, *self.optional)
        said = [heading.label for heading in headings] + [line.label for one in headings for line in one.skills]
        return sorted({label.language for label in said if label.is_fallback})

    @property
    def first(self) -> tuple[SkillHeading, ...]:
        """Return the headings of essential skills to show at once: those with most skills."""
        return self.essential if len(self.essential) <= HEADINGS + 1 else self.essential[:HEADINGS]

    @property
    def rest(self) -> tuple[SkillHeading, ...]:
        """Return the headings of essential skills that wait behind « more »."""
        return self.essential[len(self.first) :]

    @property
    def rest_count(self) -> int:
        """Return how many skills wait behind « more »."""
        return sum(len(heading.skills) for heading in self.rest)

    @property
    def essential_count(self) -> int:
        """Return how many skills are essential."""
        return sum(len(heading.skills) for heading in self.essential)

    @property
    def optional_count(self) -> int:
        """Return how many skills are useful."""
        return sum(len(heading.skills) for heading in self.optional)

    def __bool__(self) -> bool:
        return bool(self.essential or self.optional)


def skills_of(trade: Occupation, language: str) -> SkillsOfTrade:
    """Return the skills of ``trade`` in ``language`` or its fallback: three queries, four where headings are ours."""
    links = list(
        OccupationSkill.objects.filter(occupation=trade, skill__retired_in="")
        .order_by("skill_id")
        .values_list("is_essential", "skill_id", "skill__code", "skill__kind", "skill__top_group_id")
    )
    labels = skill_labels((skill for _essential, skill, *_ in links), language)
    groups = heading_labels({group for *_, group in links if group}, language)
    nameless = Said("", language, language)
    sorted_in: dict[bool, dict[int | None, list[SkillLine]]] = {True: defaultdict(list), False: defaultdict(list)}
    for is_essential, skill, code, kind, group in links:
        if skill in labels:
            line = SkillLine(code, labels[skill], kind == SkillKind.KNOWLEDGE)
            sorted_in[is_essential][group if group in groups else None].append(line)
    return SkillsOfTrade(
        *(
            _headings((groups[key] if key else nameless, lines) for key, lines in sorted_in[is_essential].items())
            for is_essential in (True, False)
        )
    )


def _headings(found: Iterable[tuple[Said, list[SkillLine]]]) -> tuple[SkillHeading, ...]:
    """Return headings with most skills first, the nameless one last; skills by name."""
    made = (SkillHeading(label, tuple(sorted(lines, key=lambda line: line.label.text))) for label, lines in found)
    return tuple(sorted(made, key=lambda heading: (not heading.label, -len(heading.skills), heading.label.text)))
