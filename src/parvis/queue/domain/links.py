"""The line in the navigation of staff; the words of its acts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.network.domain.rights import houses_of, may_keep_door, may_manage, may_sit_at_desk
from parvis.queue.enums import Mode
from parvis.queue.models import Flow

ACT_WORDS: dict[str, Promise | str] = {"line.planned": _("changed how the house takes people in turn")}


def links(staff: Staff) -> list[StaffLink]:
    """Return the line and the reception of houses that give tickets, and for managers how the line works; one question."""
    houses = houses_of(staff)
    if not houses:
        return []
    giving = set(
        Flow.objects.filter(house__in=houses).exclude(mode=Mode.NOD).order_by().values_list("house", flat=True)
    )
    found = []
    for house in houses:
        if house.pk in giving and may_sit_at_desk(staff, house):
            found.append(
                StaffLink(
                    house.name,
                    _("Call the next person"),
                    reverse("queue-staff:tables", args=(house.slug,)),
                    Task.VISITORS,
                )
            )
        if house.pk in giving and may_keep_door(staff, house):
            found.append(
                StaffLink(
                    house.name, _("Give tickets"), reverse("queue-staff:reception", args=(house.slug,)), Task.VISITORS
                )
            )
        if may_manage(staff, house):
            found.append(
                StaffLink(house.name, _("How people wait"), reverse("queue-staff:settings", args=(house.slug,)))
            )
    return found
