"""The figures in the navigation of staff."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.network.domain.rights import houses_where, may_coordinate, may_read_figures


def links(staff: Staff) -> list[StaffLink]:
    """Return the figures that ``staff`` may read: of the own houses, of the network."""
    found = [
        StaffLink(house.name, gettext_lazy("Figures"), reverse("reporting:house", args=(house.slug,)), Task.FIGURES)
        for house in houses_where(staff, may_read_figures)
    ]
    if may_coordinate(staff):
        found.append(StaffLink(_("Network"), gettext_lazy("Figures"), reverse("reporting:network"), Task.FIGURES))
    return found
