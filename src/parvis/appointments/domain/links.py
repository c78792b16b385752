"""Appointments in the navigation of staff, and the words of their acts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.network.domain.rights import houses_where, may_sit_at_desk

ACT_WORDS: dict[str, Promise | str] = {
    "appointments.made": _("made slots for appointments"),
    "appointments.dropped": _("took slots for appointments away"),
    "appointments.link": _("changed the address of a video room"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return where ``staff`` can give appointments."""
    return [
        StaffLink(house.name, _("Appointments"), reverse("appointments-staff:slots", args=(house.slug,)), Task.VISITORS)
        for house in houses_where(staff, may_sit_at_desk)
    ]
