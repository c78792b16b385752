"""The exit card: on a phone or kiosk, on paper; then a page that lets go."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.agenda.domain.showing import title_of
from parvis.agenda.models import Event
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.once import FIELD, issue_once, without_cookie
from parvis.core.domain.qr import drawn_qr
from parvis.core.refusal import Refusal
from parvis.feedback.domain.occasions import why_closed
from parvis.feedback.domain.sending import asked_of, send
from parvis.feedback.enums import STEPS, Face, Question
from parvis.feedback.forms import Typed, questions, read_form_key
from parvis.feedback.models.card import LONGEST
from parvis.network.models import House

_KEPT = keeps_form({"sentence": _("One sentence, if you like")}, (FIELD, *map(str, Question)))


@_KEPT
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def of_house(request: HttpRequest, house: str) -> HttpResponse:
    """Ask about a visit to a house."""
    return _card(request, get_object_or_404(House, slug=house), None)


@_KEPT
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def of_event(request: HttpRequest, code: str) -> HttpResponse:
    """Ask about an event, while its card is open."""
    event = _event(code)
    return _card(request, event.house, event)


def _event(code: str) -> Event:
    return get_object_or_404(Event.objects.public().select_related("house").prefetch_related("texts"), code=code)


def _card(request: HttpRequest, house: House, event: Event | None) -> HttpResponse:
    now, language = timezone.now(), get_language() or "en"
    typed, refusal = Typed(), ""
    if request.method == "POST":
        typed = Typed.of(request.POST)
        try:
            send(house, event, typed.answers(), read_form_key(request.POST), language, now)
        except Refusal as error:
            refusal = str(error)
        else:
            return render(request, "feedback/thanks.html", _about(house, event, language))
    closed = why_closed(event, now) if event else ""
    context = _about(house, event, language) | {
        "asked": questions(asked_of(event), typed) if not closed else [],
        "steps": STEPS,
        "faces": list(Face),
        "sentence": typed.sentence,
        "longest": LONGEST,
        "closed": closed,
        "refusal": refusal if refusal != closed else "",
        "once": issue_once(),
    }
    return render(request, "feedback/card.html", context, status=422 if refusal else 200)


def _about(house: House, event: Event | None, language: str) -> dict[str, object]:
    if event is None:
        where = reverse("feedback:house", args=(house.slug,))
    else:
        where = reverse("feedback:event", args=(event.code,))
    return {"house": house, "event": event, "title": title_of(event, language) if event else "", "where": where}


@require_safe
def house_paper(request: HttpRequest, house: str) -> HttpResponse:
    """Show the card of a house to print."""
    return _paper(request, get_object_or_404(House, slug=house), None)


@require_safe
def event_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Show the card of an event to print, before it begins too."""
    event = _event(code)
    return _paper(request, event.house, event)


def _paper(request: HttpRequest, house: House, event: Event | None) -> HttpResponse:
    about = _about(house, event, get_language() or "en")
    address = f"{settings.ORIGIN}{about['where']}"
    context = about | {
        "asked": questions(asked_of(event), Typed()),
        "faces": list(Face),
        "address": address,
        "qr": drawn_qr(address),
    }
    return render(request, "feedback/paper.html", context)
