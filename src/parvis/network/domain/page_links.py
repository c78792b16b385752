"""The pages of houses that wait: for a manager to read them, for their writers to change them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts.domain.showing import Waiting
from parvis.accounts.models import Staff
from parvis.core.enums import VersionState
from parvis.network.domain.rights import houses_where, may_manage, may_run_programme
from parvis.network.models import PageVersion


def waiting(staff: Staff) -> list[Waiting]:
    """Return the pages handed in at houses that ``staff`` manages, and those that came back to whoever writes."""
    houses = {house.pk: house for house in houses_where(staff, may_run_programme)}
    if not houses:
        return []
    versions = PageVersion.objects.filter(
        subject__house__in=houses, state__in=(VersionState.DRAFT, VersionState.REVIEW)
    ).select_related("subject")
    found = []
    for version in versions:
        house, page = houses[version.subject.house_id], version.subject
        if version.state == VersionState.REVIEW and may_manage(staff, house):
            words = _("%(house)s: a draft of its page waits to be read and published")
        elif version.state == VersionState.DRAFT and version.answer:
            words = _("%(house)s: the draft of its page came back with a sentence")
        else:
            continue
        address = reverse("network-staff:page", args=(house.slug, page.slug))
        found.append(Waiting(words % {"house": house.name}, address, version.changed_at))
    return found
