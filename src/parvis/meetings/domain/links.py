"""Meeting days in the navigation of staff, what waits, and the words of these acts."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.core.said import say
from parvis.meetings.domain.saying import say_title
from parvis.meetings.enums import DayState
from parvis.meetings.models import MeetingDay
from parvis.network.domain.rights import houses_where, may_keep_door, may_run_programme, partners_of

ACT_WORDS: dict[str, Promise | str] = {
    "meetings.made": gettext_lazy("made a meeting day"),
    "meetings.changed": gettext_lazy("changed a meeting day"),
    "meetings.opened": gettext_lazy("opened a meeting day"),
    "meetings.closed": gettext_lazy("hid a meeting day again"),
    "meetings.begun": gettext_lazy("began a meeting day"),
    "meetings.ended": gettext_lazy("ended a meeting day"),
    "meetings.table": gettext_lazy("wrote a table of a meeting day"),
    "meetings.table_removed": gettext_lazy("took a table of a meeting day away"),
    "meetings.offers": gettext_lazy("wrote what a table offers"),
    "meetings.imported": gettext_lazy("took in a file of a meeting day"),
    "meetings.drafted": gettext_lazy("planned a meeting day"),
    "meetings.names_read": gettext_lazy("opened the names given to a table"),
    "meetings.published": gettext_lazy("published the plan of a meeting day"),
}
#: A day that is open and has no plan waits so long ahead.
AHEAD = datetime.timedelta(days=3)


def links(staff: Staff) -> list[StaffLink]:
    """Return the meeting days of each house, for its reception those of today, and the tables of each partner."""
    return [
        *(
            StaffLink(
                house.name,
                gettext_lazy("Meeting day today"),
                reverse("meetings-staff:today", args=(house.slug,)),
                Task.VISITORS,
            )
            for house in houses_where(staff, may_keep_door)
        ),
        *(
            StaffLink(
                house.name,
                gettext_lazy("Meeting days"),
                reverse("meetings-staff:days", args=(house.slug,)),
                Task.PROGRAMME,
            )
            for house in houses_where(staff, may_run_programme)
        ),
        *(
            StaffLink(
                say(partner.name, get_language() or "en").text,
                gettext_lazy("Our tables on meeting days"),
                reverse("meetings-staff:partner", args=(partner.slug,)),
                Task.PROGRAMME,
            )
            for partner in partners_of(staff)
        ),
    ]


def waiting(staff: Staff) -> list[Waiting]:
    """Return the days that begin soon and have no plan yet."""
    houses = {house.pk: house for house in houses_where(staff, may_run_programme)}
    if not houses:
        return []
    now = timezone.now()
    soon = MeetingDay.objects.filter(
        state=DayState.OPEN,
        session__event__house__in=houses,
        session__starts__range=(now, now + AHEAD),
    )
    return [
        Waiting(
            _("%(title)s has no plan yet") % {"title": say_title(day, get_language() or "en").text},
            reverse("meetings-staff:plan", args=(houses[day.session.event.house_id].slug, day.session.code)),
            day.local_day(now),
        )
        for day in soon.select_related("session__event").prefetch_related("session__event__texts")
    ]
