"""What a desk says of itself now: one press, one row written over, gone with the half-day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.network.models import Desk, House
from parvis.rota.domain.revising import rota_moved
from parvis.rota.enums import ChairState
from parvis.rota.models import Standing
from parvis.rota.rules import MOST_PEOPLE, half_of


def standings_now(house: House, now: datetime.datetime) -> list[Standing]:
    """Return what the desks of ``house`` say at ``now``; a chair that should be back by now says nothing. One question."""
    local = now.astimezone(ZoneInfo(house.time_zone))
    return list(Standing.objects.at(house).holding(local).order_by("desk", "chair"))


@transaction.atomic
def say_standing(
    desk: Desk,
    chair: int,
    state: ChairState,
    languages: Iterable[str] = (),
    back_at: datetime.time | None = None,
) -> Standing:
    """Say that a chair of ``desk`` is free, talking, or back at a time of today; it holds until the half-day ends.

    It is said by the desk: who pressed is kept nowhere, and neither is when.
    """
    house = desk.house
    local = timezone.now().astimezone(ZoneInfo(house.time_zone))
    if not 1 <= chair <= MOST_PEOPLE:
        raise Refusal(_("A desk has at most %(most)d chairs.") % {"most": MOST_PEOPLE})
    if state == ChairState.BACK:
        _refuse_odd_return(local, back_at)
    wanted = {
        "state": state,
        "back_at": back_at if state == ChairState.BACK else None,
        "languages": list(dict.fromkeys(languages)),
        "day": local.date(),
        "half": half_of(local),
    }
    rota_moved(house)
    return Standing.objects.update_or_create(desk=desk, chair=chair, defaults=wanted)[0]


def _refuse_odd_return(local: datetime.datetime, back_at: datetime.time | None) -> None:
    if back_at is None:
        raise Refusal(_("Say when this chair is back, for example 14:30."))
    if back_at <= local.time():
        raise Refusal(_("This time is over already."))


@transaction.atomic
def leave_chair(desk: Desk, chair: int) -> None:
    """Take away what a chair says: the board then shows what is planned."""
    rota_moved(desk.house)
    Standing.objects.filter(desk=desk, chair=chair).delete()


def returns(local: datetime.datetime, number: int = 4) -> list[datetime.time]:
    """Return the next quarters of an hour, at least five minutes ahead, at which a chair may say that it is back today."""
    first = local.replace(second=0, microsecond=0, tzinfo=None) + datetime.timedelta(minutes=5)
    first += datetime.timedelta(minutes=-first.minute % 15)
    quarters = (first + datetime.timedelta(minutes=15 * step) for step in range(number))
    return [each.time() for each in quarters if each.date() == local.date()]
