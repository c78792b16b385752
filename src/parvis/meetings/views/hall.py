"""Screens of a running day that everybody may see, or whoever has a table's card: the hall, a table."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.domain.live import live
from parvis.core.domain.once import without_cookie
from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.acts import Change, say_meeting, take_back
from parvis.meetings.domain.hall.notes import read_notes, take_notes
from parvis.meetings.domain.hall.shown import TURNS, hall_of, said_times, table_screen
from parvis.meetings.domain.saying import say_organisation, say_sign
from parvis.meetings.domain.tables.codes import screen_print
from parvis.meetings.enums import MeetingState
from parvis.meetings.hall_forms import read_change, read_note, read_whole
from parvis.meetings.models import Meeting, MeetingDay, Table

#: Without script the page is loaded anew so often, in seconds.
SECONDS = 10
_SAYS = {"held": MeetingState.HELD, "missed": MeetingState.MISSED}
_LONGEST_NOTES = 100_000  # bytes


@require_safe
def hall(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show who goes to which table, large; screens of many calls follow each other by themselves, without script too."""
    day = MeetingDay.objects.public().select_related("session").filter(session__code=code).first()
    if day is None:
        raise Http404
    language, now = get_language() or "en", timezone.now()
    screen = read_whole(request.GET.get("screen", "1"))
    shown = hall_of(day, screen, now, language)

    def page() -> HttpResponse:
        context = {
            "day": day,
            "hall": shown,
            "times": said_times(day, shown.slot, language),
            "following": shown.screen % shown.screens + 1,
            "seconds": TURNS if shown.screens > 1 else SECONDS,
        }
        return render(request, "meetings/hall.html", context)

    return live(request, day.version, page, shown.slot, shown.screens)


def _table(token: str) -> Table:
    rows = Table.objects.select_related("day__session", "partner")
    found = rows.filter(screen=screen_print(token)).first()
    if found is None:
        raise Http404
    return found


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a table who is called and who is next; take what its people say. Whoever has the link is the table."""
    here = _table(token)
    if request.method != "POST":
        left = table_screen(here, timezone.now(), get_language() or "en").left
        return live(request, here.day.version, lambda: _page(request, here, token), left)
    try:
        step = _said(request, here)
    except Refusal as refusal:
        return _page(request, here, token, refusal=str(refusal))
    return _page(request, _table(token), token, step=step)


def _said(request: HttpRequest, here: Table) -> Change | None:
    """Do what was pressed; return what can be taken back."""
    act, now = request.POST.get("act", ""), timezone.now()
    if act in _SAYS:
        change = say_meeting(here.day_id, here.pk, read_whole(request.POST.get("meeting", "")), _SAYS[act], now)
        return change if change.is_one else None
    if act == "undo":
        change = read_change(request.POST)
        if change.kind != "meeting" or not Meeting.objects.filter(pk=change.pk, table=here).exists():
            raise Refusal(_("This meeting is not called at this table any more."))
        take_back(here.day_id, change, now)
        return None
    taken = take_notes(here, [read_note(here, request.POST)], now)
    if taken.doubtful:
        raise Refusal(_("This cannot be true beside what other tables said. Tell the reception, please."))
    return None


def _page(
    request: HttpRequest, here: Table, token: str, *, refusal: str = "", step: Change | None = None
) -> HttpResponse:
    language = get_language() or "en"
    shown = table_screen(here, timezone.now(), language)
    context = {
        "table": here,
        "token": token,
        "sign": say_sign(here),
        "organisation": say_organisation(here, language),
        "shown": shown,
        "times": said_times(here.day, shown.slot, language),
        "after_times": said_times(here.day, shown.after_slot, language),
        "card": [(said_times(here.day, line.slot, language), line) for line in shown.card],
        "number": highest_note(here),
        "refusal": refusal,
        "step": step,
        "seconds": SECONDS,
    }
    return render(request, "meetings/table_screen.html", context, status=422 if refusal else 200)


def highest_note(here: Table) -> int:
    """Return the highest number of a note of this table, from which its page counts on."""
    return max(Meeting.objects.filter(table=here, noted__gt=0).values_list("noted", flat=True), default=0)


@without_cookie
@require_POST
def notes(request: HttpRequest, token: str) -> HttpResponse:
    """Take what a table's page noted, perhaps without a network; sent again, nothing more happens."""
    here = _table(token)
    try:
        if len(request.body) > _LONGEST_NOTES:
            raise ValueError  # noqa: TRY301 - one answer for all that is no list of notes
        told = read_notes(here, json.loads(request.body))
    except (ValueError, TypeError, RecursionError):
        return JsonResponse({"error": "unreadable"}, status=400)
    try:
        taken = take_notes(here, told, timezone.now())
    except Refusal as refusal:
        return JsonResponse({"error": str(refusal)}, status=503)
    return JsonResponse({"taken": taken.number, "doubtful": taken.doubtful})
