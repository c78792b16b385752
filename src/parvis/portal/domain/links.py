"""The slip in the navigation of staff."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.network.domain.rights import houses_where, may_sit_at_desk


def links(staff: Staff) -> list[StaffLink]:
    """Return the slips that ``staff`` can put together."""
    return [
        StaffLink(
            house.name, _("The slip to take home"), reverse("portal-staff:slip", args=(house.slug,)), Task.VISITORS
        )
        for house in houses_where(staff, may_sit_at_desk)
    ]
