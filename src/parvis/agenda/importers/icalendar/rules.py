"""The moments of a repeating event in somebody else's calendar, bounded however it is written; pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from dateutil.rrule import rrule, rrulestr

from parvis.agenda.domain.repeating import AHEAD, FREQUENCIES, MOST, PARTS

BACK = datetime.timedelta(days=31)  # what has been is of no use, but for the last month
TURNS = 40_000


class RuleError(Exception):
    """A rule that is not followed; the text says why."""


def moments(rule: str, first: datetime.datetime, now: datetime.datetime) -> list[datetime.datetime]:
    """Return the aware moments of ``rule`` from ``first`` that lie between a month ago and 18 months ahead.

    The clock of ``first``'s zone counts. A rule without an end is followed as far as that.
    """
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)
    if set(parts) - PARTS or parts.get("FREQ") not in FREQUENCIES:
        raise RuleError("its rule for repeating is of a kind that is not read")
    if parts["FREQ"] in {"DAILY", "WEEKLY"} and "BYMONTHDAY" in parts:
        raise RuleError("its rule for repeating is of a kind that is not read")
    local, zone = first.replace(tzinfo=None), first.tzinfo
    try:
        read = rrulestr(_with_local_end(parts, first), dtstart=local)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise RuleError("its rule for repeating cannot be read") from error
    if not isinstance(read, rrule):
        raise RuleError("its rule for repeating cannot be read")
    earliest = (now - BACK).astimezone(zone).replace(tzinfo=None)
    latest = (now + datetime.timedelta(days=AHEAD)).astimezone(zone).replace(tzinfo=None)
    return [one.replace(tzinfo=zone) for one in _between(read, earliest, latest)]


def _between(
    read: Iterable[datetime.datetime], earliest: datetime.datetime, latest: datetime.datetime
) -> list[datetime.datetime]:
    found: list[datetime.datetime] = []
    for turn, moment in enumerate(read):
        if moment > latest or len(found) == MOST:
            break
        if turn == TURNS:
            raise RuleError("its rule for repeating goes on for too long")
        if moment >= earliest:
            found.append(moment)
    return found


def _with_local_end(parts: dict[str, str], first: datetime.datetime) -> str:
    """Return the rule with UNTIL on the local clock, as the moments are worked out there."""
    until = parts.get("UNTIL", "")
    if until.endswith("Z"):
        ends = datetime.datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
        until = ends.astimezone(first.tzinfo).strftime("%Y%m%dT%H%M%S")
    elif until and "T" not in until:
        until += "T235959"
    return ";".join(f"{name}={until if name == 'UNTIL' else value}" for name, value in parts.items())
