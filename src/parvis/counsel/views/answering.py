"""A thread at the desk: read, answer with things of the libraries, say that one is writing, hand on, end."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.domain.kept_forms import keeps_form, kept_form
from parvis.core.domain.named import find_things, name_things
from parvis.core.languages import language_name
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.counsel.domain.attached import with_things
from parvis.counsel.domain.claims import Held, held_by, let_go, take_claim
from parvis.counsel.domain.handing import hand_over, other_desks
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.live import said_live
from parvis.counsel.domain.opened import Opened, letters_of
from parvis.counsel.domain.reading import read_lines
from parvis.counsel.domain.saying import said_day
from parvis.counsel.domain.sealing import PlainText, Unreadable
from parvis.counsel.domain.tallying import due
from parvis.counsel.domain.texts import read_text
from parvis.counsel.domain.threads import Overtaken, answer, end
from parvis.counsel.domain.waiting import STATES
from parvis.counsel.enums import OWED, State
from parvis.counsel.forms import DeskTyped, read_after, read_code
from parvis.counsel.models import Thread
from parvis.counsel.rules import LONGEST
from parvis.counsel.views.at_desk import (
    BUSY,
    GONE,
    OVERTAKEN,
    REFUSED,
    THREAD_GONE,
    desk_closed,
    desks_here,
    officer_of,
    opened_here,
    shut,
    thread_here,
    to_list,
)
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House

Act = Callable[[HttpRequest, Opened, datetime.datetime], None]


@keeps_form(("text", "note"), ("after", "ends", "attach", "find", "desk", "act"))
@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, house: House, name: str) -> HttpResponse:
    """Show a thread, or do in it what a button says. It is opened in memory, for this answer alone."""
    kept = kept_form(request)
    try:
        found, officer = thread_here(request, house, name), officer_of(request)
    except Http404:
        if kept is not None and kept.has_text:
            return shut(request, house, THREAD_GONE, kept, GONE)
        raise
    if officer is None:
        return desk_closed(request, house)
    try:
        opened = opened_here(found, officer)
        if request.method == "POST":
            return _acted(request, house, opened)
        return _shown(request, opened)
    except Unreadable:
        said = _("A letter here was changed by somebody else than the visitor or the desk. It is not shown.")
    except Refusal as refusal:
        said = str(refusal)
    return shut(request, house, said, kept)


def _acted(request: HttpRequest, house: House, opened: Opened) -> HttpResponse:
    """Do what the button says. What was typed stays on the page when it is refused, or when only something is looked for."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return _shown(request, opened, typed=DeskTyped.of(request.POST))
    note = _note(request)
    try:
        act(request, opened, timezone.now())
    except Refusal as error:
        status = OVERTAKEN if isinstance(error, Overtaken) else BUSY if isinstance(error, Busy) else REFUSED
        fresh = Thread.objects.select_related("desk__house").filter(pk=opened.thread.pk).first()
        if fresh is None or fresh.desk_id not in {desk.pk for desk in desks_here(request, house)}:
            return shut(request, house, str(error), kept_form(request), status)
        typed_form = DeskTyped.of(request.POST)
        return _shown(request, Opened(fresh, opened.root), typed_form, refusal=str(error), status=status, note=note)
    if request.POST.get("act") == "hand":
        return to_list(house)
    return HttpResponseRedirect(request.path, status=303)


def _answer(request: HttpRequest, opened: Opened, now: datetime.datetime) -> None:
    typed = DeskTyped.of(request.POST)
    text = with_things(read_text(typed.text), typed.attached)
    answer(opened, text, typed.after, now, ends=typed.ends)


def _note(request: HttpRequest) -> str:
    """Return why a thread is handed on, as it was typed: it is a letter, and as long as one is refused in words, not cut."""
    return request.POST.get("note", "")[: 4 * LONGEST]


def _hand(request: HttpRequest, opened: Opened, now: datetime.datetime) -> None:
    code, note = read_code(request.POST, "desk"), _note(request)
    to = next((desk for desk in other_desks(opened.thread.desk) if desk.code == code), None)
    if to is None:
        raise Refusal(_("Please choose a desk that takes letters."))
    hand_over(opened, to, read_text(note) if note.strip() else PlainText(""), read_after(request.POST), now)


ACTS: dict[str, Act] = {
    "answer": _answer,
    "hand": _hand,
    "end": lambda request, opened, now: end(opened, read_after(request.POST), now),
    "claim": lambda request, opened, now: take_claim(opened.thread, request.session, now),
    "let-go": lambda request, opened, _now: let_go(opened.thread, request.session),
}


def _shown(
    request: HttpRequest,
    opened: Opened,
    typed: DeskTyped | None = None,
    *,
    refusal: str = "",
    status: int = 200,
    note: str = "",
) -> HttpResponse:
    language, now, row = get_language() or "en", timezone.now(), opened.thread
    letters, typed = letters_of(opened), typed or DeskTyped()
    found = find_things(typed.find, language) if typed.find else ()
    ticked = name_things(typed.attached, language)
    context = {
        "house": row.desk.house,
        "thread": row,
        "question": say(row.desk.question, language),
        "language": language_name(row.language, language),
        "state": STATES[State(row.state)](),
        "answer_by": said_day(due(row), language, with_weekday=True) if row.first_answer_on is None else "",
        "is_owed": row.state in OWED,
        "letters": read_lines(letters, language),
        "after": letters[-1].number if letters else 0,
        "typed": typed,
        "ticked": ticked,
        "found": [thing for thing in found if thing.item not in set(typed.attached)],
        "held": held_by(row, request.session, now),
        "Held": {each.name: each.value for each in Held},
        "desks": [(desk.code, say(desk.question, language)) for desk in other_desks(row.desk)],
        "live_until": said_live(row.desk, language, now),
        "refusal": refusal,
        "is_overtaken": status == OVERTAKEN,
        "note": note,
        "keep_until": said_day(row.keep_until, language),
    }
    return render(request, "counsel/desk_thread.html", context, status=status)


@house_page(may_sit_at_desk)
@require_safe
def news(request: HttpRequest, house: House, name: str) -> HttpResponseBase:
    """Say which version a thread has and whether somebody writes: for a page that stands open. 304 while nothing changed."""
    row = thread_here(request, house, name)
    held = held_by(row, request.session, timezone.now())
    etag = f'"{row.version}-{held}"'
    answered = get_conditional_response(request, etag=etag)
    told = answered or JsonResponse({"version": row.version, "writing": held is Held.COLLEAGUE})
    told.headers["ETag"] = etag
    return told
