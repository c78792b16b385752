"""Come back with the words: read, write again, choose how long it is kept, delete. The address never holds anything."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.once import without_cookie
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.live import news_of, said_live
from parvis.counsel.domain.opened import Opened, Shown, letters_of
from parvis.counsel.domain.passes import issue_pass, name_in, read_pass
from parvis.counsel.domain.phrases import Misspelt, read_phrase
from parvis.counsel.domain.reading import read_lines
from parvis.counsel.domain.returning import come_back
from parvis.counsel.domain.saying import kept_said, said_day
from parvis.counsel.domain.sealing import Unreadable
from parvis.counsel.domain.tallying import due
from parvis.counsel.domain.texts import read_text
from parvis.counsel.domain.threads import choose_keep, delete, let_desk_read, write_again
from parvis.counsel.enums import OWED, Keep
from parvis.counsel.forms import Typed, read_after, read_keep, read_sealed, read_words
from parvis.counsel.models import Thread

REFUSED, BUSY = 422, 503


@keeps_form(("text",), ("pass", "after", "keep", "act"))
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest) -> HttpResponse:
    """Ask for the words; then show the letters that they open, and do what a button says."""
    now, status, words, opened = timezone.now(), REFUSED, "", None
    if request.method != "POST":
        return _ask(request, QueryDict(), "", 200)
    try:
        opened = _opened(request.POST, now)
        if not read_sealed(request.POST, "pass"):
            let_desk_read(opened)
        return _done(request, opened, now)
    except Unreadable:
        said = _("A letter here was changed by somebody else than you or the desk. It is not shown.")
    except Busy as refusal:
        said, status = str(refusal), BUSY
    except Misspelt as refusal:
        said, words = str(refusal), read_words(request.POST)
    except Refusal as refusal:
        said = str(refusal)
    carried = issue_pass(opened, now) if opened and status == BUSY else ""
    return _ask(request, request.POST, said, status, words=words, carried=carried)


def _done(request: HttpRequest, opened: Opened, now: datetime.datetime) -> HttpResponse:
    """Do what the button says in the thread that is open."""
    if request.POST.get("act") == "delete":
        return render(request, "counsel/delete.html", {"pass": issue_pass(opened, now)})
    if request.POST.get("act") == "delete-now":
        delete(opened.thread, now)
        return render(request, "counsel/deleted.html")
    return _acted(request, opened, now)


def _opened(sent: QueryDict, now: datetime.datetime) -> Opened:
    """Return the thread that the page's pass opens, or the words that were typed; refuse with what is missing."""
    carried = read_sealed(sent, "pass")
    if carried:
        opened = read_pass(carried, now)
        if opened is None:
            raise Refusal(
                _("This page stood open for more than half an hour. Type your words again: nothing you wrote is lost.")
            )
        return opened
    return come_back(read_phrase(read_words(sent), get_language() or "en"), now)


def _acted(request: HttpRequest, opened: Opened, now: datetime.datetime) -> HttpResponse:
    """Do what the button says and show the thread; a refusal of the act keeps what was typed on the page."""
    sent, refusal, done, typed = request.POST, "", "", Typed()
    try:
        if sent.get("act") == "write":
            typed = Typed.of(sent)
            write_again(opened, read_text(typed.text), read_after(sent), now)
            typed, done = Typed(), _("Your letter is sent.")
        elif sent.get("act") == "keep":
            choose_keep(opened, read_keep(sent), now)
            done = _("Done. The letters are kept so long.")
        elif sent.get("act") == "look":
            typed = Typed.of(sent)
    except Busy:
        raise
    except Refusal as error:
        refusal = str(error)
    row = Thread.objects.select_related("desk__house").filter(pk=opened.thread.pk).first() or opened.thread
    letters = letters_of(Opened(row, opened.root))
    said = {"refusal": refusal, "done": done, "typed": typed, "pass": issue_pass(opened, now)}
    return render(request, "counsel/thread.html", _shown(row, letters, now) | said, status=422 if refusal else 200)


@without_cookie
@require_POST
def news(request: HttpRequest) -> HttpResponse:
    """Say to a page that stands open which version its thread has, and whether somebody at the desk is writing; 410 when it is over."""
    now = timezone.now()
    told = news_of(name_in(read_sealed(request.POST, "pass"), now), now)
    return JsonResponse(told) if told else HttpResponse(status=410)


def _shown(row: Thread, letters: list[Shown], now: datetime.datetime) -> dict[str, object]:
    language = get_language() or "en"
    return {
        "thread": row,
        "question": say(row.desk.question, language),
        "state": row.get_state_display(),
        "answer_by": said_day(due(row), language, with_weekday=True) if row.first_answer_on is None else "",
        "is_owed": row.state in OWED,
        "kept": kept_said(row.desk, now),
        "letters": read_lines(letters, language),
        "live_until": said_live(row.desk, language, now),
        "after": letters[-1].number if letters else 0,
        "keep_until": said_day(row.keep_until, language),
        "keeps": Keep.choices,
    }


def _ask(
    request: HttpRequest, sent: QueryDict, refusal: str, status: int, *, words: str = "", carried: str = ""
) -> HttpResponse:
    """Ask for the words, or only to try again with the pass ``carried``. A letter that was typed on a page too old stays: to be sent then, or
    to go on with where only a look was asked for.

    Of words that were typed only misspelt ones are shown again: a whole phrase stands in no page that somebody may leave open.
    """
    text = Typed.of(sent).text if sent.get("act") in {"write", "look"} else ""
    context = {"words": words, "pass": carried, "refusal": refusal, "text": text, "after": read_after(sent)}
    context["is_to_send"] = bool(text) and sent.get("act") == "write"
    answer = render(request, "counsel/ask.html", context, status=status)
    if status == BUSY:
        answer.headers["Retry-After"] = "5"
    return answer
