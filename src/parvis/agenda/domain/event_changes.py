"""What differs between two versions of an event, field by field and language by language, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.agenda.enums import Access, Audience, Sense, Where
from parvis.agenda.models import Event, Kind
from parvis.core.domain.changed import Changed, said_value
from parvis.core.domain.differing import differences
from parvis.core.languages import language_name
from parvis.core.said import say
from parvis.network.domain.picturing import named_pictures
from parvis.network.models import Partner
from parvis.occupations.models import OccupationText

WORDS: dict[str, Promise | str] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("One sentence"),
    "body": gettext_lazy("More about it"),
    "bring": gettext_lazy("What to bring or wear"),
    "safety": gettext_lazy("Safety: protective shoes, tied hair …"),
    "is_machine": gettext_lazy("A machine’s draft"),
    "kind": gettext_lazy("What it is"),
    "where": gettext_lazy("Where"),
    "place": gettext_lazy("Somewhere else: name and street"),
    "town": gettext_lazy("Somewhere else: town"),
    "url": gettext_lazy("Online: address"),
    "min_age": gettext_lazy("From age"),
    "max_age": gettext_lazy("Up to age"),
    "audience": gettext_lazy("For whom"),
    "senses": gettext_lazy("It may be"),
    "access": gettext_lazy("Access"),
    "languages": gettext_lazy("Languages spoken"),
    "contact": gettext_lazy("Questions to"),
    "image": gettext_lazy("Picture"),
    "trades": gettext_lazy("Trades it shows"),
    "partners": gettext_lazy("Partners taking part"),
}
_LABELS = {"where": Where, "audience": Audience, "senses": Sense, "access": Access}


def changes(event: Event, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    """Return what differs between two versions of ``event``; a constant number of questions."""
    names, language = _names(event, before, after), get_language() or "en"

    def one(field: str, value: Any) -> str:
        if field == "languages":
            return language_name(str(value), language)
        return names.get(field, {}).get(value) or said_value(value)

    def said(field: str, value: Any) -> str:
        return ", ".join(one(field, each) for each in value) if isinstance(value, list) else one(field, value)

    return [_changed(each.path, each.before, each.after, said) for each in differences(before, after)]


def _changed(path: tuple[str, ...], before: Any, after: Any, said: Callable[[str, Any], str]) -> Changed:
    field, language = (path[2], path[1]) if path[0] == "texts" else (path[0], "")
    return Changed(str(WORDS.get(field, field)), language, said(field, before), said(field, after))


def _names(event: Event, *versions: Mapping[str, Any]) -> dict[str, dict[Any, str]]:
    """Return field → value → words, for values that are codes."""
    language = get_language() or "en"
    every = {field: {each for data in versions for each in data.get(field, ())} for field in ("trades", "partners")}
    names = {field: {value: str(label) for value, label in kind.choices} for field, kind in _LABELS.items()}
    names["kind"] = {kind.key: say(kind.name, language).text for kind in Kind.objects.of(event.house)}
    gone = _("a picture that is gone")
    names["image"] = {code: gone for data in versions if (code := data.get("image"))} | dict(
        named_pictures(event.house)
    )
    names["partners"] = {
        partner.slug: say(partner.name, language).text for partner in Partner.objects.filter(slug__in=every["partners"])
    }
    texts: dict[str, dict[str, str]] = {}
    told = OccupationText.objects.filter(occupation__code__in=every["trades"]).order_by("pk")
    for code, tongue, label in told.values_list("occupation__code", "language", "label"):
        texts.setdefault(code, {})[tongue] = label
    names["trades"] = {code: say(labels, language).text for code, labels in texts.items()}
    return names
