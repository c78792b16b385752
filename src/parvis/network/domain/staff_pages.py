"""The doors of pages that belong to a house or a partner: the right is asked before the view runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from parvis.accounts.domain.pages import View, staff_of, staff_page
from parvis.accounts.models import Staff
from parvis.network.models import House, Partner

#: Whose page it is, named in its address by a slug.
Owner = TypeVar("Owner", House, Partner)


def house_page(may: Callable[[Staff, House], bool]) -> Callable[[View], View]:
    """Open a page under ``staff/houses/<slug:house>/`` to staff for whom ``may`` holds; the view receives the House."""
    return _page_of(House, "house", may)


def partner_page(may: Callable[[Staff, Partner], bool]) -> Callable[[View], View]:
    """Open a page under ``staff/partners/<slug:partner>/`` to staff for whom ``may`` holds; the view receives the Partner."""
    return _page_of(Partner, "partner", may)


def _page_of(model: type[Owner], name: str, may: Callable[[Staff, Owner], bool]) -> Callable[[View], View]:
    """Return a door: 404 for an owner that is not there, 403 with a sentence for who may not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **named: object) -> HttpResponseBase:
            found = model.objects.filter(slug=named.pop(name)).first()
            if found is None:
                raise Http404
            return view(request, found, **named) if may(staff_of(request), found) else refused(request)

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
