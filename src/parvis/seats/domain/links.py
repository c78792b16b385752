"""The door in the navigation of staff."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.models import Staff
from parvis.network.domain.rights import houses_of, may_keep_door


def links(staff: Staff) -> list[StaffLink]:
    """Return the doors that ``staff`` may keep."""
    return [
        StaffLink(house.name, _("The door today"), reverse("seats-staff:doors", args=(house.slug,)))
        for house in houses_of(staff)
        if may_keep_door(staff, house)
    ]
