"""Seven days after a meeting day all about its seekers goes; the sums stay. A revealed name goes on the day after its own end."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from parvis.meetings.domain.after.tallying import count_day
from parvis.meetings.domain.locking import locked
from parvis.meetings.enums import DayState
from parvis.meetings.models import Meeting, MeetingDay, Plan, Reveal, Seeker, Table, Wish


def purge(now: datetime.datetime) -> int:
    """Remove what nobody may keep at ``now``; return how many seekers and revealed names went.

    A day that was forgotten is looked at again where anybody is left: it may have been moved and used afterwards. A day that cannot be
    forgotten now stops no other; what stopped it is raised at the end.
    """
    number, failed = _forget_names(now), []
    is_left = Q(forgotten_on__isnull=True) | Exists(Seeker.objects.filter(day=OuterRef("pk")))
    for day in list(MeetingDay.objects.to_forget(now).filter(is_left).order_by("pk").values_list("pk", flat=True)):
        try:
            number += _forget(day, now)
        except Exception as error:  # noqa: BLE001 - of whatever kind: the others must go, and this one is told
            failed.append(error)
    if failed:
        raise failed[0]
    return number


def _forget_names(now: datetime.datetime) -> int:
    """Remove names whose last day is over on the clock of their house; return how many went."""
    zone, number = "table__day__session__time_zone", 0
    for name in Reveal.objects.order_by(zone).values_list(zone, flat=True).distinct():
        over = Reveal.objects.filter(**{zone: name}, until__lt=now.astimezone(ZoneInfo(name)).date())
        number += over.delete()[0]
    return number


def _forget(pk: int, now: datetime.datetime) -> int:
    """Remove all about the seekers of a day; the screens of its tables go dark. Return how many seekers went."""
    with locked(pk) as day:
        if day.state not in {DayState.DRAFT, DayState.OVER}:
            count_day(day)
        Wish.objects.filter(seeker__day=day).delete()
        Meeting.objects.filter(day=day).delete()
        number, _each = Seeker.objects.filter(day=day).delete()
        Plan.objects.filter(day=day).update(meetings=[], unserved=[])
        Table.objects.filter(day=day).update(screen=None, card=[])
        day.forgotten_on = day.local_day(now)
        if day.state != DayState.DRAFT:
            day.state = DayState.OVER
        day.save(update_fields=["state", "forgotten_on"])
    return number
