"""The door of every page of staff: signed in, with the second step taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from parvis.accounts.models import Staff

View = Callable[..., HttpResponseBase]


def is_signed_in(request: HttpRequest) -> bool:
    """Say whether a member of staff asks, past the second step."""
    return isinstance(getattr(request, "user", None), Staff)


def staff_of(request: HttpRequest) -> Staff:
    """Return who asks, on a page behind ``staff_page``."""
    return cast("Staff", request.user)


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the sign-in page, and back here afterwards."""
    query = f"?{urlencode({'next': request.path})}" if request.method in {"GET", "HEAD"} else ""
    return HttpResponseRedirect(reverse("accounts:sign-in") + query)


def staff_page(view: View) -> View:
    """Let only staff in who have taken the second step; everybody else is led to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return view(request, *args, **kwargs) if is_signed_in(request) else to_sign_in(request)

    return guarded
