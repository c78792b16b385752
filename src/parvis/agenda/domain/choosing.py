"""The filters of the programme, as links: each keeps the others, and the one chosen can be taken back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from parvis.agenda.domain.asking import Asked
from parvis.agenda.enums import Access, Audience
from parvis.agenda.models import Kind, Session
from parvis.core.languages import language_name
from parvis.core.said import Said, say
from parvis.network.models import House, Partner

AGES = (12, 15, 18)


@dataclass(frozen=True)
class Choice:
    """A link that asks one thing more, or no longer."""

    words: str | Said
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """Choices of one kind under their question."""

    title: str
    choices: list[Choice] = field(default_factory=list)


def _group(asked: Asked, title: str, name: str, values: Iterable[tuple[str, str | Said]]) -> Group:
    chosen = getattr(asked, name)
    return Group(
        title,
        [
            Choice(words, asked.query(**{name: "" if chosen == value else value}), chosen == value)
            for value, words in values
        ],
    )


def choices(asked: Asked, now: datetime.datetime, language: str) -> list[Group]:
    """Return the filters that lead somewhere: of what is to come, not of what there could be. One question."""
    rows = (
        Session.objects.public()
        .coming(now)
        .order_by()
        .values_list(
            "event__kind__key",
            "event__kind__name",
            "event__house__slug",
            "event__house__name",
            "event__house__name_language",
            "event__languages",
        )
        .distinct()[:2000]
    )
    kinds: dict[str, Said] = {}
    houses: dict[str, Said] = {}
    spoken: set[str] = set()
    for key, name, slug, house, own, languages in rows:
        kinds[key], houses[slug] = say(name, language), Said(house, own, language)
        spoken.update(languages)
    when = [("today", _("today")), ("week", _("in 7 days")), ("month", _("in a month"))]
    groups = [
        _group(asked, _("When"), "when", when),
        _group(asked, _("What"), "kind", _named(kinds)),
        _group(asked, _("Where"), "house", _named(houses)[:40]),
        _group(
            asked, _("Language spoken"), "language", _named({code: language_name(code, language) for code in spoken})
        ),
        _group(asked, _("For whom"), "audience", [(each.value, str(each.label)) for each in Audience]),
        _group(asked, _("My age"), "age", [(str(age), str(age)) for age in AGES]),
        _group(asked, _("Access"), "access", [(each.value, str(each.label)) for each in Access]),
        _group(asked, _("Seats"), "free", [("1", _("no seat needed"))]),
    ]
    return [group for group in groups if group.choices]


def _named(found: Mapping[str, str | Said]) -> list[tuple[str, str | Said]]:
    return sorted(found.items(), key=lambda pair: (str(pair[1]).casefold(), pair[0]))


def heading_of(asked: Asked, language: str) -> str:
    """Say whose programme this is: of a house, a partner, a kind, or of all houses."""
    if asked.house and (house := House.objects.filter(slug=asked.house.lower()).order_by("pk").first()):
        return _("Programme: %s") % house.name
    if asked.partner and (partner := Partner.objects.filter(slug=asked.partner.lower()).order_by("pk").first()):
        return _("With %s") % say(partner.name, language)
    if asked.kind and (kind := Kind.objects.filter(key=asked.kind.lower()).order_by("pk").first()):
        return str(say(kind.name, language))
    return _("What is on")
