"""A partner proposes an event to a house; the house reviews it by the charter and answers with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.domain.writing import ROOM, Facts, write_event
from parvis.agenda.enums import Check, EventState, Verdict
from parvis.agenda.models import Event, Kind, Proposal
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at
from parvis.network.models import House, Partner

#: Where a partner may still change what it proposed.
OPEN_TO_PARTNER = (EventState.PROPOSED, EventState.CHANGES)
#: Where the house owes an answer.
OPEN_TO_HOUSE = (EventState.PROPOSED, EventState.REVIEW)
_BECOMES = {
    Verdict.KEEP: EventState.REVIEW,
    Verdict.CHANGE: EventState.CHANGES,
    Verdict.ACCEPT: EventState.ACCEPTED,
    Verdict.DECLINE: EventState.DECLINED,
}


@dataclass(frozen=True)
class Wanted:
    """What a partner proposes."""

    kind: Kind
    facts: Facts
    wish: str = ""


@dataclass(frozen=True)
class Review:
    """What the house found, and what it says to the partner. ``read`` is the version of the event that was before the reviewer."""

    verdict: Verdict
    read: int
    checks: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    answer: str = ""


@transaction.atomic
def propose(partner: Partner, house: House, wanted: Wanted, *, by: Staff, proposal: Proposal | None = None) -> Proposal:
    """Propose an event to ``house``, or send a changed proposal again; a kind without review is accepted at once."""
    raise_revision(ROOM)
    today = today_at(house, timezone.now())
    if not partner.partnerships.standing(today).filter(house=house).exists():
        raise Refusal(_("Your organisation has no tie to this house today. Ask the house for a convention first."))
    event = Event.objects.select_for_update().get(pk=proposal.event_id) if proposal else None
    if event and event.state not in OPEN_TO_PARTNER:
        raise Refusal(_("The house is at work on this proposal or has answered. It cannot be changed now."))
    written = write_event(house, wanted.kind, replace(wanted.facts, proposer=partner), event=event)
    written.state = EventState.PROPOSED if wanted.kind.is_reviewed else EventState.ACCEPTED
    written.save(update_fields=["state"])
    kept = proposal or Proposal(event=written, partner=partner)
    kept.wish, kept.proposed_on, kept.checks = wanted.wish, today, {}
    kept.save()
    record(by, "proposal.sent", code=written.code, house=house.slug)
    return kept


@transaction.atomic
def review(proposal: Proposal, found: Review, *, by: Staff) -> None:
    """Keep what the review found, and answer: ask for a change, accept, decline. Accepting needs every point of the charter."""
    revision = raise_revision(ROOM)
    event = Event.objects.select_for_update().select_related("kind", "house").get(pk=proposal.event_id)
    if event.state not in OPEN_TO_HOUSE:
        raise Refusal(_("This proposal is answered already."))
    if found.read != event.version:
        raise Refusal(_("This proposal was changed while you read it. Nothing was answered: please read it again."))
    if found.verdict == Verdict.ACCEPT and event.kind.is_reviewed:
        _refuse_unsound(found)
    if found.verdict in {Verdict.CHANGE, Verdict.DECLINE} and not found.answer:
        raise Refusal(_("Tell the partner why, in one sentence."))
    kept = Proposal.objects.get(pk=proposal.pk)
    kept.checks = {key: dict(check) for key, check in found.checks.items()}
    kept.answer = found.answer
    kept.answered_on = None if found.verdict == Verdict.KEEP else today_at(event.house, timezone.now())
    kept.save()
    event.state, event.revision = _BECOMES[found.verdict], revision
    event.save(update_fields=["state", "revision"])
    record(by, f"proposal.{found.verdict}", code=event.code, house=event.house.slug)


def _refuse_unsound(found: Review) -> None:
    for check in Check:
        said = found.checks.get(check.value)
        if said is None:
            raise Refusal(
                _("Answer every point of the charter first. This one is open: %(point)s") % {"point": check.label}
            )
        if not said["yes"]:
            raise Refusal(
                _("This point of the charter is not met: %(point)s Ask for a change, or decline.")
                % {"point": check.label}
            )
