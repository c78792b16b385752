"""The routes to a trade as a visitor reads them: at home and across a border, those with one end together; steps in words, what
each lets one do, what is not known, what is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from parvis.core.languages import country_name
from parvis.core.said import Said, say
from parvis.occupations.domain.cards import TradeCard
from parvis.qualifications.domain.answering import answered
from parvis.qualifications.domain.asking import Asked
from parvis.qualifications.domain.drawing import Drawing, draw, scale_of
from parvis.qualifications.domain.paths.comparing import by_end
from parvis.qualifications.domain.paths.dead_ends import DeadEnd
from parvis.qualifications.domain.paths.graph import SOME, Graph
from parvis.qualifications.domain.paths.pay import pay_of
from parvis.qualifications.domain.paths.route import Route, Step
from parvis.qualifications.domain.paths.standing import Start
from parvis.qualifications.domain.shown import Library, Told, place_words, told_by
from parvis.qualifications.domain.words import asks_words, length_words, level_words, months_words, pay_words
from parvis.qualifications.enums import EntryKind, Mode

#: Ends shown before "show all", across a border when there are any at home, and then; trades named a step.
FIRST, BEYOND, MOST = 8, 4, 100
OPENED = 5


@dataclass(frozen=True)
class StepView:
    """One step in words. ``before`` says what one waits or works for; ``kind`` names a way in that is not the usual one."""

    number: int
    code: str
    title: Said
    short: str
    place: str
    country: str
    mode: str
    before: list[str]
    length: str
    kind: str
    asks: list[str]
    says: Said
    level: str
    lets: Said
    pay: str
    told: Told
    pay_told: Told | None
    opens: list[TradeCard]
    more_opened: int


@dataclass(frozen=True)
class RouteView:
    """A route in words and as a drawing; ``others`` are those of another kind to the same end, which have no drawing."""

    number: str
    steps: list[StepView]
    length: str
    level: str
    earns: str
    crosses: list[str]
    drawing: Drawing | None
    route: Route
    others: list[RouteView] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Name the route by its steps."""
        return " + ".join(step.title.text for step in self.steps)

    @property
    def is_one_step(self) -> bool:
        """Say whether the step is the whole route, so that what is said of one need not be said again of the other."""
        return len(self.steps) == 1

    @property
    def where(self) -> str:
        """Say where its steps are and how one learns there."""
        said = (dict.fromkeys(step.place for step in self.steps), dict.fromkeys(step.mode for step in self.steps))
        return " · ".join(" + ".join(words) for words in said)


@dataclass(frozen=True)
class Group:
    """Routes that stay in the country somebody lives in, or those that leave it; all, without a name, when none was said."""

    name: str
    total: int
    routes: list[RouteView]


@dataclass(frozen=True)
class EndView:
    """A qualification that opens the trade and is closed, with what is missing, one condition a line."""

    code: str
    title: Said
    place: str
    country: str
    missing: list[str]
    is_unknown: bool
    told: Told


class HeldView(NamedTuple):
    """A qualification the visitor says to hold."""

    code: str
    title: Said
    place: str
    opens_it: bool


@dataclass(frozen=True)
class Routes:
    """All there is to tell on the way to one trade."""

    groups: list[Group]
    ends: list[EndView]
    held: list[HeldView]
    silent: list[str] = field(default_factory=list)
    has_sample: bool = False
    is_whole: bool = True

    @property
    def more(self) -> int:
        """Return how many routes are not shown."""
        shown = sum(1 + len(route.others) for group in self.groups for route in group.routes)
        return sum(group.total for group in self.groups) - shown

    @property
    def already(self) -> list[HeldView]:
        """Return what is held and opens the trade."""
        return [held for held in self.held if held.opens_it]


def routes_told(
    graph: Graph, trade: int, asked: Asked, language: str, *, countries: set[str], most: int = FIRST
) -> Routes:
    """Return the routes in ``graph`` from where ``asked`` stands to ``trade`` (its key), at most ``most`` ends of them in words.

    ``countries`` are those of our jurisdictions: for those without any way to the trade the page says so.
    """
    answer = answered(graph, asked, trade, countries)
    parted = _parted(answer.routes, asked.country, language, most)
    shown = [alike for _name, _total, ends in parted for alike in ends]
    places = [step.place for alike in shown for route in alike for step in route.steps]
    library = Library(graph, [*places, *(end.place for end in answer.ends), *asked.standing.held], language)
    views = _views(shown, Start(graph, asked.standing), library, trade)
    return Routes(
        [Group(name, total, list(islice(views, len(ends)))) for name, total, ends in parted],
        [_end(end, library) for end in answer.ends],
        [_held(graph, place, trade, library) for place in sorted(asked.standing.held)],
        sorted(country_name(code, language) for code in answer.silent),
        any(library.at(place).is_sample for place in places),
        answer.is_whole,
    )


def _parted(routes: list[Route], home: str, language: str, most: int) -> list[tuple[str, int, list[list[Route]]]]:
    """Return the routes at home and those across a border: what they are called, how many they are, the ends shown."""
    if not home:
        return [("", len(routes), by_end(routes[:MOST])[:most])] if routes else []
    staying = [route for route in routes if not route.abroad]
    leaving = [route for route in routes if route.abroad]
    few = BEYOND if staying and most == FIRST else most
    named = [(country_name(home, language), staying, most), (_("Across a border"), leaving, few)]
    return [(name, len(found), by_end(found[:MOST])[:many]) for name, found, many in named if found]


def _views(shown: list[list[Route]], start: Start, library: Library, goal: int) -> Iterator[RouteView]:
    scale = scale_of(alike[0] for alike in shown)
    for number, (first, *rest) in enumerate(shown, 1):
        others = [_route(f"{number}.{place}", other, start, library, goal) for place, other in enumerate(rest, 2)]
        view = _route(str(number), first, start, library, goal)
        yield replace(view, drawing=draw(first, library, number, scale), others=others)


def _held(graph: Graph, place: int, trade: int, library: Library) -> HeldView:
    node, row = graph.nodes[place], library.at(place)
    where = place_words(row.jurisdiction, library.language)
    return HeldView(node.code, library.title(place), where, trade in node.trades)


def _route(number: str, route: Route, start: Start, library: Library, goal: int) -> RouteView:
    *before, last = enumerate(route.steps, 1)
    steps = [step_view(place, step, start, library) for place, step in before]
    steps.append(step_view(*last, start, library, besides=goal))
    return RouteView(
        number,
        steps,
        length_words(route.length.months, route.longest, is_known=route.length.is_known),
        level_words(route.level),
        earns_words(route),
        [country_name(code, library.language) for code in sorted(route.abroad)],
        None,
        route,
    )


def step_view(number: int, step: Step, start: Start, library: Library, *, besides: int = 0) -> StepView:
    """Say one step in words; the trade ``besides`` (its key) is not named among those it opens."""
    row, door, language = library.at(step.place), step.door, library.language
    rule = library.rules.get(step.node.pay)
    pay = pay_of(rule.values, step.age, door.months_min) if rule else None
    opened = library.opened(step.place, besides)
    needed = library.title(door.needs).text if door.needs >= 0 else ""
    kind = EntryKind(door.kind)
    return StepView(
        number,
        row.code,
        library.title(step.place),
        row.short,
        place_words(row.jurisdiction, language),
        row.jurisdiction.country,
        str(Mode(row.mode).label),
        _before(step, start.youngest(door)),
        length_words(door.months_min, door.months_max),
        "" if kind == EntryKind.STANDARD else str(kind.label),
        asks_words(door, start.youngest(door), needed),
        library.says(step.place, door.place),
        level_words(step.node.level),
        say(row.lets, language),
        pay_words(pay, row.jurisdiction.currency) if pay else "",
        told_by(row),
        told_by(rule) if rule and pay else None,
        opened[:OPENED],
        max(0, len(opened) - OPENED),
    )


def _before(step: Step, youngest: int) -> list[str]:
    """Say what one waits and works for; both run at once, so one may be older than asked at the beginning."""
    before = []
    if step.wait:
        before.append(
            _("Wait up to %(length)s, until the age of %(age)d.") % {"length": months_words(step.wait), "age": youngest}
        )
    if step.work and step.door.experience == SOME:
        before.append(_("Work in the trade first. No least length is set."))
    elif step.work:
        before.append(_("Work %(length)s in the trade or near it.") % {"length": months_words(step.work)})
    return before


def earns_words(route: Route) -> str:
    """Say when one first earns, counted from today; “at the latest” when a contract before may pay by a rule we do not know."""
    earns = route.earns
    if not earns.is_known:
        return _("first pay: not known when")
    if not earns.months:
        return _("first pay: from the start")
    before = (step for step in route.steps if step.begins.months < earns.months)
    may_pay = any(step.node.mode == Mode.APPRENTICESHIP and not step.node.pay for step in before)
    words = {"length": months_words(earns.months)}
    return (
        _("first pay: after %(length)s at the latest") % words if may_pay else _("first pay: after %(length)s") % words
    )


def _end(end: DeadEnd, library: Library) -> EndView:
    row = library.at(end.place)
    return EndView(
        row.code,
        library.title(end.place),
        place_words(row.jurisdiction, library.language),
        row.jurisdiction.country,
        _missing(end, library),
        end.door is None,
        told_by(row),
    )


def _missing(end: DeadEnd, library: Library) -> list[str]:
    """Say what is missing for the way in that lacks least."""
    if end.door is None:
        return [_("How one gets in is not known to us. Ask at a house.")]
    door = end.door
    only = {
        "needs": {"needs"}, "isced": {"isced", "at_home"}, "eqf": {"eqf", "at_home"}, "work": {"experience"}, "age": {"oldest"},
    }  # fmt: skip
    kept = {name for what in end.missing for name in only[what]}
    blank = type(door)()
    lacking = type(door)(**{name: getattr(door, name) for name in kept}) if kept else blank
    needed = library.title(door.needs).text if "needs" in kept else ""
    said = asks_words(lacking, 0, needed)
    return said or [_("It takes more than four steps, or comes too late.")]
