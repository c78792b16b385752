"""The tables of qualifications: the doors other rooms may open."""

from parvis.qualifications.models.jurisdiction import Jurisdiction, Rule
from parvis.qualifications.models.qualification import Entry, Opening, Qualification

__all__ = ["Entry", "Jurisdiction", "Opening", "Qualification", "Rule"]
