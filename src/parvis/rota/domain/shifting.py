"""Planning shifts: add, change from a day on, end, and what is otherwise on one date. What was before a day stays as it was."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.network.domain.hours import ONE_DAY
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk, House, Partner, Partnership
from parvis.rota.domain.revising import rota_moved
from parvis.rota.enums import SwapState
from parvis.rota.models import Shift, ShiftException, Swap
from parvis.rota.rules import LONGEST, MOST_PEOPLE, lasts

#: Shifts that one act may add, and how far a plan may reach.
MOST_ADDED, FARTHEST = 60, datetime.timedelta(days=5 * 366)
_FIELDS = ("desk", "partner", "languages", "people", "begins", "ends", "every_weeks")


@dataclass(frozen=True)
class Wanted:
    """A shift as it is wanted; the words are those of the table."""

    desk: Desk
    partner: Partner | None
    begins: datetime.time
    ends: datetime.time
    first_day: datetime.date
    languages: tuple[str, ...] = ()
    people: int = 1
    every_weeks: int = 1
    last_day: datetime.date | None = None

    @property
    def ends_on(self) -> datetime.date | None:
        """Return the last day: the first, of a shift on one day only."""
        return self.last_day if self.every_weeks else self.first_day


def on_weekdays(wanted: Wanted, weekdays: Iterable[int]) -> list[Wanted]:
    """Return ``wanted`` once for each of ``weekdays`` (1 Monday … 7 Sunday), from its first day on; itself for none."""
    found = [
        replace(wanted, first_day=wanted.first_day + ((day - wanted.first_day.isoweekday()) % 7) * ONE_DAY)
        for day in sorted(set(weekdays))
    ]
    return [each for each in found if each.last_day is None or each.first_day <= each.last_day] or [wanted]


def refuse_odd_times(begins: datetime.time, ends: datetime.time) -> None:
    """Refuse times that no shift has."""
    if begins == ends:
        raise Refusal(_("It ends when it begins. Write from when to when, for example 9:00-12:30."))
    if lasts(begins, ends) > LONGEST:
        raise Refusal(_("This is longer than %(hours)d hours. Check the times.") % {"hours": LONGEST.seconds // 3600})


def refuse_odd(house: House, wanted: Wanted) -> None:
    """Refuse what no shift of ``house`` can be."""
    refuse_odd_times(wanted.begins, wanted.ends)
    if wanted.desk.house_id != house.pk:
        raise Refusal(_("This desk belongs to another house."))
    if not 1 <= wanted.people <= MOST_PEOPLE:
        raise Refusal(_("One to %(most)d people can sit in one shift.") % {"most": MOST_PEOPLE})
    today = today_at(house, timezone.now())
    if abs(wanted.first_day - today) > FARTHEST or (wanted.last_day and abs(wanted.last_day - today) > FARTHEST):
        raise Refusal(_("This day is too far away."))
    if wanted.last_day and wanted.last_day < wanted.first_day:
        raise Refusal(_("The last day comes before the first."))
    if wanted.partner and not Partnership.objects.filter(house=house, partner=wanted.partner).exists():
        raise Refusal(_("This partner has no tie to this house."))


@transaction.atomic
def add_shifts(house: House, several: Iterable[Wanted], *, by: Staff) -> list[Shift]:
    """Add shifts to the rota of ``house``; all of them or, with a sentence, none."""
    wished = list(several)
    if len(wished) > MOST_ADDED:
        raise Refusal(_("Too many shifts at once."))
    for wanted in wished:
        refuse_odd(house, wanted)
    rota_moved(house)
    made = [new_shift(wanted) for wanted in wished]
    for shift in made:
        shift.save()
    record(by, "rota.planned", code=made[0].desk.key if made else "", house=house.slug)
    return made


def new_shift(wanted: Wanted) -> Shift:
    """Return the row of ``wanted``, not written yet."""
    return Shift(
        **{name: getattr(wanted, name) for name in _FIELDS if name != "languages"},
        languages=list(wanted.languages),
        first_day=wanted.first_day,
        last_day=wanted.ends_on,
    )


def _locked(house: House, number: int) -> Shift:
    """Return a shift of ``house`` behind its lock; refuse when a colleague has removed it meanwhile."""
    rota_moved(house)
    shift = Shift.objects.at(house).select_related("desk", "partner").filter(pk=number).first()
    if shift is None:
        raise Refusal(_("A colleague has removed this shift meanwhile."))
    return shift


@transaction.atomic
def change_shift(house: House, number: int, wanted: Wanted, *, by: Staff) -> Shift:
    """Change a shift from ``wanted.first_day`` on; the dates before stay as they were, in a row of their own.

    Exceptions and swaps of later dates stay with the dates that are still planned; the others go.
    """
    refuse_odd(house, wanted)
    shift = _locked(house, number)
    is_from_the_start = not _has_date_before(shift, wanted.first_day)
    changed = shift if is_from_the_start else new_shift(wanted)
    if is_from_the_start:
        for name in _FIELDS:
            setattr(shift, name, list(wanted.languages) if name == "languages" else getattr(wanted, name))
        shift.first_day, shift.last_day, shift.is_sample = wanted.first_day, wanted.ends_on, False
        shift.save()
    else:
        changed.save()
        _end_before(shift, wanted.first_day)
    _carry_over(shift, changed, wanted.first_day)
    record(by, "rota.changed", code=changed.desk.key, house=house.slug)
    return changed


def _has_date_before(shift: Shift, day: datetime.date) -> bool:
    return shift.first_day < day


def _end_before(shift: Shift, day: datetime.date) -> None:
    """End ``shift`` before ``day``."""
    if shift.last_day is None or shift.last_day >= day:
        shift.last_day = day - ONE_DAY
        shift.save(update_fields=["last_day"])


def _carry_over(old: Shift, new: Shift, since: datetime.date) -> None:
    """Give what is said of dates of ``old`` from ``since`` on to ``new`` where it has that date; remove the rest."""
    for rows in (ShiftException.objects.filter(shift=old), Swap.objects.filter(shift=old)):
        kept = []
        for pk, day in rows.filter(day__gte=since).order_by("pk").values_list("pk", "day"):
            if new.takes_place_on(day):
                kept.append(pk)
        rows.filter(day__gte=since).exclude(pk__in=kept).delete()
        rows.filter(pk__in=kept).update(shift=new)


@transaction.atomic
def end_shift(house: House, number: int, since: datetime.date, *, by: Staff) -> None:
    """Take a shift away from the day ``since`` on; a shift that has no date before it goes altogether."""
    shift = _locked(house, number)
    if _has_date_before(shift, since):
        _end_before(shift, since)
        ShiftException.objects.filter(shift=shift, day__gte=since).delete()
        Swap.objects.filter(shift=shift, day__gte=since).delete()
    else:
        shift.delete()
    record(by, "rota.ended", code=shift.desk.key, house=house.slug)


@dataclass(frozen=True)
class Otherwise:
    """One date that is not as planned: nobody comes (``times`` None), or at other times; ``reason`` for colleagues."""

    times: tuple[datetime.time, datetime.time] | None = None
    reason: str = ""


@transaction.atomic
def except_day(house: House, number: int, day: datetime.date, otherwise: Otherwise | None, *, by: Staff) -> None:
    """Say that the date ``day`` of a shift is ``otherwise``; None: as planned after all."""
    if otherwise and otherwise.times:
        refuse_odd_times(*otherwise.times)
    shift = _locked(house, number)
    if not shift.takes_place_on(day):
        raise Refusal(_("This shift has no date on that day."))
    if otherwise is None:
        ShiftException.objects.filter(shift=shift, day=day).delete()
    else:
        begins, ends = otherwise.times or (None, None)
        ShiftException.objects.update_or_create(
            shift=shift, day=day, defaults={"begins": begins, "ends": ends, "reason": otherwise.reason}
        )
        if otherwise.times is None:  # nobody comes: nothing is left to take
            Swap.objects.asked().filter(shift=shift, day=day).update(state=SwapState.WITHDRAWN)
    record(by, "rota.otherwise", code=shift.desk.key, house=house.slug)
