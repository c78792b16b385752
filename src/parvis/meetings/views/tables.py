"""Tables of a day and their offers: for the programme team, and for a partner's own tables."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.db.models import QuerySet
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.meetings.domain.saying import say_date, say_sign, say_title
from parvis.meetings.domain.tables.writing import WantedOffer, WantedTable, remove_table, write_offers, write_table
from parvis.meetings.models import MeetingDay, Table
from parvis.meetings.rules import KEPT, REVEALED_FOR
from parvis.meetings.table_forms import OfferForm, OffersForm, OwnTableForm, TableForm, offer_typed, table_typed
from parvis.meetings.views.team import BOTH, about, day_of, language_of_page
from parvis.network.domain.rights import may_edit_partner, may_run_programme
from parvis.network.domain.staff_pages import house_page, partner_page
from parvis.network.models import House, Partner

#: A name that is given on the last day on which a seeker is known can be read so long after the end.
NAMED = KEPT + datetime.timedelta(days=max(REVEALED_FOR))


def _table(tables: QuerySet[Table], key: str) -> Table:
    return get_object_or_404(tables.select_related("partner").prefetch_related("offers__offer"), key=key)


@house_page(may_run_programme)
@require_http_methods(BOTH)
def new(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Add a table."""
    day = day_of(house, code)
    form = TableForm(request.POST if request.method == "POST" else None, day=day, house=house)
    if request.method == "POST" and form.is_valid():
        try:
            made = write_table(day, None, form.wanted(), staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("meetings-staff:table", house.slug, code, made.key)
    told = about(house, day) | {"form": form}
    return render(request, "meetings/team/new_table.html", told, status=422 if form.errors else 200)


@house_page(may_run_programme)
@require_http_methods(BOTH)
def table(request: HttpRequest, house: House, code: str, key: str) -> HttpResponse:
    """Change a table, or what it offers."""
    day = day_of(house, code)
    found = _table(Table.objects.filter(day=day), key)
    is_table = request.method == "POST" and "offers" not in request.POST
    form = TableForm(request.POST if is_table else None, day=day, house=house, initial=table_typed(found))
    offers = _offers(request, day, found)
    if is_table and form.is_valid():
        try:
            changed = write_table(day, found, form.wanted(), staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("meetings-staff:table", house.slug, code, changed.key)
    if offers.is_bound and _wrote(request, day, found, offers):
        return redirect("meetings-staff:table", house.slug, code, key)
    told = about(house, day) | {"table": found, "sign": say_sign(found), "form": form, "offers": offers}
    is_wrong = bool(form.errors) or offers.is_bound
    return render(request, "meetings/team/table.html", told, status=422 if is_wrong else 200)


def _offers(request: HttpRequest, day: MeetingDay, found: Table) -> BaseFormSet[OfferForm]:
    is_sent = request.method == "POST" and "offers" in request.POST
    initial = [offer_typed(each) for each in found.offers.all()]
    return OffersForm(request.POST if is_sent else None, initial=initial, form_kwargs={"day": day}, prefix="offer")


def _wrote(request: HttpRequest, day: MeetingDay, found: Table, offers: BaseFormSet[OfferForm]) -> bool:
    """Write the offers that were sent; say whether it could be done."""
    if not offers.is_valid():
        return False
    wanted: list[WantedOffer] = [each for form in offers if (each := form.wanted()) is not None]
    try:
        write_offers(day, found, wanted, staff_of(request))
    except Refusal as refusal:
        offers.forms[0].add_error(None, str(refusal))
        return False
    return True


@house_page(may_run_programme)
@require_POST
def remove(request: HttpRequest, house: House, code: str, key: str) -> HttpResponse:
    """Take a table away."""
    day = day_of(house, code)
    found = _table(Table.objects.filter(day=day), key)
    try:
        remove_table(day, found.pk, staff_of(request))
    except Refusal as refusal:
        form = TableForm(day=day, house=house, initial=table_typed(found))
        offers = _offers(request, day, found)
        told = about(house, day) | {
            "table": found, "sign": say_sign(found), "form": form, "offers": offers, "said": str(refusal)
        }  # fmt: skip
        return render(request, "meetings/team/table.html", told, status=422)
    return redirect("meetings-staff:day", house.slug, code)


@partner_page(may_edit_partner)
def of_partner(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Show the tables of ``partner`` on coming days, and on those after which names given to them may still be read."""
    language, now = language_of_page(), timezone.now()
    tables = (
        Table.objects.filter(partner=partner, day__session__ends__gt=now - NAMED)
        .select_related("day__session__event__house")
        .prefetch_related("day__session__event__texts", "offers")
        .order_by("day__session__starts", "key")
    )
    lines = [
        (
            each,
            say_sign(each),
            say_title(each.day, language),
            say_date(each.day, language),
            each.day.session.ends <= now,
        )
        for each in tables
    ]
    return render(request, "meetings/team/partner.html", {"partner": partner, "lines": lines})


@partner_page(may_edit_partner)
@require_http_methods(BOTH)
def own_table(request: HttpRequest, partner: Partner, code: str, key: str) -> HttpResponse:
    """Change one's own table, or what it offers; never its place in the hall, and never whose it is."""
    days = MeetingDay.objects.select_related("session__event__house").prefetch_related("session__event__texts")
    day = get_object_or_404(days, session__code=code, tables__partner=partner, tables__key=key)
    found = _table(Table.objects.filter(day=day, partner=partner), key)
    is_table = request.method == "POST" and "offers" not in request.POST
    form = OwnTableForm(request.POST if is_table else None, day=day, initial=table_typed(found))
    offers = _offers(request, day, found)
    if is_table and form.is_valid() and _changed(request, day, found, form):
        return redirect("meetings-staff:own_table", partner.slug, code, key)
    if offers.is_bound and _wrote(request, day, found, offers):
        return redirect("meetings-staff:own_table", partner.slug, code, key)
    told = about(day.session.event.house, day) | {
        "partner": partner,
        "table": found,
        "sign": say_sign(found),
        "form": form,
        "offers": offers,
    }
    is_wrong = bool(form.errors) or offers.is_bound
    return render(request, "meetings/team/own_table.html", told, status=422 if is_wrong else 200)


def _changed(request: HttpRequest, day: MeetingDay, found: Table, form: OwnTableForm) -> bool:
    try:
        write_table(day, found, _within_places(form.wanted(found)), staff_of(request))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _within_places(wanted: WantedTable) -> WantedTable:
    """Let fewer people at the table hold fewer places: the team held them, and the partner does not see that."""
    slots = set(wanted.slots)
    kept = (held for held in wanted.held if not slots or held.slot in slots)
    return replace(wanted, held=tuple(replace(each, places=min(each.places, wanted.interviewers)) for each in kept))
