"""What a manager types: whom to give a post, a convention, hours of presence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.core.said import say
from parvis.network.enums import HOUSE_ROLES, Role
from parvis.network.models import Partner


class PostForm(forms.Form):
    """A post to give."""

    email = forms.EmailField(label=_("Work e-mail"), max_length=254)
    name = forms.CharField(label=_("Name that colleagues see"), max_length=120)
    role = forms.ChoiceField(
        label=_("Post"), choices=[(role.value, role.label) for role in (*HOUSE_ROLES, Role.EDITOR)]
    )
    partner = forms.ChoiceField(label=_("Partner, for an editor"), required=False)

    def __init__(self, *args: Any, partners: list[Partner], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *((each.slug, say(each.name, language).text) for each in partners)]


class ConventionForm(forms.Form):
    """When the charter was accepted, and until when the convention holds."""

    accepted_on = forms.DateField(
        label=_("Charter accepted on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(label=_("Convention until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class PresenceForm(forms.Form):
    """Hours of presence in a month."""

    month = forms.DateField(label=_("Any day of the month"), widget=forms.DateInput(attrs={"type": "date"}))
    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=744)
