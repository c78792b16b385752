"""Write a note, see what was seen in it, note the code, send it. Nothing is kept here before the last step."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.answers.domain.blind import look_over
from parvis.answers.domain.keys import code_from
from parvis.answers.domain.sending import CodeTaken, moment_for, send_note
from parvis.answers.domain.showing import Promised, promise_of
from parvis.answers.forms import Typed, read_form_key, read_moment, refuse_unnoted
from parvis.answers.rules import LONGEST_LANGUAGES, LONGEST_NOTE, LONGEST_WHEN
from parvis.answers.views.yours import show
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.moment import Moment
from parvis.core.domain.once import FIELD, Once, issue_once, without_cookie
from parvis.core.domain.qr import drawn_qr
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.offers.domain.profile import find_offer, stands
from parvis.offers.domain.saying import title_of
from parvis.offers.models import Offer


class OwesMoment(Refusal):
    """The moment of work or waiting is not over yet."""


# What the button meant is not kept: a text that is changed on the page that gives it back is looked over before it is sent.
@keeps_form(
    {"can": gettext_lazy("What I can do"), "why": gettext_lazy("Why I want to do this")},
    (FIELD, "moment", "work", "code", "noted"),
    lines={
        "languages": gettext_lazy("Languages I speak, and how well"),
        "when": gettext_lazy("When I can begin, and on which days"),
    },
)
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the form of a note about an offer; then the code to note; then send it."""
    offer, now = find_offer(code), timezone.now()
    if offer is None:
        raise Http404
    if offer.merged_into is not None:
        return redirect("answers:write", offer.merged_into.code)
    if not stands(offer, now):
        return redirect("portal:offer", offer.code)
    return _asked(request, offer, now)


def _asked(request: HttpRequest, offer: Offer, now: datetime.datetime) -> HttpResponse:
    promised, typed = promise_of(offer, now), Typed.of(request.POST)
    if request.method != "POST" or request.POST.get("act") == "back":
        return _form(request, offer, promised, typed)
    try:
        once, told = read_form_key(request.POST), typed.told()
    except Refusal as refusal:
        return _form(request, offer, promised, typed, str(refusal))
    if request.POST.get("act") != "send":
        return _check(request, offer, promised, (typed, once, ""), now)
    try:
        refuse_unnoted(request.POST, code_from(once.secret))
        _refuse_unpaid(request, promised, once, now)
        send_note(offer, told, once, now)
    except CodeTaken as refusal:
        return _form(request, offer, promised, typed, str(refusal))
    except Refusal as refusal:
        return _check(request, offer, promised, (typed, once, refusal), now)
    return show(request, code_from(once.secret), now, _("Your note is sent."))


def _refuse_unpaid(request: HttpRequest, promised: Promised | None, once: Once, now: datetime.datetime) -> None:
    owed = moment_for(promised.contract, once, *read_moment(request.POST), now) if promised else None
    if owed is not None:
        told = _("Many notes come at this moment. Please wait %(seconds)d seconds and press the button again.")
        raise OwesMoment(told % {"seconds": owed.seconds})


def _form(
    request: HttpRequest, offer: Offer, promised: Promised | None, typed: Typed, refusal: str = ""
) -> HttpResponse:
    context = {
        "offer": offer,
        "title": title_of(offer, get_language() or "en"),
        "promised": promised,
        "typed": typed,
        "refusal": refusal,
        "once": issue_once(),
        "longest": {"note": LONGEST_NOTE, "languages": LONGEST_LANGUAGES, "when": LONGEST_WHEN},
    }
    return render(request, "answers/write.html", context, status=422 if refusal else 200)


def _check(
    request: HttpRequest,
    offer: Offer,
    promised: Promised | None,
    sent: tuple[Typed, Once, Refusal | str],
    now: datetime.datetime,
) -> HttpResponse:
    """Show the note as the recruiter will read it, what was seen in it, and the code."""
    typed, once, refusal = sent
    language = get_language() or "en"
    if promised is None or not promised.is_open:
        return _form(request, offer, promised, typed, str(refusal) or _("No note can be sent about this offer now."))
    code, moment = code_from(once.secret), _moment(request, promised, once, now)
    status = 429 if isinstance(refusal, OwesMoment) else 422 if refusal else 200
    context = {
        "offer": offer,
        "title": title_of(offer, language),
        "promised": promised,
        "typed": typed,
        "refusal": str(refusal),
        "once": request.POST.get(FIELD, "")[:200],
        "code": code.reveal(),
        "qr": drawn_code(code, language),
        "found": look_over(typed.texts, language),
        "moment": moment,
        "is_noted": bool(request.POST.get("noted")),
    }
    answer = render(request, "answers/check.html", context, status=status)
    if status == 429 and moment:
        answer.headers["Retry-After"] = str(moment.seconds)
    return answer


def _moment(request: HttpRequest, promised: Promised, once: Once, now: datetime.datetime) -> Moment | None:
    return moment_for(promised.contract, once, *read_moment(request.POST), now)


def drawn_code(code: Code, language: str) -> str:
    """Return a QR of the address that opens one's note; the code stands behind ``#`` and is sent to nobody."""
    return drawn_qr(f"{settings.ORIGIN}/{language}/notes/?#{code.reveal()}")
