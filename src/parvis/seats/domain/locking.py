"""The one lock of this room: the rows of the plans an act touches, in their order, for three seconds at most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _

from parvis.core.domain.durable import durable, is_busy
from parvis.core.refusal import Refusal
from parvis.seats.models import Plan


class Busy(Refusal):
    """Others held the lock for too long; nothing was done."""


@contextmanager
def locked(*plans: int) -> Iterator[Mapping[int, Plan]]:
    """Hold the locks of ``plans`` in one transaction and yield those that exist, read after the lock was had.

    Raises Busy when others hold a lock for longer than TIMEOUT; then nothing was done.
    """
    try:
        with durable():
            rows = Plan.objects.select_for_update(of=("self",)).filter(pk__in=plans).order_by("pk")
            yield {plan.pk: plan for plan in rows.select_related("session__event__house")}
    except OperationalError as error:
        if is_busy(error):
            raise Busy(
                _("Many people are taking seats at this moment. Nothing was changed: please try again.")
            ) from error
        raise
