"""The figures of a house and of the network: a page, and files to take away."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.core.domain.blank_tables import CONTENT_TYPE
from parvis.core.domain.periods import Period
from parvis.network.domain.rights import may_coordinate, may_read_figures
from parvis.network.domain.scope import Scope, today_at
from parvis.network.domain.staff_pages import house_page, network_page
from parvis.network.models import House
from parvis.reporting.domain.files import csv_text, file_name, spreadsheet
from parvis.reporting.domain.presets import PRESETS, USUAL
from parvis.reporting.domain.report import Report, report
from parvis.reporting.forms import PeriodForm

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """A period as it was asked for: its days, the preset's key (empty: days of one's own), what was not understood."""

    period: Period
    preset: str
    form: PeriodForm
    trouble: str = ""

    @property
    def query(self) -> str:
        """Return the query that asks for the same."""
        if self.preset:
            return urlencode({"period": self.preset})
        return urlencode({"first": str(self.period.first), "last": str(self.period.last)})

    @property
    def is_understood(self) -> bool:
        """Say whether the days shown are those asked for."""
        return not self.trouble and not self.form.errors


def _asked(request: HttpRequest, today: datetime.date) -> Asked:
    """Read the period; one that cannot be read is shown again beside the usual one, with a sentence."""
    usual, typed = PRESETS[USUAL].on(today), request.GET
    if "first" in typed or "last" in typed:
        form = PeriodForm(typed)
        if form.is_valid():
            return Asked(Period(form.cleaned_data["first"], form.cleaned_data["last"]), "", form)
        return Asked(usual, USUAL, form)
    name = typed.get("period", USUAL)
    preset = PRESETS.get(name, PRESETS[USUAL])
    period = preset.on(today)
    form = PeriodForm(initial={"first": period.first, "last": period.last})
    trouble = "" if name in PRESETS else _("There is no such time to choose. This month is shown.")
    return Asked(period, preset.key, form, trouble)


def _scope(period: Period, house: House | None) -> Scope:
    now = timezone.now()
    return Scope.of_house(house, period, now) if house else Scope.of_network(period, now)


def _page(request: HttpRequest, house: House | None, **more: object) -> HttpResponse:
    asked = _asked(request, today_at(house, timezone.now()))
    told = {
        "house": house,
        "asked": asked,
        "presets": PRESETS.values(),
        "report": report(_scope(asked.period, house)),
        "csv": _address(house, "csv"),
        "xlsx": _address(house, "xlsx"),
        "houses": None,
    }
    return render(request, "reporting/figures.html", told | more)


def _address(house: House | None, kind: str) -> str:
    return reverse(f"reporting:house-{kind}", args=(house.slug,)) if house else reverse(f"reporting:network-{kind}")


def _file(request: HttpRequest, house: House | None, kind: str) -> HttpResponse:
    asked = _asked(request, today_at(house, timezone.now()))
    if not asked.is_understood:
        page = reverse("reporting:house", args=(house.slug,)) if house else reverse("reporting:network")
        return redirect(f"{page}?{request.GET.urlencode()}")
    content_type, made = _KINDS[kind]
    found = report(_scope(asked.period, house))
    disposition = {"Content-Disposition": f'attachment; filename="{file_name(found, kind)}"'}
    return HttpResponse(made(found), content_type=content_type, headers=disposition)


#: Spreadsheet programs know UTF-8 by the mark at its beginning.
_KINDS: dict[str, tuple[str, Callable[[Report], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda found: "\ufeff" + csv_text(found)),
    "xlsx": (CONTENT_TYPE, spreadsheet),
}


@house_page(may_read_figures)
@require_safe
def house(request: HttpRequest, house: House) -> HttpResponse:
    """Show the figures of a house."""
    return _page(request, house)


@house_page(may_read_figures)
@require_safe
def house_file(request: HttpRequest, house: House, kind: str) -> HttpResponse:
    """Give the figures of a house as a file."""
    return _file(request, house, kind)


@network_page(may_coordinate)
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Show the figures of all houses together, and lead to those of each."""
    houses = Paginator(House.objects.order_by("name", "slug"), PAGE).get_page(request.GET.get("page"))
    return _page(request, None, houses=houses)


@network_page(may_coordinate)
@require_safe
def network_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the figures of all houses as a file."""
    return _file(request, None, kind)
