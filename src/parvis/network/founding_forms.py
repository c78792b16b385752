"""What a coordinator types to write a new house into the network."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.languages import INTERFACE_LANGUAGES, language_name
from parvis.network.content_forms import country_choices, known_zone
from parvis.network.domain.content_words import plain_words
from parvis.network.domain.places import find
from parvis.network.domain.posts import Wanted
from parvis.network.domain.records import HouseRecord
from parvis.network.enums import HouseKind, Role
from parvis.network.models import House


class FoundForm(forms.Form):
    """The least that a house needs, and who its first manager is; the rest its staff write."""

    name = forms.CharField(max_length=160)
    name_language = forms.ChoiceField()
    slug = forms.SlugField(label=_("Its address on this site, in small letters"), help_text="/houses/…/", max_length=60)
    kind = forms.ChoiceField(label=_("What it is"), choices=HouseKind.choices)
    parent = forms.ChoiceField(label=_("Belongs to the house"), required=False)
    country = forms.ChoiceField()
    town = forms.CharField(max_length=120)
    time_zone = forms.CharField(max_length=40, initial="Europe/Paris")
    email = forms.EmailField(label=_("Work e-mail of the first manager"), max_length=254)
    manager = forms.CharField(label=_("Name that colleagues see"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_in, words = get_language() or "en", plain_words()
        for name in ("name", "name_language", "country", "town", "time_zone"):
            self.fields[name].label = words[name]
        parents = House.objects.filter(kind=HouseKind.HOUSE).order_by("name", "slug").values_list("slug", "name")
        self._choose("name_language", [(code, language_name(code, shown_in)) for code in INTERFACE_LANGUAGES])
        self._choose("country", country_choices(shown_in))
        self._choose("parent", [("", _("none")), *parents])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_slug(self) -> str:
        """Take small letters."""
        return str(self.cleaned_data["slug"]).lower().replace("_", "-").strip("-")

    def clean_time_zone(self) -> str:
        """Refuse what no clock knows."""
        return known_zone(self.cleaned_data["time_zone"])

    def clean(self) -> dict[str, Any]:
        """Find the town on the map; its staff move the point to the door later."""
        typed = super().clean() or {}
        self.place = None
        if typed.get("town") and typed.get("country"):
            towns = find(f"{typed['town']}, {typed['country']}").towns
            self.place = next((town for town in towns if town.country == typed["country"]), None)
            if self.place is None:
                self.add_error("town", _("We know no town of this name in this country."))
        return typed

    def record(self) -> HouseRecord:
        """Return the house as typed."""
        typed, place = self.cleaned_data, self.place
        return HouseRecord(
            slug=typed["slug"],
            kind=typed["kind"],
            parent=typed["parent"],
            name=typed["name"],
            name_language=typed["name_language"],
            country=typed["country"],
            town=typed["town"],
            latitude=place.latitude if place else 0.0,
            longitude=place.longitude if place else 0.0,
            is_place_of_town=True,
            time_zone=typed["time_zone"],
            languages=(typed["name_language"],),
        )

    def wanted(self) -> Wanted:
        """Return the post of the first manager."""
        return Wanted(self.cleaned_data["email"], self.cleaned_data["manager"], Role.MANAGER)
