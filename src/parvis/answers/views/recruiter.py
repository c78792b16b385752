"""The recruiter's pages, by a signed link and without an account: read a note, answer it; say yes in the mailbox.

Opening a link shows nothing of a note: programs that look at links in mails press no buttons.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.answers.domain import acting, closing, contracts, reading
from parvis.answers.domain.keys import note_in
from parvis.answers.domain.saying import offer_titles, said_day, said_for, said_owner, said_to_recruiter
from parvis.answers.domain.settling import effective, is_forgotten
from parvis.answers.enums import REASONS, Act
from parvis.answers.forms import read_text
from parvis.answers.models import Note
from parvis.answers.rules import LONGEST_TEXT
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.once import without_cookie
from parvis.core.refusal import Refusal

RecruiterAct = Callable[[str, QueryDict, datetime.datetime], None]

ACTS: dict[str, RecruiterAct] = {
    Act.INVITE: lambda name, sent, now: acting.invite(name, read_text(sent), now),
    Act.ASK: lambda name, sent, now: acting.ask(name, read_text(sent), now),
    Act.DECLINE: lambda name, sent, now: acting.decline(
        name, sent.get("reason", "")[:20], read_text(sent, may_be_empty=True), now
    ),
    Act.ACCEPT: lambda name, _sent, now: acting.accept(name, now),
}


@keeps_form(("text",), ("reason", "act"))
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, link: str) -> HttpResponse:
    """Show where a note stands, and (once the button is pressed) the note; answer it."""
    now, name = timezone.now(), note_in(link)
    note = Note.objects.filter(name=name).select_related("contract__house", "slot").first() if name else None
    if note is None or is_forgotten(note, now):
        told = _("This link is not whole, or its note ended more than 30 days ago and is destroyed.")
        return render(request, "answers/no_link.html", {"told": told}, status=404)
    if request.method != "POST":
        return _door(request, note, now)
    refusal, done, act = "", "", request.POST.get("act", "")
    try:
        if act in ACTS:
            ACTS[act](name, request.POST, now)
            done = _("Done. The person reads it with their code.")
    except Refusal as error:
        refusal = str(error)
    try:
        opened = reading.look_as_recruiter(name, now)
    except Refusal as error:
        return _door(request, note, now, str(error))
    return _opened(request, opened, done, refusal)


def _door(request: HttpRequest, note: Note, now: datetime.datetime, refusal: str = "") -> HttpResponse:
    language, state = get_language() or "en", effective(note, now)
    titles = offer_titles([note.offer_code], language)
    context = {
        "title": titles.get(note.offer_code, note.offer_code),
        "state": said_to_recruiter(state),
        "due": said_day(note.due_on, language) if state == note.state else "",
        "is_sample": note.contract.is_sample,
        "refusal": refusal,
    }
    return render(request, "answers/door.html", context, status=503 if refusal else 200)


def _opened(request: HttpRequest, opened: reading.Opened, done: str, refusal: str) -> HttpResponse:
    language, note = get_language() or "en", opened.note
    titles = offer_titles([note.offer_code], language)
    context = {
        "opened": opened,
        "title": titles.get(note.offer_code, note.offer_code),
        "state": said_to_recruiter(opened.state),
        "due": said_day(note.due_on, language),
        "until": said_day(opened.until, language),
        "acts": {act.value: True for act in opened.acts},
        "reasons": [(reason.value, reason.label) for reason in REASONS],
        "typed_text": request.POST.get("text", "")[:LONGEST_TEXT] if refusal else "",
        "longest": LONGEST_TEXT,
        "done": done,
        "refusal": refusal,
    }
    return render(request, "answers/recruiter.html", context, status=422 if refusal else 200)


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest, link: str) -> HttpResponse:
    """Ask whoever reads the mailbox whether the promise is theirs; let them open offers again that closed after silences."""
    language, done = get_language() or "en", ""
    try:
        contract = contracts.contract_of_mailbox(link)
        if request.method == "POST" and request.POST.get("act") in {"yes", "no"}:
            contract = contracts.agree(link, timezone.now(), is_yes=request.POST["act"] == "yes")
            done = (
                _("Thank you. Notes can come now.")
                if contract.is_wanted
                else _("Thank you. Nobody will be sent to you.")
            )
        if request.method == "POST" and request.POST.get("act") == "anew":
            number = closing.promise_anew(link, timezone.now())
            done = ngettext("%(number)d offer takes notes again.", "%(number)d offers take notes again.", number)
            done %= {"number": number}
    except Refusal as refusal:
        return render(request, "answers/no_link.html", {"told": str(refusal)}, status=404)
    closed = closing.closed_under(contract, timezone.now(), language) if contract.is_in_force else []
    context = {
        "contract": contract,
        "owner": said_owner(contract, language),
        "offers": said_for(contract, language),
        "done": done,
        "closed": [
            {"title": one.title, "is_over": one.is_over, "day": said_day(one.opens_on, language)} for one in closed
        ],
        "may_promise_anew": any(one.is_over for one in closed),
        "is_asked": contract.is_wanted and contract.agreed_on is None,
    }
    return render(request, "answers/mailbox.html", context)
