"""Marks in the navigation of staff, and the words of the one act that is logged: noting never is."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.network.domain.rights import houses_where, may_mark

ACT_WORDS: dict[str, Promise | str] = {"marks.set-up": _("chose what interview marks ask")}


def links(staff: Staff) -> list[StaffLink]:
    """Return the pages on which ``staff`` may mark."""
    return [
        StaffLink(house.name, _("Mark an interview"), reverse("marks:page", args=(house.slug,)), Task.VISITORS)
        for house in houses_where(staff, may_mark)
    ]
