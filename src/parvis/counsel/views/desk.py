"""What waits at the desks of an officer; opening them with the seven words, and closing them again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.accounts.domain.sealing import fingerprint
from parvis.accounts.models import StaffSession
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.officers import keep_open, open_own, shut
from parvis.counsel.domain.phrases import OFFICERS, read_phrase
from parvis.counsel.domain.saying import kept_said, said_time
from parvis.counsel.domain.waiting import answered, lines
from parvis.counsel.forms import read_words
from parvis.counsel.models import Officer
from parvis.counsel.views.at_desk import BUSY, REFUSED, desks_here, officer_of
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, house: House) -> HttpResponse:
    """Show what waits; ask for the officer's words first, once a session."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            _done(request)
        except Busy as error:
            refusal, status = str(error), BUSY
        except Refusal as error:
            refusal, status = str(error), REFUSED
        else:
            return HttpResponseRedirect(reverse("counsel-staff:letters", args=(house.slug,)), status=303)
    answer = render(request, "counsel/letters.html", _context(request, house) | {"refusal": refusal}, status=status)
    if status == BUSY:
        answer.headers["Retry-After"] = "5"
    return answer


def _done(request: HttpRequest) -> None:
    if request.POST.get("act") == "close":
        shut(request.session)
        return
    typed = read_phrase(read_words(request.POST), get_language() or "en", OFFICERS)
    keep_open(request.session, open_own(staff_of(request), typed))


def _context(request: HttpRequest, house: House) -> dict[str, object]:
    language, now = get_language() or "en", timezone.now()
    desks, officer = desks_here(request, house), officer_of(request)
    context: dict[str, object] = {
        "house": house,
        "is_officer": officer is not None or Officer.objects.filter(staff=staff_of(request)).exists(),
        "has_desks": bool(desks),
        "is_open": officer is not None,
    }
    if officer is None or not desks:
        return context
    session = StaffSession.objects.filter(key_hash=fingerprint(request.session.session_key or "")).first()
    return context | {
        "open_until": said_time(session.ends_at, house, language) if session else "",
        "desks": [(say(desk.question, language), kept_said(desk, now)) for desk in desks],
        "owed": lines(desks, language, now),
        "answered": answered(desks, language, now),
    }
