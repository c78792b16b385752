"""What pages of figures share."""

from __future__ import annotations

from django import template

from parvis.core.domain.figures import Unit
from parvis.reporting.domain import saying

register = template.Library()


@register.filter
def amount(value: int | None, unit: Unit) -> str:
    """A number with its unit, in the page's language."""
    return saying.amount(value, unit)
