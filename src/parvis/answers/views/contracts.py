"""Promises of a house and of a partner: state one, stand for it, end it, open a closed offer again, open notes that no mail brings."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.answers.domain.closing import closed_offers, reopen
from parvis.answers.domain.contracts import confirm, end, state_contract
from parvis.answers.domain.keys import link_of
from parvis.answers.domain.listing import lines_of, note_to_open
from parvis.answers.domain.telling import ask_mailbox
from parvis.answers.forms import ContractForm
from parvis.answers.models import Contract
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.domain.rights import may_edit_partner, may_run_programme
from parvis.network.domain.scope import houses_tied
from parvis.network.domain.staff_pages import house_page, partner_page
from parvis.network.models import House, Partner


@house_page(may_run_programme)
@require_http_methods(["GET", "HEAD", "POST"])
def of_house(request: HttpRequest, house: House) -> HttpResponseBase:
    """Show the promises for which a house stands, and state one."""
    return _page(request, house, None, [house])


@partner_page(may_edit_partner)
@require_http_methods(["GET", "HEAD", "POST"])
def of_partner(request: HttpRequest, partner: Partner) -> HttpResponseBase:
    """Show the promises of a partner, and state one at a house that stands for it."""
    return _page(request, None, partner, houses_tied(partner, timezone.now()))


def _page(request: HttpRequest, house: House | None, partner: Partner | None, houses: list[House]) -> HttpResponseBase:
    owner = {"house": house} if house else {"partner": partner}
    rows = Contract.objects.filter(**owner).select_related("house", "partner", "feed")
    act, done, refused = request.POST.get("act", ""), "", ""
    form = ContractForm(
        request.POST if act == "state" else None,
        partner=partner,
        houses=houses,
        has_mail=settings.MAIL_SERVER is not None,
    )
    try:
        if act == "open":
            note = note_to_open(rows, request.POST.get("note", "")[:32], staff_of(request))
            return redirect("answers:recruiter", link_of(note.name))
        if act == "state" and form.is_valid():
            done = _state(request, form, house or form.chosen_house(), partner)
        elif act in {"confirm", "end", "ask", "reopen"}:
            done = _act(request, act, rows, house)
    except Refusal as refusal:
        refused = str(refusal)
    language, now = get_language() or "en", timezone.now()
    told = {
        "house": house,
        "owner": say(partner.name, language) if partner else None,
        "form": form,
        "lines": lines_of(rows, language, now),
        "closed": closed_offers(rows, language, now),
        "done": done,
        "refused": refused,
        "may_state": bool(houses),
    }
    return render(request, "answers/contracts.html", told, status=422 if refused or form.errors else 200)


def _state(request: HttpRequest, form: ContractForm, house: House | None, partner: Partner | None) -> str:
    if house is None:
        raise Refusal(_("Only a house with which you hold a partnership can stand for your promise."))
    contract = state_contract(form.stated(), house, partner, staff_of(request), timezone.now())
    if not ask_mailbox(contract):
        return _("The promise is noted, but the mail to the recruiter did not go. Press “Ask again” later.")
    return _("The promise is noted.")


def _act(request: HttpRequest, act: str, rows: object, house: House | None) -> str:
    staff, now = staff_of(request), timezone.now()
    if act == "reopen":
        if house is None:
            raise Refusal(_("Only the house opens an offer again."))
        reopen(request.POST.get("offer", "")[:16], house, staff, now)
        return _("The offer takes notes again.")
    contract = Contract.objects.filter(name=request.POST.get("contract", "")[:32]).select_related("house").first()
    owned = rows.filter(pk=contract.pk).first() if contract else None  # type: ignore[attr-defined]  # a query set
    if owned is None:
        raise Refusal(_("There is no such promise here."))
    if act == "confirm" and house is not None:
        confirm(owned, staff, now)
    elif act == "end":
        end(owned, staff, now)
    elif act == "ask" and not ask_mailbox(owned):
        raise Refusal(_("The mail server does not answer. Please try again later."))
    return _("Done.")
