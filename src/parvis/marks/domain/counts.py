"""Counts of interview marks: closed months only, nothing under eleven, nothing that could be worked out. Method: docs/marks.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.few import FEW, Published, add_up, publish
from parvis.core.domain.figures import Figure, Row, Words
from parvis.core.domain.periods import ONE_DAY, Period
from parvis.core.languages import language_name
from parvis.core.said import say
from parvis.marks.domain.offering import OTHER_LANGUAGE
from parvis.marks.enums import Age, Band, Half, Mode, Status, Theme
from parvis.marks.models import Mark, Setup
from parvis.marks.rules import closed_months
from parvis.network.domain.scope import Scope
from parvis.network.models import Desk

NAME = _("Interviews")
_METHOD = _(
    "Marks that desks made of their interviews. Whole months only, once they have been over for more than a week, and from 11 marks on. "
    "What was marked fewer than 11 times in a month is added together, with more, as “others”, so that nothing says whose it was."
)
_MENTIONS = _(
    "As the interviews are counted; a mark can have three themes and counts for each. Themes that were marked fewer than 11 times in a "
    "month are added together, with more, as “others”, so that nothing says whose they were."
)
#: A house and a month: the people of one table.
Cell = tuple[int, int, int]
Tables = Mapping[Cell, Counter[str]]


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return how many interviews were marked and what they were; eight questions, nine for one house."""
    months = closed_months(scope.period, scope.today - ONE_DAY)
    if not months:
        return (_all((), ()),)
    whole = Period(months[0].first, months[-1].last)
    marked = scope.within(whole).days("day", "house")
    by_half = _count(marked, "half")
    sums = {cell: sum(counts.values()) for cell, counts in by_half.items()}
    shown = {cell: number for cell, number in sums.items() if number >= FEW}
    fixed = {"modes": Mode.values, "bands": Band.values, "halves": Half.values}
    tables = {
        "themes": _by_theme(_count(marked, "themes")),
        "languages": _count(marked, "language"),
        "modes": _count(marked, "mode"),
        "bands": _count(marked, "band"),
        "halves": by_half,
        "ages": _count(marked, "age"),
        "statuses": _count(marked, "status"),
    }
    told = {key: _publish(table, shown, fixed.get(key, ())) for key, table in tables.items()}
    return (_all(shown.items(), months), *_desks(scope, marked, shown), *_figures(told))


def _count(marked: Q, column: str) -> Tables:
    """Return how often each code of a column was marked, by house and month; one question."""
    rows = Mark.objects.filter(marked).order_by().values_list("house", "day__year", "day__month", column)
    found: dict[Cell, Counter[str]] = defaultdict(Counter)
    for house, year, month, code, number in rows.annotate(marks=Sum("number")):
        found[house, year, month][code] += number
    return found


def _by_theme(tables: Tables) -> Tables:
    """Count a mark for each of its themes."""
    found: dict[Cell, Counter[str]] = defaultdict(Counter)
    for cell, counts in tables.items():
        for themes, number in counts.items():
            for theme in themes.split(","):
                found[cell][theme] += number
    return found


def _publish(tables: Tables, shown: Iterable[Cell], codes: Iterable[str] = ()) -> Published:
    """Publish the table of each house and month in which there are enough marks, and add up what is published.

    ``codes``: those that every house has, so that everybody knows that they could be among the hidden ones.
    """
    none = dict.fromkeys(codes, 0)
    return add_up(publish({**none, **tables[cell]}) for cell in shown)


def _all(shown: Iterable[tuple[Cell, int]], months: Iterable[Period]) -> Figure:
    """Return the interviews of the months that have enough, by month."""
    by_month = Counter[tuple[int, int]]()
    for (_house, year, month), number in shown:
        by_month[year, month] += number
    language = get_language() or "en"
    rows = [
        Row(each.first.isoformat(), each.words(language), by_month[each.first.year, each.first.month])
        for each in months
        if by_month[each.first.year, each.first.month]
    ]
    return Figure(
        key="interviews",
        name=_("Interviews marked"),
        value=sum(by_month.values()) or None,
        method=_METHOD,
        by=_("Month"),
        rows=tuple(rows),
        is_headline=True,
        is_in_time=True,
    )


def _desks(scope: Scope, marked: Q, shown: Iterable[Cell]) -> tuple[Figure, ...]:
    """Return the interviews by desk, for one house that shows them; keys of desks mean nothing between houses."""
    if scope.house is None or Setup.objects.filter(house=scope.house, shows_desks=False).exists():
        return ()
    table = _publish(_count(marked, "desk"), shown)
    language = get_language() or "en"
    desks = Desk.objects.filter(house=scope.house).values_list("key", "question")
    names: dict[str, Words] = {key: say(question, language).text for key, question in desks}
    names |= {key: key or _("No desk") for key in table.cells if key not in names}
    figure = _figure("interviews_by_desk", _("Interviews by desk"), _("Desk"), table, names)
    return (figure,) if figure.rows else ()


def _figures(told: Mapping[str, Published]) -> tuple[Figure, ...]:
    language = get_language() or "en"
    spoken: dict[str, Words] = {code: language_name(code, language) for code in told["languages"].cells}
    if OTHER_LANGUAGE in spoken:
        spoken[OTHER_LANGUAGE] = _("Another language")
    said = {"": _("not asked, or not said")}
    found = (
        _figure("interviews_by_theme", _("Themes of interviews"), _("Theme"), told["themes"], dict(Theme.choices)),
        _figure("interviews_by_language", _("Languages of interviews"), _("Language"), told["languages"], spoken),
        _figure("interviews_by_mode", _("How people talked"), _("How"), told["modes"], dict(Mode.choices)),
        _figure("interviews_by_length", _("How long interviews took"), _("Length"), told["bands"], dict(Band.choices)),
        _figure("interviews_by_half", _("When people came"), _("Part of the day"), told["halves"], dict(Half.choices)),
        _figure("interviews_by_age", _("Age of visitors"), _("Age"), told["ages"], dict(Age.choices) | said),
        _figure(
            "interviews_by_status", _("What visitors do now"), _("Now"), told["statuses"], dict(Status.choices) | said
        ),
    )
    return tuple(figure for figure in found if {row.key for row in figure.rows} - {""})


def _figure(key: str, name: Words, by: Words, table: Published, names: Mapping[str, Words]) -> Figure:
    """Return a figure of a published table, its rows in the order of ``names``, what is hidden last and as one row."""
    rows = [Row(code, names[code], table.cells[code]) for code in names if code in table.cells]
    if table.others and rows:
        rows.append(Row("others", _("others, together"), table.others))
    return Figure(
        key=key,
        name=name,
        value=table.total or None,
        method=_MENTIONS if key == "interviews_by_theme" else _METHOD,
        by=by,
        of=_("Marks"),
        rows=tuple(rows),
    )
