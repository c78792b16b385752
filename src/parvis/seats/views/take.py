"""Choose a date, take seats, see the code once."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.agenda.enums import PUBLIC, EventState
from parvis.agenda.models import Event
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.moment import Moment
from parvis.core.domain.once import FIELD, issue_once, without_cookie
from parvis.core.domain.qr import drawn_qr
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.seats.domain.saying import choices, said_state, title, when
from parvis.seats.domain.taking import GROUP_MOST, Taken, take
from parvis.seats.domain.work import moment_for
from parvis.seats.forms import Typed, read_form_key, read_moment
from parvis.seats.models import Plan

#: Whose seats can be asked for by an address; what stands apart is in no list, but whoever is led here may take it.
_SHOWN = (*PUBLIC, EventState.APART)
#: Free times of appointments shown at once; their own page (the appointments room) leads to one of them.
MOST_TIMES = 24


@keeps_form(
    (),
    (FIELD, "session", "seats", "group", "moment", "work"),
    lines={"contact": gettext_lazy("Mail address or telephone number")},
)
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Show the dates of an event and how many seats are free; take what the form asks for."""
    event = get_object_or_404(Event.objects.filter(state__in=_SHOWN).select_related("house"), code=code)
    language, now = get_language() or "en", timezone.now()
    typed, refusal = Typed.opened(request.GET), ""
    if request.method == "POST":
        typed = Typed.of(request.POST)
        try:
            once, asked = read_form_key(request.POST), typed.asked(language)
            plan = Plan.objects.filter(session__event=event, session__code=typed.session).first()
            owed = moment_for(plan, once, *read_moment(request.POST), now) if plan else None
            if owed is not None:
                sent = {
                    FIELD: request.POST.get(FIELD, ""),
                    "session": typed.session,
                    "seats": typed.seats,
                    "contact": typed.contact,
                } | ({"group": "1"} if typed.is_group else {})
                return one_moment(request, event, owed, sent, _("Take seats"))
            taken = take(plan.pk if plan else 0, asked, once, now)
        except Refusal as error:
            refusal = str(error)
        else:
            return render(request, "seats/taken.html", _taken(taken, event, language))
    is_appointment = event.state == EventState.APART
    offered = choices(event, now, language)
    if is_appointment:
        offered = [choice for choice in offered if choice.is_open and typed.session in {"", choice.code}][:MOST_TIMES]
    context = {
        "event": event,
        "title": title(event, language),
        "choices": offered,
        "is_open": any(choice.is_open for choice in offered),
        "numbers": range(1, max((choice.most for choice in offered), default=1) + 1),
        "typed": typed,
        "is_appointment": is_appointment,
        "refusal": refusal,
        "once": issue_once(),
        "group_most": GROUP_MOST,
    }
    return render(request, "seats/choose.html", context, status=422 if refusal else 200)


def one_moment(request: HttpRequest, event: Event, owed: Moment, sent: dict[str, str], words: str) -> HttpResponse:
    """Ask for a moment of work or waiting before the button ``words`` does what it says; what was ``sent`` stays with it."""
    named = title(event, get_language() or "en")
    context = {"title": named, "moment": owed, "action": request.path, "sent": sent, "words": words}
    answer = render(request, "seats/moment.html", context, status=429)
    answer.headers["Retry-After"] = str(owed.seconds)
    return answer


def _taken(taken: Taken, event: Event, language: str) -> dict[str, object]:
    plan = taken.holding.plan
    return {
        "event": event,
        "title": title(event, language),
        "holding": taken.holding,
        "code": taken.code.reveal(),
        "qr": drawn_code(taken.code, language),
        "state": said_state(taken.holding, language, timezone.now()),
        "when": when(plan, language),
    }


def drawn_code(code: Code, language: str) -> str:
    """Return a QR of the address that opens one's seats; the code stands behind ``#`` and is sent to nobody.

    The empty query keeps the drawing out of the memory that public addresses are drawn from.
    """
    return drawn_qr(f"{settings.ORIGIN}/{language}/seats/?#{code.reveal()}")
