"""The tables of the trades: the doors other rooms may open."""

from parvis.occupations.models.groups import IscoGroup, IscoGroupText, SkillGroup, SkillGroupText
from parvis.occupations.models.occupation import Occupation, OccupationText, OccupationWords, Sheet
from parvis.occupations.models.relations import InterestProfile, NearOccupation, OccupationSkill, WorkCondition
from parvis.occupations.models.skill import Skill, SkillText
from parvis.occupations.models.source import Source

__all__ = [
    "InterestProfile",
    "IscoGroup",
    "IscoGroupText",
    "NearOccupation",
    "Occupation",
    "OccupationSkill",
    "OccupationText",
    "OccupationWords",
    "Sheet",
    "Skill",
    "SkillGroup",
    "SkillGroupText",
    "SkillText",
    "Source",
    "WorkCondition",
]
