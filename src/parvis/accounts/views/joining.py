"""A one-time link: set a password, then the second step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from parvis.accounts.domain.inviting import accept, found
from parvis.accounts.domain.sessions import PENDING
from parvis.accounts.domain.signing import has_second_step
from parvis.accounts.forms import PasswordForm
from parvis.core.refusal import Refusal


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form of a usable link; set the password and go on to the second step."""
    invitation = found(token)
    if invitation is None:
        return render(request, "accounts/join.html", {"staff": None}, status=410)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            staff = accept(token, form.cleaned_data["password"])
        except Refusal as refusal:
            form.add_error("password", str(refusal))
        else:
            request.session.flush()
            request.session[PENDING] = staff.pk
            return redirect("accounts:second-step" if has_second_step(staff) else "accounts:enrol")
    return render(request, "accounts/join.html", {"staff": invitation.staff, "form": form})
