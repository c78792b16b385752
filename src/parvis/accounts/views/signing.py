"""Signing in and out. Nobody passes without the second step."""

from __future__ import annotations

import re

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth import SESSION_KEY, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.accounts.domain.pages import is_signed_in
from parvis.accounts.domain.sealing import seal, unseal
from parvis.accounts.domain.sessions import PENDING, STEP_AT
from parvis.accounts.domain.signing import check_code, check_first_step, enrol_totp, has_second_step, kinds_of
from parvis.accounts.forms import CodeForm, SignInForm
from parvis.accounts.models import Staff
from parvis.core.domain.qr import drawn_qr

BACKEND = "django.contrib.auth.backends.ModelBackend"
_NEXT = re.compile(r"/[a-z]{2,3}/staff/[\w/.-]*")
NEW_DEVICE = "new-device"


def onward(request: HttpRequest) -> str:
    """Return where somebody wanted to go: an address of staff, else nothing."""
    wanted = str(request.POST.get("next") or request.GET.get("next") or "")
    return wanted if _NEXT.fullmatch(wanted) else ""


def whose(request: HttpRequest) -> Staff | None:
    """Return who still has to take the second step: after the password, or in a session that was left alone."""
    found = request.session.get(PENDING) or request.session.get(SESSION_KEY)
    return Staff.objects.filter(pk=int(found), is_active=True).first() if found else None


def let_in(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Open the session: both steps are taken."""
    wanted = onward(request)
    login(request, staff, backend=BACKEND)
    request.session.pop(PENDING, None)
    request.session.pop(NEW_DEVICE, None)
    request.session[STEP_AT] = timezone.now().timestamp()
    return redirect(wanted or "accounts:workspace")


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    if is_signed_in(request):
        return redirect("accounts:workspace")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        staff = check_first_step(form.cleaned_data["email"], form.cleaned_data["password"])
        if staff:
            request.session.flush()
            request.session[PENDING] = staff.pk
            step = "accounts:second-step" if has_second_step(staff) else "accounts:enrol"
            wanted = onward(request)
            response = redirect(step)
            if wanted:
                response.headers["Location"] += f"?next={wanted}"
            return response
        form.add_error(
            None, _("Name and password do not fit, or there were too many tries. Wait a little and try again.")
        )
    return render(request, "accounts/sign_in.html", {"form": form, "next": onward(request)})


def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the device."""
    staff = whose(request)
    if staff is None:
        return redirect("accounts:sign-in")
    if not has_second_step(staff):
        return redirect("accounts:enrol")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if check_code(staff, form.cleaned_data["code"]):
            return let_in(request, staff)
        form.add_error("code", _("This code does not fit or was used before. Wait for the next one and try again."))
    told = {"form": form, "next": onward(request), "has_passkey": "webauthn" in kinds_of(staff)}
    return render(request, "accounts/second_step.html", told)


def enrol(request: HttpRequest) -> HttpResponse:
    """Set up the first device: a start by button (it makes the secret), then the code it shows."""
    staff = whose(request)
    if staff is None:
        return redirect("accounts:sign-in")
    if has_second_step(staff):
        return redirect("accounts:second-step")
    form = CodeForm(request.POST if "code" in request.POST else None)
    secret = unseal(str(request.session.get(NEW_DEVICE, "")))
    if request.method == "POST" and secret is None:
        request.session[NEW_DEVICE] = seal(generate_totp_secret())
        return redirect("accounts:enrol")
    if request.method == "POST" and secret and form.is_valid():
        if enrol_totp(staff, secret, form.cleaned_data["code"]):
            response = let_in(request, staff)
            response.headers["Location"] = redirect("accounts:recovery-codes").headers["Location"]
            return response
        form.add_error("code", _("This code does not fit. Wait for the next one and try again."))
    told: dict[str, object] = {"form": form, "secret": secret or ""}
    if secret:
        address = f"otpauth://totp/{staff.email}?secret={secret}&issuer=Parvis"
        told |= {"qr": drawn_qr(address), "address": address}
    return render(request, "accounts/enrol.html", told)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    request.session.flush()
    return redirect("accounts:sign-in")
