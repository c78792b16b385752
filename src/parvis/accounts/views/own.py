"""What is one's own: the workspace, the places where one is signed in, the recovery codes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from parvis.accounts.domain.pages import recent_step_page, staff_of, staff_page
from parvis.accounts.domain.sealing import fingerprint
from parvis.accounts.domain.showing import links_for, waiting_for
from parvis.accounts.domain.signing import recovery_codes_of
from parvis.accounts.forms import LabelForm
from parvis.accounts.models import StaffSession


@staff_page
def workspace(request: HttpRequest) -> HttpResponse:
    """Show what waits, and where one may go."""
    staff = staff_of(request)
    told = {"staff": staff, "waiting": waiting_for(staff), "sections": links_for(staff)}
    return render(request, "accounts/workspace.html", told)


@staff_page
def sessions(request: HttpRequest) -> HttpResponse:
    """List the places where one is signed in; name this one."""
    own = StaffSession.objects.standing(timezone.now()).filter(staff=staff_of(request), is_whole=True)
    here = fingerprint(request.session.session_key or "")
    form = LabelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        own.filter(key_hash=here).update(label=form.cleaned_data["label"])
        return redirect("accounts:sessions")
    return render(request, "accounts/sessions.html", {"sign_ins": list(own), "here": here, "form": form})


@staff_page
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own sessions."""
    own = get_object_or_404(StaffSession, pk=number, staff=staff_of(request))
    if request.method == "POST":
        own.delete()
    return redirect("accounts:sessions")


@recent_step_page("accounts:recovery-codes")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show recovery codes to print, after a press of the button (it makes them when there are none)."""
    codes = recovery_codes_of(staff_of(request)) if request.method == "POST" else []
    return render(request, "accounts/recovery_codes.html", {"codes": codes})
