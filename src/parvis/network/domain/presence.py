"""Conventions of partners with a house, and how many hours they were present: the only figure there is of one partner."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.models import House, Partner, Partnership, Presence

#: Hours of a month of 31 days.
MOST = 744


@transaction.atomic
def note_convention(
    house: House, partner: Partner, accepted_on: datetime.date | None, until: datetime.date | None, *, by: Staff
) -> None:
    """Note the day on which ``partner`` accepted the charter with ``house``, and until when the convention holds."""
    partnership = Partnership.objects.select_for_update().filter(house=house, partner=partner).first()
    if partnership is None:
        raise Refusal(_("This partner has no tie to this house."))
    first = partnership.since or accepted_on
    if until and first and until < first:
        raise Refusal(_("The convention cannot end before it begins."))
    raise_revision("network")
    partnership.charter_accepted_on, partnership.until = accepted_on, until
    partnership.since = first
    partnership.save(update_fields=["charter_accepted_on", "since", "until"])
    record(by, "partner.convention", code=partner.slug, house=house.slug)


@transaction.atomic
def note_presence(house: House, partner: Partner, month: datetime.date, hours: int, *, by: Staff) -> None:
    """Note how many hours ``partner`` was at ``house`` in the month of ``month``; 0 takes the line away."""
    if not 0 <= hours <= MOST:
        raise Refusal(_("A month has at most %(most)s hours.") % {"most": MOST})
    if not Partnership.objects.filter(house=house, partner=partner).exists():
        raise Refusal(_("This partner has no tie to this house."))
    first = month.replace(day=1)
    if hours:
        Presence.objects.update_or_create(house=house, partner=partner, month=first, defaults={"hours": hours})
    else:
        Presence.objects.filter(house=house, partner=partner, month=first).delete()
    record(by, "partner.presence", code=partner.slug, house=house.slug)
