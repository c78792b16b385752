"""Choose a desk, write, note the words, send. Nothing is kept here before the last step."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.moment import Moment, is_paid, issue_moment, read_moment
from parvis.core.domain.once import without_cookie
from parvis.core.languages import is_right_to_left
from parvis.core.refusal import Refusal
from parvis.counsel.domain.desks import refuse_closed, takes_letters
from parvis.counsel.domain.drafts import Draft, hold, new_draft, read_held
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.opening import PhraseTaken, send_first
from parvis.counsel.domain.saying import desk_shown, houses_shown
from parvis.counsel.domain.texts import read_text
from parvis.counsel.enums import Keep
from parvis.counsel.forms import Typed, read_sealed, read_words, refuse_unnoted
from parvis.network.models import Desk

#: The moment that a first letter owes: a second or so of sums, or the time it takes to write ten words down.
BITS, SECONDS = 15, 20


@without_cookie
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show the desks that take letters, by house."""
    language = get_language() or "en"
    only = request.GET.get("house", "")
    only = only if only.isprintable() and len(only) <= 60 else ""
    shown = houses_shown(language, only)
    is_none = bool(only) and not shown
    houses = houses_shown(language) if is_none else shown
    return render(request, "counsel/choose.html", {"houses": houses, "is_none": is_none})


@keeps_form(("text",), ("keep", "held", "moment", "work", "words", "noted", "act"))
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form of a letter to a desk; then the words to note; then send it."""
    desk = get_object_or_404(Desk.objects.select_related("house"), code=code)
    now = timezone.now()
    if request.method != "POST":
        return _form(request, desk, Typed(), now)
    if "held" in request.POST:
        return _noted(request, desk, now)
    typed = Typed.of(request.POST)
    if request.POST.get("act") == "begin":  # what was typed on another page stands in the form, and nowhere else
        return _form(request, desk, typed, now)
    try:
        refuse_closed(desk)
        draft = new_draft(desk, read_text(typed.text), get_language() or "en", typed.keep, now)
    except Refusal as refusal:
        return _form(request, desk, typed, now, str(refusal))
    return _words(request, desk, draft, _moment(draft))


def _noted(request: HttpRequest, desk: Desk, now: datetime.datetime) -> HttpResponse:
    """Send a letter whose words were noted, or go back to it."""
    draft = read_held(read_sealed(request.POST, "held"), now)
    if draft is None or draft.desk != desk.code:
        return _form(
            request,
            desk,
            Typed(),
            now,
            _("This page stood open for more than a day. Nothing was sent. Please write again."),
        )
    if request.POST.get("act") == "back":
        return _form(request, desk, Typed(draft.text.reveal(), draft.keep_days), now)
    owed = read_moment(request.POST.get("moment", "")[:200], draft.mark()) or _moment(draft)
    try:
        refuse_unnoted(request.POST, draft.phrase, get_language() or "en")
        _refuse_unpaid(request, owed)
        send_first(draft, now)
    except PhraseTaken as refusal:
        draft = new_draft(desk, draft.text, draft.language, draft.keep_days, now)
        return _words(request, desk, draft, _moment(draft), str(refusal))
    except Refusal as refusal:
        return _words(request, desk, draft, owed, refusal)
    return HttpResponseRedirect(reverse("counsel:sent"), status=303)


class OwesMoment(Refusal):
    """The moment of work or waiting is not over yet."""


def _refuse_unpaid(request: HttpRequest, owed: Moment) -> None:
    if not is_paid(owed, request.POST.get("work", "")[:40]):
        told = _(
            "One moment, so that no machine sends letters by the thousand. Please wait %(seconds)d seconds and press the button again."
        )
        raise OwesMoment(told % {"seconds": owed.seconds})


def _moment(draft: Draft) -> Moment:
    return issue_moment(draft.mark(), BITS, SECONDS)


def _form(request: HttpRequest, desk: Desk, typed: Typed, now: datetime.datetime, refusal: str = "") -> HttpResponse:
    language = get_language() or "en"
    context = {
        "desk": desk,
        "shown": desk_shown(desk, language, now),
        "is_open": takes_letters(desk),
        "typed": typed,
        "keeps": Keep.choices,
        "refusal": refusal,
    }
    return render(request, "counsel/write.html", context, status=422 if refusal else 200)


def _words(request: HttpRequest, desk: Desk, draft: Draft, moment: Moment, refusal: Refusal | str = "") -> HttpResponse:
    """Show the words that open the letter, and what was refused."""
    status = 503 if isinstance(refusal, Busy) else 429 if isinstance(refusal, OwesMoment) else 422 if refusal else 200
    context = {
        "refusal": str(refusal),
        "desk": desk,
        "words": draft.phrase.reveal(),
        "words_language": draft.phrase.language,
        "words_direction": "rtl" if is_right_to_left(draft.phrase.language) else "ltr",
        "held": hold(draft),
        "moment": moment,
        "typed": read_words(request.POST),
        "is_noted": bool(request.POST.get("noted")),
    }
    answer = render(request, "counsel/words.html", context, status=status)
    if status in {429, 503}:
        answer.headers["Retry-After"] = str(moment.seconds)
    return answer


@without_cookie
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a letter was sent, and how to come back. The address holds nothing: it can be loaded again."""
    return render(request, "counsel/sent.html")
