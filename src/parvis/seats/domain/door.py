"""The door of one session: valid, already used, not valid, and a headcount. There is no list of people to see."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from parvis.core.domain.return_codes import Code
from parvis.seats.domain.codes import door_print
from parvis.seats.domain.locking import locked
from parvis.seats.enums import Seen, State
from parvis.seats.models import Holding, Plan, Tally

_NAME = re.compile(r"[A-Za-z0-9_-]{8,24}")
_PRINT = re.compile(r"[0-9a-f]{32}")
MOST = 20_000  # people one page can count


@dataclass(frozen=True)
class Mark:
    """Somebody showed a code: the door's fingerprint of it, how many came with it, and this mark's own name.

    The name makes a mark that is sent twice one mark; two doors that let the same code in have two names.
    """

    print: str
    entry: str
    came: int | None = None

    @classmethod
    def of(cls, code: Code, plan: int, entry: str, came: int | None = None) -> Mark:
        """Return the mark of a code that was typed."""
        return cls(door_print(code, plan), entry, came)

    @property
    def is_readable(self) -> bool:
        """Say whether the mark is written as one."""
        return bool(_PRINT.fullmatch(self.print) and _NAME.fullmatch(self.entry))


@dataclass(frozen=True)
class AtTheDoor:
    """What the door shows: ``came`` with a code, ``walked_in`` without, ``awaited`` seats whose code was not yet seen."""

    seats: int
    came: int
    walked_in: int
    awaited: int

    @property
    def inside(self) -> int:
        """Return the headcount."""
        return self.came + self.walked_in

    @property
    def free(self) -> int:
        """Return how many walk-ins find a seat although everybody with a code still comes."""
        return max(0, self.seats - self.inside - self.awaited)


def mark_all(plan_number: int, marks: Iterable[Mark], now: datetime.datetime) -> list[Seen]:
    """Enter ``marks`` in their order; say of each whether the code was valid. Sent again, the answers are the same."""
    with locked(plan_number) as plans:
        if plan_number not in plans:
            return [Seen.NOT_VALID for _ in marks]
        return [_mark(plans[plan_number], mark, now) for mark in marks]


def _mark(plan: Plan, mark: Mark, now: datetime.datetime) -> Seen:
    holding = Holding.objects.filter(plan=plan, door=mark.print).first() if mark.is_readable else None
    if holding is None:
        return Seen.NOT_VALID
    if holding.state == State.USED:
        return Seen.VALID if holding.entry == mark.entry else Seen.USED
    # Whoever stands at the door before their offer has run out has said yes; who comes late may still get in as a walk-in.
    is_offered = holding.state == State.OFFERED and holding.offered_until is not None
    if holding.state != State.HELD and not (is_offered and _still_holds(plan, holding, now)):
        return Seen.NOT_VALID
    holding.state, holding.entry = State.USED, mark.entry
    holding.came = max(0, min(holding.seats if mark.came is None else mark.came, holding.seats))
    holding.offered_until = None
    holding.save(update_fields=["state", "entry", "came", "offered_until"])
    return Seen.VALID


def _still_holds(plan: Plan, holding: Holding, now: datetime.datetime) -> bool:
    """Say whether an offer holds at the door: in time, or it ran to the session's very beginning."""
    until = holding.offered_until
    return until is not None and (now < until or until >= plan.session.starts)


def tally(plan_number: int, clicker: str, number: int, turn: int) -> bool:
    """Keep what an open page has counted so far; an older message that comes late, or the same one again, changes nothing."""
    if not _NAME.fullmatch(clicker) or not -MOST <= number <= MOST or not 0 <= turn <= 10**9:
        return False
    with locked(plan_number) as plans:
        if plan_number not in plans:
            return False
        kept, is_new = Tally.objects.get_or_create(
            plan_id=plan_number, clicker=clicker, defaults={"number": number, "turn": turn}
        )
        if not is_new and turn > kept.turn:
            kept.number, kept.turn = number, turn
            kept.save(update_fields=["number", "turn"])
    return True


def at_the_door(plan: Plan) -> AtTheDoor:
    """Return the figures of one session's door."""
    rows = Holding.objects.filter(plan=plan)
    came = rows.filter(state=State.USED).aggregate(number=Sum("came"))["number"] or 0
    awaited = rows.filter(state__in=(State.HELD, State.OFFERED)).aggregate(number=Sum("seats"))["number"] or 0
    walked_in = Tally.objects.filter(plan=plan).aggregate(number=Sum("number"))["number"] or 0
    return AtTheDoor(plan.seats, came, max(0, walked_in), awaited)


def known_prints(plan: Plan) -> dict[str, int]:
    """Return what an offline door needs: fingerprints of the codes that are valid now, with their seats; under this session's key only."""
    rows = Holding.objects.filter(plan=plan, state__in=(State.HELD, State.OFFERED)).order_by("door")
    return dict(rows.values_list("door", "seats"))
