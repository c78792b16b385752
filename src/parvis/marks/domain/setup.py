"""What a house wants marked: read by everybody who marks, written by its managers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.marks.enums import Theme
from parvis.marks.models import Setup
from parvis.network.models import House


@dataclass(frozen=True)
class Wanted:
    """What a manager chose."""

    themes: Collection[Theme]
    asks_age: bool = False
    asks_status: bool = False
    shows_desks: bool = True


def setup_of(house: House) -> Setup:
    """Return what the house chose, or what holds without a choice; one question."""
    return Setup.objects.filter(house=house).first() or Setup(house=house)


def themes_of(setup: Setup) -> list[Theme]:
    """Return the themes that are offered, in their order."""
    return [theme for theme in Theme if theme not in setup.themes_off]


def set_up(house: House, wanted: Wanted, by: Staff) -> Setup:
    """Write what is marked at ``house`` from now on; marks that were made stay as they are."""
    if not wanted.themes:
        raise Refusal(_("Leave at least one theme: a mark says what an interview was about."))
    with transaction.atomic():
        setup, _is_new = Setup.objects.update_or_create(
            house=house,
            defaults={
                "themes_off": [theme.value for theme in Theme if theme not in wanted.themes],
                "asks_age": wanted.asks_age,
                "asks_status": wanted.asks_status,
                "shows_desks": wanted.shows_desks,
            },
        )
        record(by, "marks.set-up", house=house.slug)
    return setup
