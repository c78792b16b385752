"""The one lock of a meeting day: its row, for three seconds at most."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _

from parvis.core.domain.durable import durable, is_busy
from parvis.core.random_keys import random_number
from parvis.core.refusal import Refusal
from parvis.meetings.models import MeetingDay


class Busy(Refusal):
    """Others held the day for too long; nothing was done."""


@contextmanager
def locked(day: int, *, restates: bool = True) -> Iterator[MeetingDay]:
    """Hold the meeting day with primary key ``day`` in one transaction, read after the lock was had; its version moves.

    ``restates`` False: the block changes nothing that was stated of the day, its tables or those who joined already, so that what memory
    holds of it (domain/hall/kept_ground.py) stays true. Somebody more, or less, is seen without it.

    What the block changed of the row itself it saves itself. Raises Busy when others hold it for longer than three
    seconds, Refusal when it is not there any more; then nothing was done.
    """
    try:
        with durable():
            rows = MeetingDay.objects.select_for_update(of=("self",)).select_related("session__event__house")
            found = rows.filter(pk=day).first()
            if found is None:
                raise Refusal(_("This meeting day is not there any more."))
            if restates:
                found.stated = None
            yield found
            found.version += 1
            found.stated = random_number() if restates else found.stated or random_number()
            found.save(update_fields=["version", "stated"])
    except OperationalError as error:
        if is_busy(error):
            raise Busy(_("Many people use this meeting day now. Nothing was changed: please try again.")) from error
        raise
