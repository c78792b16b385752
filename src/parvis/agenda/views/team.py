"""The programme team's pages: what it has, one event, how visitors see it, publish, cancel."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.domain import teaming
from parvis.agenda.domain.drafting import as_form, events_of, lists, rows
from parvis.agenda.domain.event_changes import changes
from parvis.agenda.domain.event_data import data_of, history_of
from parvis.agenda.domain.profile import profile_of
from parvis.agenda.domain.showing import fetched, line_of, title_of
from parvis.agenda.enums import EventState
from parvis.agenda.forms import EventForm, WhyForm
from parvis.agenda.models import Event, Proposal, Session
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.scope import today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House, Partner

PAGE, MOST_VERSIONS = 50, 100


def _language() -> str:
    return get_language() or "en"


def event_of(house: House, code: str) -> Event:
    """Return an event of ``house`` with its texts, 404 when its programme has none with that code."""
    events = Event.objects.exclude(state=EventState.APART)
    events = events.select_related("house", "kind", "image").prefetch_related("texts")
    return get_object_or_404(events, house=house, code=code)


@house_page(may_run_programme)
def programme(request: HttpRequest, house: House) -> HttpResponse:
    """Show one list of the team's events."""
    now = timezone.now()
    every = lists(now)
    name = request.GET.get("list", "")
    name = name if name in every else "drafts"
    page = Paginator(events_of(house.events.all(), every[name][1], now), PAGE).get_page(request.GET.get("page"))
    told = {
        "house": house,
        "lists": [(key, words) for key, (words, _wanted) in every.items()],
        "chosen": name,
        "rows": rows(page.object_list, _language(), house.languages),
        "page_of": page,
    }
    return render(request, "agenda/team/programme.html", told)


def partners_for(house: House, event: Event | None = None) -> list[Partner]:
    """Return the partners that may take part: those tied to the house on its own day, and those who do already."""
    tied = house.partnerships.standing(today_at(house, timezone.now())).values("partner")
    found = Partner.objects.filter(pk__in=tied)
    return list((found | Partner.objects.filter(pk__in=event.parts.values("partner"))) if event else found)


@house_page(may_run_programme)
def write(request: HttpRequest, house: House, code: str = "") -> HttpResponse:
    """Write a new event, or change one."""
    event = event_of(house, code) if code else None
    form = EventForm(
        request.POST if request.method == "POST" else None,
        house=house,
        partners=partners_for(house, event),
        also=[text.language for text in event.texts.all()] if event else (),
        initial=as_form(event, _language()) if event else {"languages": house.languages},
    )
    if request.method == "POST" and form.is_valid():
        try:
            written = teaming.write(house, form.chosen_kind(), form.facts(), by=staff_of(request), event=event)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme:event", house.slug, written.code)
    title = title_of(event, _language()) if event else None
    return render(request, "agenda/team/write.html", {"house": house, "event": event, "title": title, "form": form})


def shown(
    request: HttpRequest, house: House, event: Event, form: WhyForm | None = None, said: tuple[str, ...] = ()
) -> HttpResponse:
    """Show one event to its team: where it stands, its sessions, what can be done next."""
    proposal = Proposal.objects.filter(event=event).select_related("partner").first()
    sessions = fetched(Session.objects.filter(event=event).order_by("starts", "code"))
    history = history_of(event)
    versions = list(history.rows().defer("data")[:MOST_VERSIONS])
    draft, live = history.open(), history.live()
    told = {
        "versions": versions,
        "draft": draft,
        "is_behind": bool(draft and live and draft.base != live.number),
        "changes": changes(event, data_of(event), draft.data) if draft else [],
        "house": house,
        "event": event,
        "title": title_of(event, _language()),
        "now": timezone.now(),
        "lines": [(line_of(session, _language()), session.ends) for session in sessions],
        "missing": [code for code in house.languages if code not in {text.language for text in event.texts.all()}],
        "form": form or WhyForm(),
        "said": said,
        "proposal": proposal,
    }
    return render(request, "agenda/team/event.html", told)


@house_page(may_run_programme)
def event(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show one event to its team."""
    return shown(request, house, event_of(house, code))


@house_page(may_run_programme)
def preview(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show an event as visitors will see it."""
    found = event_of(house, code)
    told = {"shown": profile_of(found, timezone.now(), _language()), "event": found, "house": house}
    return render(request, "agenda/team/preview.html", told)


@house_page(may_run_programme)
@require_POST
def publish(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Put an event into the programme."""
    found = event_of(house, code)
    try:
        teaming.publish(found, by=staff_of(request))
    except Refusal as refusal:
        return shown(request, house, event_of(house, code), said=(str(refusal),))
    return redirect("programme:event", house.slug, code)


@house_page(may_run_programme)
@require_POST
def cancel(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Cancel an event, with a sentence."""
    found, form = event_of(house, code), WhyForm(request.POST)
    if not form.is_valid():
        return shown(request, house, found, form)
    try:
        teaming.cancel(found, {_language(): form.cleaned_data["why"]}, by=staff_of(request))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return shown(request, house, event_of(house, code), form)
    return redirect("programme:event", house.slug, code)
