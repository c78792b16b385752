"""Counts of tickets: what was wanted and how long people waited; never which table, or who. Method: docs/reporting.md.

Tickets are counted by whole months and published by the rule of core/domain/few.py:
whoever could choose the days would learn one person as the difference of two periods. A month is told from the second day after
it: until then its last tickets may still change.

The tables of one house and month have the same people, or those of a cell that is shown: what became of tickets adds up to the tickets, waits
to those who came to a table. A table of some of them would tell by its sum what another hides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.few import Published, add_up, publish
from parvis.core.domain.figures import Figure, Row
from parvis.core.domain.periods import Period
from parvis.core.languages import language_name
from parvis.core.said import say
from parvis.network.domain.scope import Scope
from parvis.network.models import Desk
from parvis.queue.enums import By, Step
from parvis.queue.models import Tally, Wait
from parvis.queue.rules import ONE_DAY, STEP

NAME = _("Tickets")
_FEW = _("Whole months only. What fewer than 11 people share in a month is added together, with more, as “others”.")
#: Whoever is in none of the other rows of a table.
_UNNOTED = "none"
#: Upper ends of what waits are told in, in minutes; the last has none.
_LENGTHS = (10, 20, 30, 60)
_LENGTH_NAMES: tuple[Promise | str, ...] = (
    _("less than 10 minutes"),
    _("10 to 20 minutes"),
    _("20 to 30 minutes"),
    _("30 to 60 minutes"),
    _("an hour or more"),
)


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of tickets; six questions, five for every house; one figure alone where no ticket was ever given."""
    months = _whole_months(scope)
    steps = {} if months is None else _tables(Tally, months & Q(by=By.ALL), "step")
    number = sum(publish({Step.TAKEN: counts[Step.TAKEN]}).total for counts in steps.values())
    all_taken = Figure(
        key="tickets",
        name=_("Tickets taken"),
        value=number or None,
        method=_("Tickets that people took or were given at the reception. Only whole months with 11 tickets or more."),
        is_headline=True,
    )
    if months is None or not number:
        return (all_taken,)
    ends = _ends(steps)
    told = [
        _figure("tickets_by_language", _("Tickets by language"), _("Language"), _by(months, By.LANGUAGE), _language),
        _figure("ticket_ends", _("What became of tickets"), _("What"), ends, _step),
        _figure("waits", _("Waits"), _("Length"), _lengths(months, ends), _length),
    ]
    if scope.house is not None:
        names = {
            desk.key: say(desk.question, get_language() or "en").text for desk in Desk.objects.filter(house=scope.house)
        }
        by_desk = _by(months, By.DESK)
        told.insert(
            1,
            _figure(
                "tickets_by_desk",
                _("Tickets by desk"),
                _("Desk"),
                by_desk,
                lambda key: names.get(key) or key or str(_("any")),
            ),
        )
    return (all_taken, *(figure for figure in told if figure.rows))


#: A house and a month: the people of one table.
Cell = tuple[int, int, int]
Tables = Mapping[Cell, Counter[str]]


def _whole_months(scope: Scope) -> Q | None:
    """Keep the days of calendar months that lie whole in the period and whose tickets are over; None when there is none."""
    whole = scope.period.whole_months(before=scope.today - ONE_DAY)
    if not whole:
        return None
    return replace(scope, period=Period(whole[0].first, whole[-1].last)).days("day", "house")


def _tables(model: type[Tally | Wait], rows: Q, column: str) -> Tables:
    """Return how many people each value of ``column`` has, by house and month; one question."""
    found: dict[Cell, Counter[str]] = defaultdict(Counter)
    counted = model._default_manager.filter(rows).order_by().values_list("house", "day__year", "day__month", column)  # noqa: SLF001  one of two models
    for house, year, month, key, number in counted.annotate(total=Sum("number")):
        found[house, year, month][str(key)] += number
    return found


def _by(months: Q, by: By) -> Tables:
    return _tables(Tally, months & Q(by=by, step=Step.TAKEN), "key")


def _ends(steps: Tables) -> Tables:
    """Return what became of the tickets of each house and month, with those of which nothing was noted: together they are the tickets."""
    found: dict[Cell, Counter[str]] = {}
    for cell, counts in steps.items():
        ends = Counter({step: number for step, number in counts.items() if step != Step.TAKEN})
        found[cell] = +(ends + Counter({_UNNOTED: counts[Step.TAKEN] - ends.total()}))
    return found


def _lengths(months: Q, ends: Tables) -> Tables:
    """Return the waits by length where it is shown how many came to a table, with those that were not measured: together they are these."""
    found: dict[Cell, Counter[str]] = defaultdict(Counter)
    for cell, counts in _tables(Wait, months, "step").items():
        sat = publish(ends.get(cell, {})).cells.get(Step.SAT)
        if sat is None:
            continue
        for step, number in counts.items():
            found[cell][str(sum(int(step) * STEP >= end for end in _LENGTHS))] += number
        found[cell] += Counter({_UNNOTED: sat - found[cell].total()})
    return found


def _language(key: str) -> str:
    return language_name(key, get_language() or "en") if key else str(_("any"))


def _step(key: str) -> str:
    return str(_("nothing was noted") if key == _UNNOTED else Step(key).label)


def _length(key: str) -> str:
    return str(_("not measured") if key == _UNNOTED else _LENGTH_NAMES[int(key)])


def _figure(key: str, name: Promise | str, by: Promise | str, tables: Tables, named: Callable[[str], str]) -> Figure:
    """Return a broken-down figure, as what is published of each house and month, added up."""
    table: Published = add_up(publish(counts) for counts in tables.values())
    rows = [Row(each or "any", named(each), table.cells[each]) for each in sorted(table.cells)]
    if table.others:
        rows.append(Row("others", _("others"), table.others))
    return Figure(key=key, name=name, value=table.total or None, method=_FEW, by=by, of=_("Tickets"), rows=tuple(rows))
