"""Who can open which desk's letters, for the page on which that is settled."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.accounts.models import Staff
from parvis.core.said import Said, say
from parvis.counsel.domain.desk_keys import keys_of, left_behind, officers_of
from parvis.counsel.domain.desks import takes_letters
from parvis.counsel.domain.officers import OpenOfficer
from parvis.counsel.models import DeskKey, LiveDesk, Officer
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.models import House


@dataclass(frozen=True)
class OfficerShown:
    """An officer of a desk. ``has_left``: no post at the house any more; the keys open nothing from that day on."""

    officer: Officer
    staff: Staff
    has_left: bool
    is_me: bool


@dataclass(frozen=True)
class DeskKeysShown:
    """A desk and its keys. ``opens_here``: the session at hand can open it; ``candidates`` could be admitted.

    ``can_begin_anew``: nobody else who works here can open it (desk_keys.begin_anew refuses otherwise).
    """

    code: str
    question: Said
    key: DeskKey | None
    sheet: Officer | None
    officers: tuple[OfficerShown, ...]
    candidates: tuple[Officer, ...]
    takes_letters: bool
    is_live: bool
    opens_here: bool
    is_mine: bool
    can_begin_anew: bool


def keys_shown(house: House, staff: Staff, opened: OpenOfficer | None, language: str) -> list[DeskKeysShown]:
    """Return the desks of ``house`` in their order."""
    of_staff = Officer.objects.filter(staff__is_active=True).select_related("staff").order_by("staff__name", "pk")
    sitting = [each for each in of_staff if each.staff and may_sit_at_desk(each.staff, house)]
    live = set(LiveDesk.objects.filter(desk__house=house).values_list("desk", flat=True))
    found = []
    for desk in house.desks.select_related("house").order_by("order", "key"):
        key = DeskKey.objects.current().filter(desk=desk).first()
        rows = list(officers_of(desk).order_by("staff__name", "pk")) if key else []
        left = {each.pk for each in left_behind(desk)} if rows else set()
        has = {each.pk for each in rows}
        found.append(
            DeskKeysShown(
                desk.code,
                say(desk.question, language),
                key,
                next((each for each in rows if each.staff is None), None),
                tuple(
                    OfficerShown(each, each.staff, each.pk in left, each.staff == staff) for each in rows if each.staff
                ),
                tuple(each for each in sitting if each.pk not in has),
                takes_letters(desk),
                desk.pk in live,
                opened is not None and key is not None and key.pk in keys_of(desk, opened),
                any(each.staff == staff for each in rows),
                not any(each.staff and each.staff != staff and each.pk not in left for each in rows),
            )
        )
    return found
