"""The links to what a house publishes, what waits to be read, and the words of these acts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.models import Staff
from parvis.core.enums import VersionState
from parvis.network.domain.rights import houses_where, may_coordinate, may_manage, may_run_programme
from parvis.network.models import HouseVersion

ACT_WORDS: dict[str, Promise | str] = {
    "house.drafted": _("changed the draft of the house’s page"),
    "house.handed-in": _("handed in the draft of the house’s page"),
    "house.taken-back": _("took back the draft of the house’s page"),
    "house.sent-back": _("sent back the draft of the house’s page"),
    "house.taken-up": _("took up in the draft what was published meanwhile"),
    "house.set-aside": _("set the draft of the house’s page aside"),
    "house.restored": _("brought back an earlier version of the house’s page"),
    "house.published": _("published the house’s page"),
    "house.founded": _("wrote a new house into the network"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the links to the content of each house that ``staff`` may write, and to founding one."""
    found = [
        StaffLink(house.name, _("The house’s page"), reverse("content:overview", args=(house.slug,)))
        for house in houses_where(staff, may_run_programme)
    ]
    if may_coordinate(staff):
        found.append(StaffLink("", _("Write down a new house"), reverse("content:found")))
    return found


def waiting(staff: Staff) -> list[Waiting]:
    """Return what was handed in at houses that ``staff`` manages, and what came back to those that write."""
    houses = {house.pk: house for house in houses_where(staff, may_run_programme)}
    if not houses:
        return []
    versions = HouseVersion.objects.filter(subject__in=houses, state__in=(VersionState.DRAFT, VersionState.REVIEW))
    found = []
    for number, state, answer, since in versions.values_list("subject", "state", "answer", "changed_at"):
        house = houses[number]
        if state == VersionState.REVIEW and may_manage(staff, house):
            words = _("%(house)s: a draft of its page waits to be read and published")
        elif state == VersionState.DRAFT and answer:
            words = _("%(house)s: the draft of its page came back with a sentence")
        else:
            continue
        found.append(Waiting(words % {"house": house.name}, reverse("content:overview", args=(house.slug,)), since))
    return found
