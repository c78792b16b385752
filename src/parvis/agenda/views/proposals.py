"""Proposals: a partner's pages to propose, and the programme team's page to review."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.domain.drafting import as_form
from parvis.agenda.domain.proposing import OPEN_TO_HOUSE, OPEN_TO_PARTNER, Wanted, propose, review
from parvis.agenda.domain.showing import title_of
from parvis.agenda.enums import Check
from parvis.agenda.models import Proposal
from parvis.agenda.proposal_forms import ProposalForm, ReviewForm
from parvis.agenda.views.team import partners_for
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_edit_partner, may_run_programme
from parvis.network.domain.scope import houses_tied
from parvis.network.domain.staff_pages import house_page, partner_page
from parvis.network.models import House, Partner

PAGE = 50


def _language() -> str:
    return get_language() or "en"


@partner_page(may_edit_partner)
def proposals(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Show what a partner proposed, and to which houses it may propose."""
    found = partner.proposals.select_related("event__house").prefetch_related("event__texts")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    told = {
        "partner": partner,
        "rows": [(proposal, title_of(proposal.event, _language())) for proposal in page.object_list],
        "page_of": page,
        "houses": houses_tied(partner, timezone.now()),
    }
    return render(request, "agenda/partner/proposals.html", told)


def _write(request: HttpRequest, partner: Partner, house: House, proposal: Proposal | None) -> HttpResponse:
    event = proposal.event if proposal else None
    may_change = proposal is None or proposal.event.state in OPEN_TO_PARTNER
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        house=house,
        partners=[each for each in partners_for(house, event) if each != partner],
        also=[text.language for text in event.texts.all()] if event else (),
        initial=as_form(event, _language()) | {"wish": proposal.wish}
        if event and proposal
        else {"languages": house.languages},
    )
    if request.method == "POST" and form.is_valid():
        wanted = Wanted(form.chosen_kind(), form.facts(), form.cleaned_data["wish"])
        try:
            kept = propose(partner, house, wanted, by=staff_of(request), proposal=proposal)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme:proposal", partner.slug, kept.event.code)
    told = {
        "partner": partner,
        "house": house,
        "proposal": proposal,
        "title": title_of(event, _language()) if event else None,
        "checks": _checks(proposal) if proposal else [],
        "may_change": may_change,
        "form": form,
    }
    return render(request, "agenda/partner/proposal.html", told)


def _checks(proposal: Proposal) -> list[tuple[str, bool, str]]:
    """Return the points that were answered: words, yes or no, sentence."""
    said = proposal.checks
    return [(str(check.label), said[check]["yes"], said[check]["why"]) for check in Check if check in said]


@partner_page(may_edit_partner)
def new(request: HttpRequest, partner: Partner, slug: str) -> HttpResponse:
    """Propose an event to a house."""
    house = next((each for each in houses_tied(partner, timezone.now()) if each.slug == slug), None)
    if house is None:
        raise Http404
    return _write(request, partner, house, None)


@partner_page(may_edit_partner)
def proposal(request: HttpRequest, partner: Partner, code: str) -> HttpResponse:
    """Show a proposal to its partner: where it stands, what the house says; change it while that is possible."""
    rows = partner.proposals.select_related("event__house", "event__kind", "event__image").prefetch_related(
        "event__texts"
    )
    found = get_object_or_404(rows, event__code=code)
    return _write(request, partner, found.event.house, found)


@house_page(may_run_programme)
def reviewed(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Review a proposal by the charter, and answer."""
    rows = Proposal.objects.select_related("event__kind", "event__house", "partner").prefetch_related("event__texts")
    found = rows.filter(event__house=house, event__code=code).first()
    if found is None:
        raise Http404
    initial = ReviewForm.typed(found.checks) | {"answer": found.answer}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            review(found, form.found(), by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme:event", house.slug, code)
    told = {
        "house": house,
        "proposal": found,
        "event": found.event,
        "title": title_of(found.event, _language()),
        "is_open": found.event.state in OPEN_TO_HOUSE,
        "form": form,
    }
    return render(request, "agenda/team/review.html", told)
