"""Everything the page of an offer shows, asked in a constant number of questions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.codes import normalise_code
from parvis.core.languages import country_name, is_right_to_left
from parvis.core.said import Said, say
from parvis.offers.domain.applying import Way, ways_to_apply
from parvis.offers.domain.calling import About, Script, scripts, to_bring
from parvis.offers.domain.lines import pictogram_of
from parvis.offers.domain.saying import (
    CRITERIA,
    KIND_TONES,
    MEANINGS,
    capital,
    kind_label,
    languages_of,
    length_of,
    level_name,
    pay_of,
    start_of,
    title_of,
    where_of,
)
from parvis.offers.enums import ApplyBy
from parvis.offers.models import Gone, Offer

_WAYS: Mapping[ApplyBy, tuple[Promise, str, Promise | str]] = {
    ApplyBy.MEETING: (gettext_lazy("Come to the meeting day"), "calendar", gettext_lazy("No appointment needed.")),
    ApplyBy.CALL: (gettext_lazy("Call"), "phone", gettext_lazy("What you can say stands below.")),
    ApplyBy.COME: (gettext_lazy("Come by"), "door", gettext_lazy("Ask first for a good hour.")),
    ApplyBy.WRITE: (gettext_lazy("Write"), "pen", gettext_lazy("A desk at a house reads your letter with you.")),
    ApplyBy.LINK: (
        gettext_lazy("Apply on their page"),
        "globe",
        gettext_lazy("This leaves our site. Their page may ask for your name."),
    ),
}


@dataclass(frozen=True)
class Fact:
    """One fact of an offer; ``language`` when it stands in the sender's own words."""

    label: str
    value: str
    pictogram: str
    language: str = ""
    url: str = ""

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``."""
        return "rtl" if is_right_to_left(self.language) else "ltr"


@dataclass(frozen=True)
class Check:
    """One of the seven criteria: ``state`` is yes, no or unknown."""

    label: str
    means: str
    state: str


@dataclass(frozen=True)
class ShownWay:
    """A way to apply as the page shows it."""

    kind: str
    title: str
    pictogram: str
    value: str
    url: str
    hint: str
    is_outside: bool


@dataclass(frozen=True)
class Profile:
    """The page of an offer in one language."""

    offer: Offer
    title: Said
    kind_label: str
    kind_means: str
    text: Said
    where: str
    facts: tuple[Fact, ...]
    blanks: tuple[str, ...]
    criteria: tuple[Check, ...]
    ways: tuple[ShownWay, ...]
    scripts: tuple[Script, ...]
    bring: tuple[str, ...]
    other_sources: tuple[str, ...]
    days_left: int
    pictogram: str
    tone: str

    @property
    def is_sample(self) -> bool:
        """Say whether it was made up to show how offers look."""
        return self.offer.is_sample


def find_offer(typed: str) -> Offer | None:
    """Return the offer with the code ``typed``, whether it still stands or not; None when there never was one."""
    return (
        Offer.objects.filter(code=normalise_code(typed))
        .select_related("feed", "occupation", "qualification__jurisdiction", "merged_into")
        .first()
    )


def find_gone(typed: str) -> Gone | None:
    """Return what is left of a removed offer with the code ``typed``; None when there never was one, or long ago."""
    return Gone.objects.filter(code=normalise_code(typed)).select_related("occupation").first()


def stands(offer: Offer, now: datetime.datetime) -> bool:
    """Say whether ``offer`` may be shown at ``now``."""
    return offer.withdrawn_on is None and offer.expires_at > now


def profile_of(offer: Offer, now: datetime.datetime, language: str) -> Profile:
    """Return what the page shows of ``offer`` (found by ``find_offer``): one question more, for its other sources."""
    facts = tuple(_facts(offer, language))
    others = offer.duplicates.order_by("feed__name").values_list("feed__name", flat=True).distinct()
    about = About(offer.kind, offer.title, offer.reference if _is_short(offer.reference) else "")
    return Profile(
        offer=offer,
        title=title_of(offer, language),
        kind_label=kind_label(offer.kind),
        kind_means=str(MEANINGS[offer.kind]),
        text=Said(offer.description, offer.language, language),
        where=where_of(offer, language),
        facts=tuple(fact for fact in facts if fact.value),
        blanks=tuple(fact.label.lower() if language != "de" else fact.label for fact in facts if not fact.value),
        criteria=tuple(_checks(offer)),
        ways=tuple(_shown(way) for way in ways_to_apply(offer)),
        scripts=scripts(about, language, offer.language),
        bring=to_bring(offer.kind),
        other_sources=tuple(others),
        days_left=(offer.expires_at - now).days + 1,
        pictogram=pictogram_of(offer.occupation),
        tone=KIND_TONES[offer.kind],
    )


def _is_short(reference: str) -> bool:
    """Say whether a reference can be read out on the phone."""
    return 0 < len(reference) <= 20


def _facts(offer: Offer, language: str) -> Iterator[Fact]:
    """Yield the facts of ``offer`` in the order shown; those that nobody stated are empty."""
    own = "" if offer.language == language else offer.language
    place = " ".join(part for part in (offer.postcode, offer.town) if part)
    country = country_name(offer.country, language) if offer.country else ""
    yield Fact(_("Place"), ", ".join(part for part in (offer.street, place, country) if part), "pin")
    yield _qualification(offer, language)
    yield Fact(_("Start"), start_of(offer, language), "calendar", "" if offer.starts_on else own)
    yield Fact(_("How long"), length_of(offer, language), "clock")
    yield Fact(_("Rhythm"), offer.rhythm, "change", own)
    yield Fact(_("Contract"), offer.contract, "pen", own)
    yield Fact(_("Hours"), offer.hours, "watch", own)
    yield Fact(
        _("Pay"), pay_of(offer, language), "coin", own if offer.pay_min is None and offer.pay_max is None else ""
    )
    yield Fact(_("Level"), capital(level_name(offer.eqf)) if offer.eqf else "", "star")
    yield Fact(_("Languages at work"), languages_of(offer, language), "language")
    yield Fact(_("Places"), str(offer.positions) if offer.positions else "", "people")
    yield Fact(_("Access"), offer.access, "person", own)


def _qualification(offer: Offer, language: str) -> Fact:
    """Return what can be won there, with a link to its page."""
    label, pictogram = _("Qualification"), "book"
    if offer.qualification is None:
        return Fact(label, "", pictogram)
    title = say(offer.qualification.titles, language)
    url = reverse("qualifications:qualification", args=[offer.qualification.code])
    return Fact(label, title.text, pictogram, title.language if title.is_fallback else "", url)


def _checks(offer: Offer) -> Iterator[Check]:
    for criterion, met in offer.criteria.items():
        state = "unknown" if met is None else "yes" if met else "no"
        yield Check(capital(str(criterion.label)), str(CRITERIA[criterion]), state)


def _shown(way: Way) -> ShownWay:
    title, pictogram, hint = _WAYS[way.by]
    return ShownWay(
        str(way.by), str(title), pictogram, _short(way.value), way.href, str(hint), is_outside=way.by == ApplyBy.LINK
    )


def _short(value: str) -> str:
    """Return an address as it is read out: without its scheme, cut where nobody reads on."""
    plain = value.removeprefix("https://").removeprefix("http://").rstrip("/")
    return plain if len(plain) <= 60 else plain[:59] + "…"
