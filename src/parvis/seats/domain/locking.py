"""The one lock of this room: the rows of the plans an act touches, in their order, for three seconds at most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.seats.models import Plan

TIMEOUT = 3  # seconds
_LOCK_NOT_AVAILABLE, _DEADLOCK = "55P03", "40P01"


class Busy(Refusal):
    """Others held the lock for too long; nothing was done."""


@contextmanager
def locked(*plans: int) -> Iterator[Mapping[int, Plan]]:
    """Hold the locks of ``plans`` in one transaction and yield those that exist, read after the lock was had.

    Raises Busy when others hold a lock for longer than TIMEOUT; then nothing was done.
    """
    try:
        with _durably(), transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{TIMEOUT}s'")
            rows = Plan.objects.select_for_update(of=("self",)).filter(pk__in=plans).order_by("pk")
            yield {plan.pk: plan for plan in rows.select_related("session__event__house")}
    except OperationalError as error:
        if is_busy(error):
            raise Busy(
                _("Many people are taking seats at this moment. Nothing was changed: please try again.")
            ) from error
        raise


def is_busy(error: OperationalError) -> bool:
    """Say whether ``error`` means that others hold the lock, not that the database is away."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in {_LOCK_NOT_AVAILABLE, _DEADLOCK} or "database is locked" in str(error)


@contextmanager
def _durably() -> Iterator[None]:
    """Have SQLite put the transaction on the disk before it says done, so that a power cut takes back no seat; and wait TIMEOUT."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _pragmas(f"busy_timeout = {TIMEOUT * 1000}", "synchronous = FULL")
    try:
        yield
    finally:
        _pragmas("busy_timeout = 5000", "synchronous = NORMAL")


def _pragmas(*settings: str) -> None:
    with connection.cursor() as cursor:
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
