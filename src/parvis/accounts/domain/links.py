"""One's own links in the navigation, and the words of this room's acts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff

ACT_WORDS: dict[str, Promise | str] = {
    "account.invited": _("invited a colleague"),
    "account.joined": _("accepted an invitation"),
    "account.second-step": _("set up a second step"),
    "account.second-step-named": _("renamed a second step"),
    "account.second-step-removed": _("removed a second step"),
    "account.unlocked": _("unlocked an account"),
    "account.recovery-asked": _("asked for the recovery of an account"),
    "account.recovery-confirmed": _("confirmed the recovery of an account"),
    "account.recovered": _("came back after losing a device"),
    "account.closed": _("closed an account"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return what everybody has."""
    del staff
    return [
        StaffLink("", _("My workspace"), reverse("accounts:workspace"), Task.OWN),
        StaffLink("", _("Where I am signed in"), reverse("accounts:sessions"), Task.OWN),
        StaffLink("", _("My second steps"), reverse("accounts:devices"), Task.OWN),
        StaffLink("", _("My recovery codes"), reverse("accounts:recovery-codes"), Task.OWN),
    ]
