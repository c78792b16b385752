"""Joining a meeting day: the one form, what does not fit said before, the code shown once; and the form on paper."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.many_fields import many_fields
from parvis.core.domain.once import FIELD, without_cookie
from parvis.core.domain.qr import drawn_qr
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.domain.seekers.joining import Joined, join, refuse_closed
from parvis.meetings.domain.seekers.stating import Stated, check_stated
from parvis.meetings.domain.tables.showing import say_doubts, tables_shown
from parvis.meetings.models import MeetingDay
from parvis.meetings.seeker_forms import FIELDS, MOST_FIELDS, Typed, mark_of, read_form_key
from parvis.meetings.views.seeker_form import about, fields


def public_day(code: str) -> MeetingDay:
    """Return a day that visitors may see, 404 when there is none with that code of its date."""
    days = MeetingDay.objects.public().select_related("session__event__house").prefetch_related("session__event__texts")
    found = days.filter(session__code=code).first()
    if found is None:
        raise Http404
    return found


@keeps_form((), (FIELD, "seen", "act", *FIELDS))
@without_cookie
@many_fields(MOST_FIELDS)
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form; say what does not fit; have somebody join and show the code."""
    day, language, now = public_day(code), get_language() or "en", timezone.now()
    typed, refusal, doubts, closed = Typed.opened(day, language), "", "", ""
    stated: Stated | None = None
    try:
        refuse_closed(day, now)
    except Refusal as error:
        closed = str(error)
    if request.method == "POST":
        typed = Typed.of(request.POST)
        try:
            once = read_form_key(request.POST)
            stated = typed.read(day, language)
            tables = tables_shown(day, stated, language)
            check_stated(day, stated, [each.key for each in tables])
            doubts = say_doubts(tables, stated)
            if request.POST.get("act") != "look" and (not doubts or typed.seen == mark_of(doubts)):
                return joined_page(request, join(day.pk, stated, once, now), day, language)
        except Refusal as error:
            refusal, doubts = str(error), ""
    context = fields(day, typed, tables_shown(day, stated, language), language) | {
        "refusal": refusal,
        "doubts": doubts,
        "seen": mark_of(doubts),
        "closed": closed if not refusal else "",
        "looked": stated is not None and not refusal,
    }
    return render(request, "meetings/seeker/join.html", context, status=422 if refusal else 200)


def joined_page(request: HttpRequest, joined: Joined, day: MeetingDay, language: str) -> HttpResponse:
    """Show the name and the code, this once."""
    context = (
        about(day, language) | card(joined.code, language) | {"alias": said_alias(alias_of(joined.seeker), language)}
    )
    return render(request, "meetings/seeker/joined.html", context)


def card(code: Code, language: str) -> dict[str, object]:
    """Return a code as pages show it; behind ``#`` it is sent to nobody, and the empty query keeps its drawing out of memory."""
    address = f"{settings.ORIGIN}/{language}/my-meetings/?#{code.reveal()}"
    return {"code": code.reveal(), "qr": drawn_qr(address), "call": ""}


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form to print and fill in by hand."""
    day, language = public_day(code), get_language() or "en"
    context = fields(day, Typed(), tables_shown(day, None, language), language)
    return render(request, "meetings/seeker/paper.html", context)
