"""The door of every page of staff: signed in, with the second step taken."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.domain.sealing import fingerprint
from parvis.accounts.domain.sessions import STEP_AT, WHOLE
from parvis.accounts.models import Staff, StaffSession
from parvis.core.domain.kept_forms import kept_form

View = Callable[..., HttpResponseBase]
#: How long ago the second step was taken at most where keys of the account itself are handled.
RECENT = datetime.timedelta(minutes=10)
_BY_ITSELF = "_by_itself"


def is_signed_in(request: HttpRequest) -> bool:
    """Say whether a member of staff asks, past the second step."""
    return isinstance(getattr(request, "user", None), Staff)


def staff_of(request: HttpRequest) -> Staff:
    """Return who asks, on a page behind ``staff_page``."""
    return cast("Staff", request.user)


def keep_asleep(request: HttpRequest) -> None:
    """Let ``request`` not count as use of its session: an open page makes it, and perhaps nobody is there."""
    setattr(request, _BY_ITSELF, True)


def is_by_itself(request: HttpRequest) -> bool:
    """Say whether ``keep_asleep`` was asked for."""
    return getattr(request, _BY_ITSELF, False)


def asked_by_itself(view: View) -> View:
    """Mark a view that only an open page asks, every few seconds."""

    @wraps(view)
    def marked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        keep_asleep(request)
        return view(request, *args, **kwargs)

    return marked


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the sign-in page, and back here afterwards."""
    query = f"?{urlencode({'next': request.path})}" if request.method in {"GET", "HEAD"} else ""
    return HttpResponseRedirect(reverse("accounts:sign-in") + query)


def staff_page(view: View) -> View:
    """Let only staff in who have taken the second step; everybody else is led to the sign-in page, with what they typed where a form keeps it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if is_signed_in(request):
            return view(request, *args, **kwargs)
        kept = kept_form(request)
        if kept is not None and kept.has_text:
            return render(request, "accounts/locked_form.html", {"kept": kept}, status=403)
        return to_sign_in(request)

    return guarded


def recent_step_page(name: str) -> Callable[[View], View]:
    """Let only staff in who took the second step within RECENT; of others the session locks, the step is asked, and the page ``name`` follows.

    An open session alone, left at a desk or stolen, must not be enough to change what opens the account.
    """

    def guard(view: View) -> View:
        @staff_page
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if _took_step_lately(request):
                return view(request, *args, **kwargs)
            request.user = AnonymousUser()
            query = urlencode({"next": reverse(name)})
            response = HttpResponseRedirect(f"{reverse('accounts:second-step')}?{query}")
            response.delete_cookie(settings.AWAKE_COOKIE_NAME, samesite="Strict")
            return response

        return guarded

    return guard


def _took_step_lately(request: HttpRequest) -> bool:
    """Say whether the session began, or was unlocked by the second step, within RECENT."""
    now = timezone.now()
    if float(request.session.get(STEP_AT, 0)) >= (now - RECENT).timestamp():
        return True
    since = now + WHOLE - RECENT
    here = fingerprint(request.session.session_key or "")
    return StaffSession.objects.filter(key_hash=here, is_whole=True, ends_at__gte=since).exists()
