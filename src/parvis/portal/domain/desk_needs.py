"""What the desks of a house are understood to answer, for the team that writes their signs."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.models import Staff
from parvis.core.said import Said, say
from parvis.network.domain.rights import houses_where, may_run_programme
from parvis.network.models import House
from parvis.search.domain.needs.desks import by_need
from parvis.search.domain.needs.finding import title

#: A desk answers a need when it does so at least this well beside the others.
ANSWERS = 0.4


@dataclass(frozen=True)
class Row:
    """A need, the desks that answer it, and those that are only the nearest; both empty: a person answers."""

    title: str
    answered_by: tuple[Said, ...]
    nearest: tuple[Said, ...]


def rows(house: House, language: str) -> list[Row]:
    """Return what the published desks of ``house`` answer, need by need; one question."""
    desks = list(house.desks.all())
    signs = {desk.pk: say(desk.question, language) for desk in desks}
    found = []
    for need, shares in by_need(desks).items():
        strong = sorted((pk for pk, (share, _) in shares.items() if share >= ANSWERS), key=lambda pk: -shares[pk][0])
        far = {pk for pk in strong if shares[pk][1]}
        answered = tuple(signs[pk] for pk in strong if pk not in far)
        found.append(Row(title(need, language), answered, tuple(signs[pk] for pk in strong if pk in far)))
    return found


def links(staff: Staff) -> list[StaffLink]:
    """Return the link of each house whose programme ``staff`` runs."""
    return [
        StaffLink(house.name, _("What the desks answer"), reverse("portal-staff:desk_needs", args=(house.slug,)))
        for house in houses_where(staff, may_run_programme)
    ]
