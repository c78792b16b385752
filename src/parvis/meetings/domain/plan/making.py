"""Planning a day: a draft with its certificate, verified by code of its own, then published as meetings that are promised."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.meetings.domain.days import ROOM
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.plan.composing import Plain, compose
from parvis.meetings.enums import STANDING, DayState, PlanState
from parvis.meetings.models import Meeting, MeetingDay, Plan
from parvis.timetable.domain.planning import plan_of
from parvis.timetable.domain.reading import read_problem
from parvis.timetable.domain.verifying import verdict_on

#: Seconds that a page plans; `parvis meetingday plan` takes as many as it is given.
ON_A_PAGE = 6.0
_CAN_BE_PLANNED = (DayState.OPEN, DayState.PLANNED)


@dataclass(frozen=True)
class Drafted:
    """A draft, and the faults that the verifier found in it; with one it cannot be published."""

    plan: Plan
    faults: tuple[str, ...] = ()


def make_plan(
    day: MeetingDay,
    by: Staff | None,
    now: datetime.datetime,
    *,
    keeps_promises: bool = True,
    seconds: float | None = ON_A_PAGE,
) -> Drafted:
    """Plan ``day`` as it is known now and keep the plan as its only draft; nothing that people see changes.

    The day is not locked meanwhile: who joins in these seconds is in the next plan. Promised meetings stay unless ``keeps_promises`` says
    otherwise. ``by`` None: on the command line. Refuses a day with nobody or nothing to plan.
    """
    if day.state not in _CAN_BE_PLANNED:
        raise Refusal(_("A day is planned when people can join it, and until it begins."))
    composed = compose(day, keeps_promises=keeps_promises)
    if not composed.seekers:
        raise Refusal(_("Nobody has joined yet: there is nothing to plan."))
    if not composed.tables:
        raise Refusal(_("There is no table yet: with whom could people meet?"))
    told = told_problem(composed.problem)
    made = plan_of(read_problem(told), seconds=seconds, seed=day.seed).as_json()
    faults = verify(told, made)
    with locked(day.pk) as held:
        if held.state not in _CAN_BE_PLANNED:
            raise Refusal(_("The day began while it was planned: this plan was put aside."))
        Plan.objects.filter(day=held, state=PlanState.DRAFT).delete()
        plan = _kept(held, made, held.local_day(now), faults)
        if by is not None:
            record(by, "meetings.drafted", code=held.session.code, house=held.session.event.house.slug)
    return Drafted(plan, tuple(faults))


def verify(problem: str, plan: Plain) -> list[str]:
    """Return the faults that the independent verifier finds, in English: they are for whoever mends the planner."""
    return verdict_on(problem.encode(), json.dumps(plan, ensure_ascii=False).encode()).faults


def _kept(day: MeetingDay, made: Plain, today: datetime.date, faults: list[str]) -> Plan:
    return Plan.objects.create(
        day=day,
        seed=made["seed"],
        digest=made["problem"],
        certificate=made["certificate"] | {"faults": faults[:20]},
        meetings=[[int(each["seeker"]), int(each["table"]), each["slot"], each["place"]] for each in made["meetings"]],
        unserved=made["unserved"],
        number=len(made["meetings"]),
        stopped=made["stopped"],
        seconds=made["seconds"],
        made_on=today,
    )


def publish_plan(day: MeetingDay, number: int, by: Staff | None) -> Plan:
    """Make the draft ``number`` the plan that holds: its meetings are promised, and people see them.

    Refused when the verifier found a fault, when somebody joined, left or changed since (then it is not a plan of this day any more),
    or when the day has begun.
    """
    with locked(day.pk) as held:
        if held.state not in _CAN_BE_PLANNED:
            raise Refusal(_("The day has begun: its plan moves by itself now."))
        plan = Plan.objects.filter(day=held, pk=number, state=PlanState.DRAFT).first()
        if plan is None:
            raise Refusal(_("This plan is not there any more; look at the newest one."))
        if plan.certificate.get("faults"):
            raise Refusal(_("The verifier found a fault in this plan: it cannot be published. Plan again."))
        if not _is_of_today(held, plan):
            raise Refusal(
                _("Somebody joined, left or changed something since this plan was made. Plan again: it takes seconds.")
            )
        Plan.objects.filter(day=held, state=PlanState.PUBLISHED).update(
            state=PlanState.REPLACED, meetings=[], unserved=[]
        )
        _write_meetings(held, plan.meetings)
        plan.state, plan.meetings = PlanState.PUBLISHED, []
        plan.save(update_fields=["state", "meetings"])
        held.state = DayState.PLANNED
        held.save(update_fields=["state"])
        raise_revision(ROOM)
        if by is not None:
            record(by, "meetings.published", code=held.session.code, house=held.session.event.house.slug)
    return plan


def _is_of_today(day: MeetingDay, plan: Plan) -> bool:
    """Say whether the day is still what ``plan`` was made of: with promises kept or, where the team said so, without."""
    return any(plan.digest == digest_of(compose(day, keeps_promises=keeps).problem) for keeps in (True, False))


def digest_of(problem: Plain) -> str:
    """Return the fingerprint of a problem, as plans name it."""
    return hashlib.sha256(told_problem(problem).encode()).hexdigest()


def told_problem(problem: Plain) -> str:
    """Return a problem as the text of its file: the same day, the same text."""
    return json.dumps(problem, ensure_ascii=False, sort_keys=True)


def _write_meetings(day: MeetingDay, planned: list[list[int]]) -> None:
    """Write ``planned`` (seeker, table, slot, place) as the meetings that hold; what was promised and stays keeps its row."""
    there = {
        (each.seeker_id, each.table_id, each.slot): each for each in Meeting.objects.filter(day=day, state__in=STANDING)
    }
    wanted = {(seeker, table, slot): place for seeker, table, slot, place in planned}
    Meeting.objects.filter(pk__in=[each.pk for key, each in there.items() if key not in wanted]).delete()
    moved = [each for key, each in there.items() if key in wanted and (each.place != wanted[key] or not each.promised)]
    for each in moved:
        each.promised = True
    Meeting.objects.filter(pk__in=[each.pk for each in moved]).delete()
    Meeting.objects.bulk_create(
        [
            *(_placed(each, wanted[each.seeker_id, each.table_id, each.slot]) for each in moved),
            *(
                Meeting(day=day, seeker_id=seeker, table_id=table, slot=slot, place=place, promised=True)
                for (seeker, table, slot), place in wanted.items()
                if (seeker, table, slot) not in there
            ),
        ],
        batch_size=400,
    )


def _placed(meeting: Meeting, place: int) -> Meeting:
    meeting.place = place
    return meeting


def drop_draft(day: MeetingDay, number: int) -> None:
    """Put a draft aside."""
    with locked(day.pk) as held:
        Plan.objects.filter(day=held, pk=number, state=PlanState.DRAFT).delete()
