"""A seeker's own page, by typing the code back: look, state anew, see the plan, leave, tell what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.many_fields import many_fields
from parvis.core.domain.once import without_cookie
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.days import is_off
from parvis.meetings.domain.saying import say_facts, say_languages, say_needs
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.domain.seekers.calendar import calendar_for
from parvis.meetings.domain.seekers.changing import can_change, can_tell, change, leave, seeker_of, tell
from parvis.meetings.domain.seekers.shown import meetings_of
from parvis.meetings.domain.seekers.stating import stated_by
from parvis.meetings.domain.tables.showing import tables_shown
from parvis.meetings.enums import WITH_PLAN, Outcome
from parvis.meetings.models import Seeker
from parvis.meetings.seeker_forms import FIELDS, MOST_FIELDS, Typed, read_typed_code
from parvis.meetings.views.seeker import card
from parvis.meetings.views.seeker_form import about, fields


@keeps_form((), ("code", "act", "outcome", *FIELDS))
@without_cookie
@many_fields(MOST_FIELDS)
@require_http_methods(["GET", "HEAD", "POST"])
def yours(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then show what it holds and do what was pressed."""
    if request.method != "POST":
        return render(request, "meetings/seeker/ask.html", {"typed": "", "refusal": ""})
    try:
        code = read_typed_code(request.POST)
        seeker = seeker_of(code, timezone.now())
    except Refusal as error:
        shown = {"typed": request.POST.get("code", "")[:40], "refusal": str(error)}
        return render(request, "meetings/seeker/ask.html", shown, status=422)
    language, act, refusal, done = get_language() or "en", request.POST.get("act", ""), "", ""
    try:
        if act == "leave":
            leave(code)
            return render(request, "meetings/seeker/left.html")
        if act == "edit":
            return _form(request, seeker, code, Typed.stated(seeker.day, stated_by(seeker)), "")
        if act == "change":
            return _changed(request, seeker, code)
        if act == "tell":
            done = _told(code, request.POST)
            seeker = seeker_of(code, timezone.now())
    except Refusal as error:
        refusal = str(error)
    context = _shown(seeker, code, language) | {"refusal": refusal, "done": done}
    return render(request, "meetings/seeker/yours.html", context, status=422 if refusal else 200)


@without_cookie
@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """Give one's own meetings as a file for a calendar; the code is sent along, and stands neither in the address nor in the file."""
    try:
        made = calendar_for(
            seeker_of(read_typed_code(request.POST), timezone.now()), get_language() or "en", timezone.now()
        )
    except Refusal as error:
        shown = {"typed": request.POST.get("code", "")[:40], "refusal": str(error)}
        return render(request, "meetings/seeker/ask.html", shown, status=422)
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="meetings.ics"'
    return answer


def _told(code: Code, sent: Mapping[str, str]) -> str:
    outcome = sent.get("outcome", "")
    if outcome not in Outcome.values:
        raise Refusal(_("Choose one of the answers."))
    tell(code, Outcome(outcome), timezone.now())
    return _("Thank you. It was counted; nobody can see that it was you.")


def _changed(request: HttpRequest, seeker: Seeker, code: Code) -> HttpResponse:
    language, typed = get_language() or "en", Typed.of(request.POST)
    try:
        seeker = change(code, typed.read(seeker.day, language), timezone.now())
    except Refusal as error:
        return _form(request, seeker, code, typed, str(error))
    context = _shown(seeker_of(code), code, language) | {"refusal": "", "done": _("Done: what you stated is changed.")}
    return render(request, "meetings/seeker/yours.html", context)


def _form(request: HttpRequest, seeker: Seeker, code: Code, typed: Typed, refusal: str) -> HttpResponse:
    language = get_language() or "en"
    tables = tables_shown(seeker.day, stated_by(seeker), language)
    context = fields(seeker.day, typed, tables, language)
    context |= {"code": code.reveal(), "refusal": refusal, "looked": True}
    return render(request, "meetings/seeker/change.html", context, status=422 if refusal else 200)


def _shown(seeker: Seeker, code: Code, language: str) -> dict[str, object]:
    day, now, stated = seeker.day, timezone.now(), stated_by(seeker)
    tables = tables_shown(day, stated, language)
    return (
        about(day, language)
        | card(code, language)
        | {
            "alias": said_alias(alias_of(seeker), language),
            "is_off": is_off(day),
            "is_planned": day.state in WITH_PLAN,
            "meetings": meetings_of(seeker, language),
            "wished": [each for each in tables if each.key in stated.wishes],
            "vetoed": [each for each in tables if each.key in stated.vetoes],
            "languages": say_languages(stated.languages),
            "needs": say_needs(stated.needs),
            "facts": say_facts(seeker.facts()),
            "can_change": can_change(day, now),
            "can_tell": can_tell(seeker, now),
            "outcomes": Outcome.choices,
        }
    )
