"""How a house takes people in turn: the manager's form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_manage
from parvis.network.domain.scope import today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import Desk, House
from parvis.queue.domain.planning import flow_of, plan_flow
from parvis.queue.forms import FlowForm, flow_said


@house_page(may_manage)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, house: House) -> HttpResponseBase:
    """Say how people wait here."""
    flow, now = flow_of(house), timezone.now()
    form = FlowForm(
        request.POST if request.method == "POST" else None,
        desks=Desk.objects.filter(house=house),
        language=get_language() or "en",
        initial=flow_said(flow, today_at(house, now)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            plan_flow(house, form.planned(), staff_of(request), now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("queue-staff:settings", house.slug)
    return render(
        request, "queue/settings.html", {"house": house, "flow": flow, "form": form}, status=422 if form.errors else 200
    )
