"""Passkeys: the browser asks for a challenge by script, and the form sends the device's answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.accounts.domain.devices import devices_of, remove_device, rename_device
from parvis.accounts.domain.pages import is_signed_in, recent_step_page, staff_of, staff_page
from parvis.accounts.domain.passkeys import add_passkey, begin, begin_new, check_passkey
from parvis.accounts.domain.signing import has_second_step
from parvis.accounts.forms import LabelForm
from parvis.accounts.views.signing import let_in, whose
from parvis.core.refusal import Refusal


@require_POST
def challenge(request: HttpRequest) -> HttpResponse:
    """Give the challenge for signing in, or for a first device of somebody who has none."""
    staff = whose(request)
    if staff is None or is_signed_in(request):
        return JsonResponse({}, status=403)
    return JsonResponse(begin(request, staff) if has_second_step(staff) else begin_new(request, staff))


@require_POST
def answered(request: HttpRequest) -> HttpResponse:
    """Take the device's answer: open the session, or keep the first device and then open it."""
    staff = whose(request)
    if staff is None or is_signed_in(request):
        return redirect("accounts:sign-in")
    answer = str(request.POST.get("credential", ""))
    if has_second_step(staff):
        if check_passkey(request, staff, answer):
            return let_in(request, staff)
    elif add_passkey(request, staff, answer, _("First passkey")):
        response = let_in(request, staff)
        response.headers["Location"] = redirect("accounts:recovery-codes").headers["Location"]
        return response
    return render(request, "accounts/passkey_refused.html", status=400)


def _shown(request: HttpRequest, form: LabelForm | None = None, said: str = "") -> HttpResponse:
    told = {"form": form or LabelForm(), "devices": devices_of(staff_of(request)), "said": said}
    return render(request, "accounts/devices.html", told)


@recent_step_page("accounts:devices")
def devices(request: HttpRequest) -> HttpResponse:
    """Show one's second steps; add a passkey."""
    staff, form = staff_of(request), LabelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["label"] or _("Passkey")
        if add_passkey(request, staff, str(request.POST.get("credential", "")), name):
            return redirect("accounts:devices")
        form.add_error(None, _("The passkey could not be read. Try again."))
    return _shown(request, form)


@staff_page
@require_POST
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Give one of one's passkeys another name."""
    try:
        rename_device(staff_of(request), number, str(request.POST.get("name", "")))
    except Refusal as refusal:
        return _shown(request, said=str(refusal))
    return redirect("accounts:devices")


@recent_step_page("accounts:devices")
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take one of one's second steps away."""
    try:
        remove_device(staff_of(request), number)
    except Refusal as refusal:
        return _shown(request, said=str(refusal))
    return redirect("accounts:devices")


@staff_page
@require_POST
def challenge_new(request: HttpRequest) -> HttpResponse:
    """Give the challenge for one more passkey."""
    return JsonResponse(begin_new(request, staff_of(request)))
