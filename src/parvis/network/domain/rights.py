"""Rights of a member of staff, read once a request by one query."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from parvis.accounts.models import Staff
from parvis.network import rules
from parvis.network.models import House, Partner, Post
from parvis.network.rules import Rights

_KEPT, _HOUSES, _PARTNERS = "_rights", "_houses", "_partners"


def rights_of(staff: Staff) -> Rights:
    """Return the rights that ``staff`` holds today; they stay with the object, so a request asks once."""
    kept = getattr(staff, _KEPT, None)
    if isinstance(kept, Rights):
        return kept
    held = Post.objects.standing(timezone.now().date()).filter(staff=staff)
    rights = Rights(frozenset(held.order_by().values_list("role", "house_id", "partner_id")))
    setattr(staff, _KEPT, rights)
    return rights


def may_manage(staff: Staff, house: House) -> bool:
    """Say whether ``staff`` manages ``house``."""
    return rules.may_manage(rights_of(staff), house.pk)


def may_run_programme(staff: Staff, house: House) -> bool:
    """Say whether ``staff`` plans and publishes at ``house``."""
    return rules.may_run_programme(rights_of(staff), house.pk)


def may_sit_at_desk(staff: Staff, house: House) -> bool:
    """Say whether ``staff`` sits at a desk of ``house``."""
    return rules.may_sit_at_desk(rights_of(staff), house.pk)


def may_mark(staff: Staff, house: House) -> bool:
    """Say whether ``staff`` marks interviews at ``house``."""
    return rules.may_mark(rights_of(staff), house.pk)


def may_keep_door(staff: Staff, house: House) -> bool:
    """Say whether ``staff`` counts at the door of ``house``."""
    return rules.may_keep_door(rights_of(staff), house.pk)


def may_read_figures(staff: Staff, house: House) -> bool:
    """Say whether ``staff`` reads the figures of ``house``."""
    return rules.may_read_figures(rights_of(staff), house.pk)


def may_edit_partner(staff: Staff, partner: Partner) -> bool:
    """Say whether ``staff`` writes for ``partner``."""
    return rules.may_edit_partner(rights_of(staff), partner.pk)


def may_coordinate(staff: Staff) -> bool:
    """Say whether ``staff`` coordinates the network."""
    return rules.may_coordinate(rights_of(staff))


def houses_of(staff: Staff) -> list[House]:
    """Return the houses where ``staff`` holds a post, by name; kept with the object, as rights are: every room's links ask."""
    kept = getattr(staff, _HOUSES, None)
    if kept is None:
        held = {house for _role, house, _partner in rights_of(staff).posts if house}
        kept = tuple(House.objects.filter(pk__in=held).order_by("name", "slug")) if held else ()
        setattr(staff, _HOUSES, kept)
    return list(kept)


def houses_where(staff: Staff, may: Callable[[Staff, House], bool]) -> list[House]:
    """Return the houses for which ``may`` holds, by name."""
    return [house for house in houses_of(staff) if may(staff, house)]


def partners_of(staff: Staff) -> list[Partner]:
    """Return the partners that ``staff`` writes for; kept with the object, as rights are."""
    kept = getattr(staff, _PARTNERS, None)
    if kept is None:
        held = {partner for _role, _house, partner in rights_of(staff).posts if partner}
        kept = tuple(Partner.objects.filter(pk__in=held).order_by("slug")) if held else ()
        setattr(staff, _PARTNERS, kept)
    return list(kept)
