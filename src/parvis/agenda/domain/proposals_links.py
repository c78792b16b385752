"""Where partners propose, what waits for them and for programme teams, and the words of these acts."""

from __future__ import annotations

import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.showing import StaffLink, Waiting
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff
from parvis.agenda.domain.proposing import OPEN_TO_HOUSE
from parvis.agenda.domain.showing import title_of
from parvis.agenda.enums import EventState
from parvis.agenda.models import Proposal
from parvis.core.said import say
from parvis.network.domain.rights import houses_where, may_run_programme, partners_of
from parvis.network.models import Partner

ACT_WORDS: dict[str, Promise | str] = {
    "proposal.sent": _("sent a proposal"),
    "proposal.keep": _("began to review a proposal"),
    "proposal.change": _("asked for a change of a proposal"),
    "proposal.accept": _("accepted a proposal"),
    "proposal.decline": _("declined a proposal"),
}


def links(staff: Staff) -> list[StaffLink]:
    """Return the link to the proposals of each partner that ``staff`` writes for."""
    return [
        StaffLink(
            _name(partner), _("Our proposals"), reverse("programme:proposals", args=(partner.slug,)), Task.PROGRAMME
        )
        for partner in partners_of(staff)
    ]


def _name(partner: Partner) -> str:
    return say(partner.name, get_language() or "en").text


def waiting(staff: Staff) -> list[Waiting]:
    """Return what waits for the houses and for the partners of ``staff``."""
    return [*_at_houses(staff), *_at_partners(staff)]


def _at_houses(staff: Staff) -> list[Waiting]:
    houses = {house.pk: house for house in houses_where(staff, may_run_programme)}
    if not houses:
        return []
    open_ones = Proposal.objects.filter(
        event__house__in=houses, event__state__in=(*OPEN_TO_HOUSE, EventState.ACCEPTED)
    ).order_by()
    found: dict[tuple[int, bool], list[tuple[int, datetime.date]]] = {}
    for row in open_ones.values("event__house", "event__state").annotate(number=Count("pk"), since=Min("proposed_on")):
        is_accepted = row["event__state"] == EventState.ACCEPTED
        found.setdefault((row["event__house"], is_accepted), []).append((row["number"], row["since"]))
    told = []
    for (pk, is_accepted), rows in sorted(found.items()):
        number = sum(each for each, _since in rows)
        told.append(
            Waiting(
                _sentence(number, houses[pk].name, is_accepted=is_accepted),
                f"{reverse('programme:programme', args=(houses[pk].slug,))}?list=proposals",
                min(since for _number, since in rows),
            )
        )
    return told


def _sentence(number: int, house: str, *, is_accepted: bool) -> str:
    words = (
        ngettext(
            "%(number)d accepted proposal to plan and publish at %(house)s",
            "%(number)d accepted proposals to plan and publish at %(house)s",
            number,
        )
        if is_accepted
        else ngettext(
            "%(number)d proposal to review at %(house)s", "%(number)d proposals to review at %(house)s", number
        )
    )
    return words % {"number": number, "house": house}


def _at_partners(staff: Staff) -> list[Waiting]:
    partners = {partner.pk: partner for partner in partners_of(staff)}
    if not partners:
        return []
    asked = Proposal.objects.filter(partner__in=partners, event__state=EventState.CHANGES)
    return [
        Waiting(
            _now("%(house)s asks for a change: “%(title)s”")
            % {"house": proposal.event.house.name, "title": title_of(proposal.event, get_language() or "en")},
            reverse("programme:proposal", args=(partners[proposal.partner_id].slug, proposal.event.code)),
            proposal.answered_on or proposal.proposed_on,
        )
        for proposal in asked.select_related("event__house").prefetch_related("event__texts")
    ]
