"""When an event repeats: the moments of a rule (RFC 5545 RRULE), on the clock of the house; pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal

UTC = datetime.UTC
#: How far ahead sessions are made, in days (18 months), and how many at most from one rule.
AHEAD, MOST = 548, 600
#: What a rule may say: ours and those of other calendars.
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_UNTIL = re.compile(r"(?<=UNTIL=)(\d{8})(T\d{6})?Z?")


def clean_rule(typed: str) -> str:
    """Return ``typed`` as a rule is kept: capitals, no prefix, no blanks; refuse what an event cannot repeat by."""
    rule = "".join(typed.upper().split()).removeprefix("RRULE:").strip(";")
    if not rule:
        return ""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if len(rule) > 300 or set(parts) - PARTS or parts.get("FREQ") not in FREQUENCIES:
        raise Refusal(_("An event repeats by days, weeks, months or years. This rule says something else."))
    _read(rule, datetime.datetime(2026, 1, 1))  # noqa: DTZ001  a clock on a wall
    return rule


def _read(rule: str, first: datetime.datetime) -> rrule:
    """Return the rule from the local moment ``first``; the last day of UNTIL counts whole, as people mean it."""
    local = _UNTIL.sub(lambda found: f"{found[1]}T235959", rule)
    try:
        read = rrulestr(local, dtstart=first)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise Refusal(_("This rule for repeating cannot be read.")) from error
    if not isinstance(read, rrule):
        raise Refusal(_("This rule for repeating cannot be read."))
    return read


def moment_of(local: datetime.datetime, zone: ZoneInfo) -> datetime.datetime:
    """Return the moment at which clocks in ``zone`` show ``local``: the first of two; one that is skipped moves forward."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def moments(
    rule: str, first: datetime.datetime, zone: ZoneInfo, until: datetime.datetime, except_on: Iterable[str] = ()
) -> list[datetime.datetime]:
    """Return the moments (UTC, in order) of ``rule`` from the aware moment ``first`` to ``until``, both included.

    ``except_on`` are local days (ISO) on which it does not take place. Without a rule: ``first`` alone.
    """
    left_out = set(except_on)
    local_first = first.astimezone(zone).replace(tzinfo=None, fold=0)
    last = until.astimezone(zone).replace(tzinfo=None)
    locals_ = _read(rule, local_first) if rule else [local_first]
    found: list[datetime.datetime] = []
    for local in islice(locals_, MOST):
        if local > last:
            break
        if local.date().isoformat() not in left_out:
            found.append(moment_of(local, zone))
    return sorted(dict.fromkeys(found))
