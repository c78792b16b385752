"""One's own note, by typing the code back: read, answer, say who one is, take back."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.answers.domain import acting, reading
from parvis.answers.domain.saying import offer_titles, said_day, said_to_visitor
from parvis.answers.enums import Act, State
from parvis.answers.forms import read_identity, read_text, read_typed_code
from parvis.answers.rules import LONGEST_CONTACT, LONGEST_NAME, LONGEST_TEXT, REVEAL_DAYS
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.once import without_cookie
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.offers.domain.finding import near_offers
from parvis.offers.domain.lines import Line, line_of
from parvis.offers.domain.profile import find_offer

VisitorAct = Callable[[Code, QueryDict, datetime.datetime], None]
#: After these ends a visitor is shown where to go on.
_GOES_ON = (State.SILENT, State.GONE, State.LOST, State.EXPIRED, State.ANSWERED)


def _sign(code: Code, sent: QueryDict, now: datetime.datetime) -> None:
    told, days = read_identity(sent)
    acting.sign(code, told, days, now)


ACTS: dict[str, VisitorAct] = {
    Act.REPLY: lambda code, sent, now: acting.reply(code, read_text(sent), now),
    Act.SIGN: _sign,
    Act.REVOKE: lambda code, _sent, now: acting.revoke(code, now),
    Act.WITHDRAW: lambda code, _sent, now: acting.withdraw(code, now),
}


@keeps_form(
    {"text": gettext_lazy("Your answer, without your name")},
    ("code", "days", "act"),
    lines={"name": gettext_lazy("Your name"), "contact": gettext_lazy("Mail address or telephone number")},
)
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def yours(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then show the note, and what can be done with it."""
    if request.method != "POST":
        return render(request, "answers/ask.html", {"typed": "", "refusal": ""})
    now, refusal, done = timezone.now(), "", ""
    try:
        code = read_typed_code(request.POST)
        reading.look(code, now)
    except Refusal as error:
        shown = {"typed": request.POST.get("code", "")[:40], "refusal": str(error)}
        return render(request, "answers/ask.html", shown, status=422)
    act = request.POST.get("act", "")
    if act in ACTS:
        try:
            ACTS[act](code, request.POST, now)
            done = _("Done.")
        except Refusal as error:
            refusal = str(error)
    return show(request, code, now, done, refusal)


def show(request: HttpRequest, code: Code, now: datetime.datetime, done: str = "", refusal: str = "") -> HttpResponse:
    """Show the note under ``code`` as it stands."""
    language = get_language() or "en"
    try:
        opened = reading.look(code, now)
    except Refusal as error:  # others hold the lock: what was done stands, and the code opens it in a moment
        shown = {"typed": code.reveal(), "refusal": str(error), "done": done}
        return render(request, "answers/ask.html", shown, status=503)
    note = opened.note
    titles = offer_titles([note.offer_code], language)
    context = {
        "opened": opened,
        "code": code.reveal(),
        "offer_code": note.offer_code,
        "title": titles.get(note.offer_code, note.offer_code),
        "state": said_to_visitor(opened.state, note.days),
        "due": said_day(note.due_on, language),
        "until": said_day(opened.until, language),
        "acts": {act.value: True for act in opened.acts},
        "lines": _near(note.offer_code, language, now) if opened.state in _GOES_ON else [],
        "goes_on": opened.state in _GOES_ON,
        "typed_text": request.POST.get("text", "")[:LONGEST_TEXT] if refusal else "",
        "days": REVEAL_DAYS,
        "longest": {"text": LONGEST_TEXT, "name": LONGEST_NAME, "contact": LONGEST_CONTACT},
        "done": done,
        "refusal": refusal,
    }
    return render(request, "answers/yours.html", context, status=422 if refusal else 200)


def _near(offer_code: str, language: str, now: datetime.datetime) -> list[Line]:
    """Return other offers like this one that still stand."""
    offer = find_offer(offer_code)
    return [line_of(found, language, km) for found, km in near_offers(offer, now)] if offer else []
