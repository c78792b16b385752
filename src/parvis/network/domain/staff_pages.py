"""The doors of pages that belong to a house or a partner: the right is asked before the view runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from parvis.accounts.domain.pages import View, staff_of, staff_page
from parvis.accounts.models import Staff
from parvis.network.models import House, Partner

MayHouse = Callable[[Staff, House], bool]
MayPartner = Callable[[Staff, Partner], bool]


def house_page(may: MayHouse) -> Callable[[View], View]:
    """Open a page under ``staff/houses/<slug:house>/`` to staff for whom ``may`` holds; the view receives the House.

    404 for a house that is not there, 403 with a sentence for who may not.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, house: str, **rest: object) -> HttpResponseBase:
            found = House.objects.filter(slug=house).first()
            if found is None:
                raise Http404
            return view(request, found, **rest) if may(staff_of(request), found) else refused(request)

        return staff_page(guarded)

    return decorate


def partner_page(may: MayPartner) -> Callable[[View], View]:
    """Open a page under ``staff/partners/<slug:partner>/`` to staff for whom ``may`` holds; the view receives the Partner."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, partner: str, **rest: object) -> HttpResponseBase:
            found = Partner.objects.filter(slug=partner).first()
            if found is None:
                raise Http404
            return view(request, found, **rest) if may(staff_of(request), found) else refused(request)

        return staff_page(guarded)

    return decorate


def network_page(may: Callable[[Staff], bool]) -> Callable[[View], View]:
    """Open a page of the network to staff for whom ``may`` holds."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **rest: object) -> HttpResponseBase:
            return view(request, **rest) if may(staff_of(request)) else refused(request)

        return staff_page(guarded)

    return decorate


def refused(request: HttpRequest) -> HttpResponseBase:
    """Say that this page belongs to a post one does not hold, and who can give it."""
    return render(request, "accounts/refused.html", status=403)
