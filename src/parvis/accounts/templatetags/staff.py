"""Parts that pages of staff share."""

from __future__ import annotations

from django import template
from django.forms import BoundField

from parvis.accounts.domain.showing import links_for, words_of
from parvis.accounts.models import Staff

register = template.Library()


@register.inclusion_tag("accounts/nav.html", takes_context=True)
def staff_nav(context: template.Context) -> dict[str, object]:
    """The navigation of who is signed in: own pages, houses, partners."""
    staff = getattr(context["request"], "user", None)
    if not isinstance(staff, Staff):
        return {"sections": {}, "staff": None}
    return {"sections": links_for(staff), "staff": staff, "path": context["request"].path}


@register.filter
def act_words(what: str) -> str:
    """The sentence of an act's code."""
    return words_of(what)


@register.inclusion_tag("accounts/field.html")
def staff_field(field: BoundField) -> dict[str, object]:
    """A field of a form with its label, its help and what is wrong with it."""
    return {"field": field}
