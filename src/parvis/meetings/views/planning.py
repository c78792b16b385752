"""The plan of a day: made at a press, shown with its certificate, published when it is right."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.meetings.domain.plan.certifying import left_out, most_sought, say_certificate
from parvis.meetings.domain.plan.making import drop_draft, make_plan, publish_plan
from parvis.meetings.domain.saying import say_organisation
from parvis.meetings.enums import PlanState
from parvis.meetings.models import MeetingDay, Plan, Table
from parvis.meetings.views.team import BOTH, about, day_of, language_of_page
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House

#: People named on a page who have no meeting; more are counted.
NAMED = 200


def _shown(request: HttpRequest, house: House, day: MeetingDay, said: str = "") -> HttpResponse:
    plans = Plan.objects.filter(day=day)
    draft = plans.filter(state=PlanState.DRAFT).first()
    told = about(house, day) | {
        "said": said,
        "draft": _words(draft) if draft else None,
        "published": _words(plans.filter(state=PlanState.PUBLISHED).first()),
        "may_plan": day.state in {"open", "planned"},
        "number": day.seekers.count(),
    }
    return render(request, "meetings/team/plan.html", told, status=422 if said else 200)


def _words(plan: Plan | None) -> dict[str, object] | None:
    if plan is None:
        return None
    language = language_of_page()
    without = left_out(plan, language)
    tables = Table.objects.filter(day=plan.day_id).select_related("partner")
    return {
        "plan": plan,
        "sentences": say_certificate(plan),
        "faults": plan.certificate.get("faults", []),
        "without": without[:NAMED],
        "more": max(0, len(without) - NAMED),
        "sought": [say_organisation(table, language) for table in most_sought(plan, tables)],
    }


@house_page(may_run_programme)
@require_http_methods(BOTH)
def plan(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show the plan that holds and the draft; plan anew."""
    day = day_of(house, code)
    if request.method != "POST":
        return _shown(request, house, day)
    try:
        make_plan(day, staff_of(request), timezone.now(), keeps_promises="anew" not in request.POST)
    except Refusal as refusal:
        return _shown(request, house, day, str(refusal))
    return redirect("meetings-staff:plan", house.slug, code)


@house_page(may_run_programme)
@require_POST
def publish(request: HttpRequest, house: House, code: str, number: int) -> HttpResponse:
    """Make a draft the plan that holds, or put it aside."""
    day = day_of(house, code)
    try:
        if "drop" in request.POST:
            drop_draft(day, number)
        else:
            publish_plan(day, number, staff_of(request))
    except Refusal as refusal:
        return _shown(request, house, day_of(house, code), str(refusal))
    return redirect("meetings-staff:plan", house.slug, code)
