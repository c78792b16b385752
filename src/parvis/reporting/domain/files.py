"""Figures to take away: as CSV for machines, as a spreadsheet for people; each with how it was counted."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from parvis.core.domain.figures import Unit
from parvis.core.domain.harmless import harmless
from parvis.core.languages import is_right_to_left
from parvis.reporting.domain.report import Report, Shown
from parvis.reporting.domain.saying import hours_of

#: The columns of the CSV, the same in every language (docs/reporting.md).
COLUMNS = (
    "key",
    "figure",
    "by",
    "row",
    "name",
    "value",
    "unit",
    "a_year_before",
    "house",
    "first_day",
    "last_day",
    "method",
)
_SHEET = 31  # letters that the name of a sheet has at most
_MADE = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)  # the same figures are the same bytes
_UNITS = {Unit.NUMBER: "number", Unit.MINUTES: "hours"}


def file_name(report: Report, kind: str) -> str:
    """Return the name of the file: what is counted, and when."""
    scope = report.scope
    at = scope.house.slug if scope.house else "network"
    return f"figures-{at}-{scope.period.first}-{scope.period.last}.{kind}"


def csv_text(report: Report) -> str:
    """Return the CSV: a line a figure, then one for each of its rows."""
    made = io.StringIO(newline="")
    rows = csv.writer(made)
    rows.writerow(COLUMNS)
    rows.writerows([harmless(cell) for cell in line] for line in _lines(report))
    return made.getvalue()


def _lines(report: Report) -> Iterator[tuple[object, ...]]:
    scope = report.scope
    when = (scope.house.slug if scope.house else "", scope.period.first, scope.period.last)
    for shown in _all(report):
        figure = shown.figure
        told = (_UNITS[figure.unit], *when, str(figure.method))
        for by, key, name, value, before in _numbers(shown):
            unit, *rest = told
            yield figure.key, str(figure.name), by, key, name, value, unit, before, *rest


def _all(report: Report) -> Iterator[Shown]:
    for part in report.parts:
        yield from part.shown


def _numbers(shown: Shown) -> Iterator[tuple[str, str, str, object, object]]:
    """Yield by what, key, name, number and number a year before: of the figure, then of its rows."""
    figure = shown.figure
    yield "", "", "", _number(figure.value, figure.unit), _number(shown.before, figure.unit)
    for line in shown.lines:
        value, before = _number(line.row.value, figure.unit), _number(line.before, figure.unit)
        yield str(figure.by), line.row.key, str(line.row.name), value, before


def _number(value: int | None, unit: Unit) -> int | Decimal | str:
    if value is None:
        return ""
    return hours_of(value) if unit == Unit.MINUTES else value


def spreadsheet(report: Report) -> bytes:
    """Return the .xlsx: a sheet of figures, a sheet that breaks them down, a sheet that says how each was counted."""
    made = io.BytesIO()
    title = " · ".join(_head(report))
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": _MADE})
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        past = [_("A year before")] if report.before else []
        figures = _sheet(book, _("Figures"), (40, 14, 14, 14))
        _write(figures, 0, [title], bold)
        _write(figures, 2, [_("Figure"), _("Number"), _("Unit"), *past], bold)
        parts = _sheet(book, _("In detail"), (40, 30, 14, 14, 14))
        _write(parts, 0, [_("Figure"), _("Part"), _("Number"), _("Unit"), *past], bold)
        methods = _sheet(book, _("How it is counted"), (40, 90))
        line = 1
        for place, shown in enumerate(_all(report)):
            name, unit = str(shown.figure.name), _unit(shown.figure.unit)
            (_by, _key, _name, value, before), *rows = _numbers(shown)
            _write(figures, 3 + place, [name, value, unit, *([before] if past else [])])
            _write(methods, place, [name, str(shown.figure.method)], wrapped)
            for _by, _key, part, value, before in rows:
                _write(parts, line, [name, part, value, unit, *([before] if past else [])])
                line += 1
        figures.freeze_panes(3, 1)
        parts.freeze_panes(1, 1)
    return made.getvalue()


def _head(report: Report) -> list[str]:
    scope = report.scope
    where = scope.house.name if scope.house else _("All houses of the network")
    return [where, f"{scope.period.first} – {scope.period.last}"]


def _unit(unit: Unit) -> str:
    return _("hours") if unit == Unit.MINUTES else _("number")


def _sheet(book: Workbook, name: str, widths: tuple[int, ...]) -> Worksheet:
    sheet = book.add_worksheet("".join(letter for letter in name if letter not in r"[]:*?/\'")[:_SHEET])
    if is_right_to_left(get_language() or "en"):
        sheet.right_to_left()
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    return sheet


def _write(sheet: Worksheet, line: int, cells: list[object], look: object = None) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, int | Decimal):
            sheet.write_number(line, place, cell, look)
        else:
            sheet.write_string(line, place, str(cell), look)
