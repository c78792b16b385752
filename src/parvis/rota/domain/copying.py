"""Copying a week of the rota to another: for houses that plan each week anew."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.network.domain.hours import ONE_DAY
from parvis.network.models import House
from parvis.rota.domain.occurring import occurrences, rota_of
from parvis.rota.domain.revising import rota_moved
from parvis.rota.domain.shifting import Wanted, new_shift, refuse_odd


@transaction.atomic
def copy_week(house: House, monday: datetime.date, to: datetime.date, *, by: Staff) -> int:
    """Plan the dates of the week of ``monday`` in the week of ``to`` too, each on one day only; dates that are planned there
    already are left. Return how many were added; refuse when there is nothing to copy."""
    if monday == to:
        raise Refusal(_("Choose another week to copy to."))
    rota_moved(house)
    last = monday + 6 * ONE_DAY
    wished = occurrences(rota_of(house, monday, last), monday, last)
    if not wished:
        raise Refusal(_("Nothing is planned in this week."))
    there = occurrences(rota_of(house, to, to + 6 * ONE_DAY), to, to + 6 * ONE_DAY, with_away=True)
    known = {(each.desk, each.day, each.shift.begins, each.shift.ends, each.shift.partner_id) for each in there}
    made = 0
    for each in wished:
        day, shift = each.day + (to - monday), each.shift
        if (shift.desk_id, day, shift.begins, shift.ends, shift.partner_id) in known:
            continue
        wanted = Wanted(
            shift.desk,
            shift.partner,
            shift.begins,
            shift.ends,
            day,
            tuple(shift.languages),
            shift.people,
            every_weeks=0,
        )
        refuse_odd(house, wanted)
        new_shift(wanted).save()
        made += 1
    if made:
        record(by, "rota.copied", house=house.slug)
    return made


def said_copied(number: int) -> str:
    """Say how many dates were copied."""
    if not number:
        return _("Everything of this week is planned there already.")
    return ngettext("%(number)d date was copied.", "%(number)d dates were copied.", number) % {"number": number}
