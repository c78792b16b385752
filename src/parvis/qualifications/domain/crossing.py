"""One trade, each country's route side by side: what it takes there for somebody who lives there, and what differs.

Each cell says who says so and when it was checked; what nobody knows stays blank and is read out as “not known”.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.core.languages import country_name
from parvis.core.said import Said, say
from parvis.qualifications.domain.asking import Asked
from parvis.qualifications.domain.paths.comparing import ranked
from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.domain.paths.route import YEAR, Route
from parvis.qualifications.domain.paths.searching import Budget, answer_to
from parvis.qualifications.domain.paths.standing import Start
from parvis.qualifications.domain.routes import StepView, step_view
from parvis.qualifications.domain.shown import Library, Told, told_by
from parvis.qualifications.domain.words import asks_words, length_words, level_words, months_words
from parvis.qualifications.enums import Mode, Share, Topic
from parvis.qualifications.models import Qualification, Rule

COLUMNS: Mapping[str, Promise | str] = {
    "length": gettext_lazy("How long"),
    "level": gettext_lazy("Level reached"),
    "pay": gettext_lazy("Pay"),
    "entry": gettext_lazy("What is asked"),
    "age": gettext_lazy("From what age"),
    "signs": gettext_lazy("Who signs"),
    "rhythm": gettext_lazy("Company and school"),
}


@dataclass(frozen=True)
class Cell:
    """One fact of one country. ``lines`` are empty when it is not known; ``differs`` says how it is unlike the others."""

    name: str
    lines: list[Said]
    told: Told | None = None
    differs: str = ""

    @property
    def head(self) -> str:
        """Return the column's words."""
        return str(COLUMNS[self.name])


@dataclass(frozen=True)
class Country:
    """A country's route: its steps, and a cell a column; ``told`` is who says most of it, named once.

    ``query`` asks for all routes of somebody who stands alike and lives there.
    """

    code: str
    name: str
    steps: list[StepView]
    cells: list[Cell]
    route: Route
    youngest: int
    told: Told
    query: str
    is_home: bool


@dataclass(frozen=True)
class Crossing:
    """The countries side by side, those whose qualifications cannot be reached by somebody like this, those we know nothing of.

    ``is_whole`` is False when there were too many routes to compare them all.
    """

    countries: list[Country]
    closed: list[str]
    silent: list[str]
    is_whole: bool = True


def crossing(graph: Graph, trade: int, asked: Asked, language: str, *, countries: Iterable[str]) -> Crossing:
    """Return from ``graph`` the best route to ``trade`` in each country for somebody who stands as ``asked`` and lives there, home first."""
    opening = {graph.nodes[place].country for place in graph.opening.get(trade, ()) if graph.nodes[place].is_current}
    best: dict[str, tuple[Route, Start]] = {}
    budget = Budget()
    closed = set()
    for country in sorted(opening):
        standing = replace(asked.standing, country=country)
        answer = answer_to(graph, standing, trade, within=country, at_home=True, budget=budget)
        if answer.routes:
            best[country] = (ranked(answer.routes, asked.by)[0], Start(graph, standing))
        elif answer.is_whole:
            closed.add(country)
    library = Library(graph, {step.place for route, _start in best.values() for step in route.steps}, language)
    rules = _Signing(library, [route for route, _start in best.values()])
    found = [_country(country, route, start, library, rules) for country, (route, start) in best.items()]
    found = [
        replace(one, is_home=one.code == asked.country, query=asked.query(country=one.code))
        for one in _contrasted(found)
    ]
    found.sort(key=lambda one: (not one.is_home, one.name))
    return Crossing(
        found,
        sorted(country_name(code, language) for code in closed),
        sorted(country_name(code, language) for code in set(countries) - opening),
        is_whole=not budget.is_spent,
    )


class _Signing:
    """Who signs, by the rules that hold today for the first step of some routes, asked for once."""

    def __init__(self, library: Library, routes: Iterable[Route]) -> None:
        first = [library.at(route.steps[0].place) for route in routes]
        where = {row.jurisdiction_id for row in first} | {row.jurisdiction.part_of_id for row in first}
        asked = Q(qualification__in=first) | Q(qualification=None, jurisdiction__in=where - {None})
        rules = Rule.objects.holding(timezone.localdate()).about(Topic.SIGNS).filter(asked).oldest_first()
        self._found = {rule.qualification_id or rule.jurisdiction_id: rule for rule in rules}

    def about(self, row: Qualification) -> Rule | None:
        """Return the rule for a qualification: its own, else its jurisdiction's, else that of the country it is a part of."""
        names = (row.pk, row.jurisdiction_id, row.jurisdiction.part_of_id)
        return next((self._found[name] for name in names if name in self._found), None)


def _country(code: str, route: Route, start: Start, library: Library, rules: _Signing) -> Country:
    steps = [step_view(number, step, start, library) for number, step in enumerate(route.steps, 1)]
    first, last = route.steps[0], route.steps[-1]
    row, language = library.at(first.place), library.language
    here = told_by(row)
    paid = next((step for step in steps if step.pay), None)
    youngest = start.youngest(first.door)
    age = library.rules.get(first.door.age_rule)
    signs = rules.about(row) if row.mode == Mode.APPRENTICESHIP else None
    needed = library.title(first.door.needs).text if first.door.needs >= 0 else ""
    asks = asks_words(first.door, 0, needed)  # the least age has a column of its own
    length = length_words(route.length.months, route.longest, is_known=route.length.is_known)
    cells = [
        Cell("length", _plain([length], language) if route.length.is_known or route.length.months else [], here),
        Cell(
            "level",
            _plain([level_words(route.level)], language) if route.level else [],
            told_by(library.at(last.place)),
        ),
        Cell("pay", _plain([paid.pay], language), paid.pay_told) if paid else Cell("pay", []),
        Cell("entry", [*_plain(asks, language), *([steps[0].says] if steps[0].says else [])], here),
        Cell(
            "age",
            _plain([ngettext("%(number)d year", "%(number)d years", youngest) % {"number": youngest}], language)
            if youngest
            else [],
            told_by(age) if age else here,
        ),
        Cell("signs", [say(signs.says, language)], told_by(signs)) if signs else Cell("signs", []),
        Cell("rhythm", _rhythm(row, language), here),
    ]
    name = country_name(code, language)
    return Country(code, name, steps, cells, route, youngest, here, "", is_home=False)


def _plain(lines: Iterable[str], language: str) -> list[Said]:
    return [Said(line, language, language) for line in lines]


def _rhythm(row: Qualification, language: str) -> list[Said]:
    """Say how time is parted: in the words given, the kind of parting, the share in the company."""
    lines = [say(row.rhythm, language)] if say(row.rhythm, language) else []
    if row.share and not lines:
        lines = _plain([str(Share(row.share).label)], language)
    if row.company_share is not None:
        lines += _plain([_("%(share)d %% of the time in the company") % {"share": row.company_share}], language)
    return lines


def _contrasted(found: list[Country]) -> list[Country]:
    """Return the countries with what stands out pointed out: the shortest, the highest, the earliest where few are, against
    the longest, the lowest, the latest of those known."""
    length = _standing_out([one for one in found if one.route.length.is_known], lambda one: one.route.length.months)
    level = _standing_out([one for one in found if one.route.level], lambda one: -one.route.level)
    age = _standing_out([one for one in found if one.youngest], lambda one: one.youngest)
    contrasted = []
    for one in found:
        differs: dict[str, str] = {}
        if one.code in length:
            other = length[one.code]
            shorter = months_words(other.route.length.months - one.route.length.months)
            said = _("%(length)s shorter") % {"length": shorter}
            differs["length"] = f"{said} ({other.name}, {months_words(other.route.length.months)})"
        if one.code in level:
            more = one.route.level - level[one.code].route.level
            said = ngettext("%(number)d level higher", "%(number)d levels higher", more) % {"number": more}
            differs["level"] = f"{said} ({level[one.code].name})"
        if one.code in age:
            earlier = months_words(YEAR * (age[one.code].youngest - one.youngest))
            said = _("%(length)s earlier") % {"length": earlier}
            differs["age"] = f"{said} ({age[one.code].name})"
        cells = [replace(cell, differs=differs.get(cell.name, "")) for cell in one.cells]
        contrasted.append(replace(one, cells=cells))
    return contrasted


def _standing_out(known: list[Country], measure: Callable[[Country], int]) -> dict[str, Country]:
    """Return the countries with the least of ``measure`` and whom they are told against, unless most are alike in it."""
    if not known:
        return {}
    most = max(known, key=lambda one: (measure(one), one.code))
    least = min(measure(one) for one in known)
    best = [one.code for one in known if measure(one) == least]
    return dict.fromkeys(best, most) if least < measure(most) and 2 * len(best) <= len(known) else {}
