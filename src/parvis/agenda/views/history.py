"""The versions of an event: what each changed, one brought back as a draft, the draft said or set aside."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.domain import restoring
from parvis.agenda.domain.event_changes import changes
from parvis.agenda.domain.event_data import history_of
from parvis.agenda.views.team import event_of, shown
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@house_page(may_run_programme)
def version(request: HttpRequest, house: House, code: str, number: int) -> HttpResponse:
    """Show what one version changed, field by field; begin a draft of it."""
    found = event_of(house, code)
    history = history_of(found)
    row = history.version(number)
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            restoring.bring_back(found, number, by=staff_of(request))
        except Refusal as refusal:
            return shown(request, house, found, said=(str(refusal),))
        return redirect("programme:event", house.slug, code)
    before = history.version(row.base)
    told = {
        "house": house,
        "event": found,
        "row": row,
        "changes": changes(found, before.data if before else {}, row.data),
        "may_restore": row.is_past,
    }
    return render(request, "agenda/team/version.html", told)


@house_page(may_run_programme)
@require_POST
def draft(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Say what the draft says, take up what changed meanwhile, or set it aside."""
    found = event_of(house, code)
    acts = {"say": restoring.say_draft, "take-up": restoring.take_up, "set-aside": restoring.set_aside}
    chosen = acts.get(request.POST.get("act", ""))
    if chosen is None:
        return shown(request, house, found)
    try:
        chosen(found, by=staff_of(request))
    except Refusal as refusal:
        return shown(request, house, event_of(house, code), said=(str(refusal),))
    return redirect("programme:event", house.slug, code)
