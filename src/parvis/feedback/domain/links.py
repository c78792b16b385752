"""The exit cards in the navigation of staff."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.core.said import say
from parvis.network.domain.rights import houses_where, may_run_programme, partners_of


def links(staff: Staff) -> list[StaffLink]:
    """Return the results that ``staff`` may read."""
    found = [
        StaffLink(
            house.name, _("What visitors said"), reverse("feedback-staff:house", args=(house.slug,)), Task.FIGURES
        )
        for house in houses_where(staff, may_run_programme)
    ]
    return found + [
        StaffLink(
            say(partner.name, get_language() or "en").text,
            _("What visitors said"),
            reverse("feedback-staff:partner", args=(partner.slug,)),
        )
        for partner in partners_of(staff)
    ]
