"""Where a visitor says they stand, read from an address: whatever is typed is read as far as it goes, the rest is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from parvis.core.codes import normalise_code
from parvis.core.languages import country_name
from parvis.qualifications.domain.paths.comparing import CRITERIA
from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.domain.paths.standing import Standing
from parvis.qualifications.enums import Isced

#: Qualifications one may say to hold; more was not typed by a person.
MOST_HELD = 8
AGES = range(5, 100)
MOST_EXPERIENCE = 720
_LONGEST = 40
#: Codes by which the European Union calls countries, and those of CLDR that name none.
_ALIASES = {"UK": "GB", "EL": "GR"}
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
CRITERION_WORDS: Mapping[str, Promise | str] = {
    "shortest": pgettext_lazy("order of routes", "shortest"),
    "earns": pgettext_lazy("order of routes", "earns soonest"),
    "level": pgettext_lazy("order of routes", "highest level"),
    "entry": pgettext_lazy("order of routes", "asks least"),
}


class Parameters(Protocol):
    """What an address or a command says, by name."""

    def get(self, name: str, default: str, /) -> str:
        """Return what is said under ``name``."""

    def getlist(self, name: str, /) -> list[str]:
        """Return all that is said under ``name``."""


@dataclass(frozen=True)
class Asked:
    """A standing as it was said, with what could not be read (``faults``, whole sentences in the active language)."""

    standing: Standing = field(default_factory=Standing)
    country: str = ""
    by: str = CRITERIA[0]
    held: tuple[str, ...] = ()
    stays: bool = False
    faults: tuple[str, ...] = ()

    @property
    def is_said(self) -> bool:
        """Say whether anything was said of where one stands."""
        return self.standing != Standing()

    def query(self, **changed: str) -> str:
        """Return the address's query that says the same, with ``changed`` (an empty value leaves a name out)."""
        said = self.standing
        pairs: dict[str, str] = {
            "country": self.country,
            "isced": "" if said.isced is None else str(said.isced),
            "has": " ".join(self.held),
            "age": "" if said.age is None else str(said.age),
            "experience": str(said.experience) if said.experience else "",
            "by": "" if self.by == CRITERIA[0] else self.by,
            "stay": "1" if self.stays else "",
        } | changed
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"?{query}" if query else ""


def read_asked(parameters: Parameters, graph: Graph, countries: set[str]) -> Asked:
    """Return what ``parameters`` say of a standing; ``countries`` are those we know jurisdictions of."""
    faults: list[str] = []
    country = _country(parameters, countries, faults)
    held = _held(parameters, graph, faults)
    standing = Standing(
        country=country,
        isced=_number(parameters, "isced", range(len(Isced)), faults),
        held=frozenset(graph.place_of[code] for code in held),
        age=_number(parameters, "age", AGES, faults),
        experience=_number(parameters, "experience", range(MOST_EXPERIENCE + 1), faults) or 0,
    )
    by = _typed(parameters, "by").lower()
    if by and by not in CRITERIA:
        faults.append(_("The order asked for is none of ours; the shortest comes first."))
    stays = bool(country and _typed(parameters, "stay"))  # where nobody lives there is no border to stay behind
    return Asked(standing, country, by if by in CRITERIA else CRITERIA[0], held, stays, tuple(faults))


def standing_words(asked: Asked, language: str) -> list[str]:
    """Say again in words what was said of where one stands, but the qualifications held."""
    said = asked.standing
    words = [country_name(asked.country, language)] if asked.country else []
    if said.isced is not None:
        words.append(str(Isced(said.isced).label))
    if said.age is not None:
        words.append(ngettext("%(number)d year", "%(number)d years", said.age) % {"number": said.age})
    if said.experience:
        words.append(f"{_('Months of work in the trade')}: {said.experience}")
    return words


def _typed(parameters: Parameters, name: str) -> str:
    return parameters.get(name, "").strip()[:_LONGEST]


def _country(parameters: Parameters, countries: set[str], faults: list[str]) -> str:
    """Return the country named by its code, or by that of a part of it ("BE-FR")."""
    typed = _typed(parameters, "country")
    if not typed:
        return ""
    code = typed.upper().partition("-")[0] if typed.isascii() else ""
    code = _ALIASES.get(code, code)
    if code in countries:
        return code
    if len(code) == 2 and code not in _NO_COUNTRIES and country_name(code, "en") != code:
        words = {"country": country_name(code, get_language() or "en")}
        faults.append(_("We know nothing yet of qualifications in this country: %(country)s.") % words)
        return code
    faults.append(_("The country was not understood, so it was left out."))
    return ""


def _number(parameters: Parameters, name: str, allowed: range, faults: list[str]) -> int | None:
    typed = _typed(parameters, name)
    if not typed:
        return None
    if typed.isdecimal() and len(typed) <= 4 and int(typed) in allowed:
        return int(typed)
    sentences = {
        "isced": _("The school level was not understood, so it was left out."),
        "age": _("An age is a number of years from 5 to 99. What was typed was left out."),
        "experience": _("Experience is a number of months up to 720. What was typed was left out."),
    }
    faults.append(sentences[name])
    return None


def _held(parameters: Parameters, graph: Graph, faults: list[str]) -> tuple[str, ...]:
    """Return the codes of the qualifications held: several ``has``, or several in one, in any spelling of a code."""
    typed = " ".join(parameters.getlist("has")[:MOST_HELD])[:400]
    codes = list(dict.fromkeys(normalise_code(part) for part in typed.replace(",", " ").split()))
    known = [code for code in codes if code in graph.place_of]
    if len(known) < len(codes):
        faults.append(_("A code names no qualification we know, so it was left out."))
    if len(known) > MOST_HELD:
        faults.append(_("Only the first %(number)d qualifications were read.") % {"number": MOST_HELD})
    return tuple(known[:MOST_HELD])
