"""The reception of a running day: who is here, which table came, the next slot."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.acts import Change, find_seeker, mark_seeker, mark_table, set_apart, take_back
from parvis.meetings.domain.hall.shown import said_times, shown_slot
from parvis.meetings.domain.hall.turns import call_slot
from parvis.meetings.domain.saying import say_organisation, say_release, say_sign, say_slot, say_title
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.enums import MeetingState, Presence
from parvis.meetings.hall_forms import read_change, read_presence, read_whole
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table
from parvis.network.domain.rights import may_keep_door, may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@dataclass(frozen=True)
class Done:
    """What was done last: a sentence, and what takes it back."""

    said: str
    change: Change | None = None


def _day(house: House, code: str) -> MeetingDay:
    rows = MeetingDay.objects.select_related("session__event").prefetch_related("session__event__texts")
    found = rows.filter(session__code=code, session__event__house=house).first()
    if found is None:
        raise Http404
    return found


@house_page(may_keep_door)
@require_http_methods(["GET", "HEAD", "POST"])
def reception(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Check people and tables in, by names of word, colour and number; call the slot."""
    day, done, refusal = _day(house, code), None, ""
    if request.method == "POST":
        try:
            done = _done(request, day)
        except Refusal as error:
            refusal = str(error)
        day = _day(house, code)
    context = _shown(day) | {
        "house": house,
        "may_print": may_run_programme(staff_of(request), house),
        "done": done,
        "refusal": refusal,
        "typed": request.POST.get("who", "")[:60] if refusal else "",
    }
    return render(request, "meetings/reception.html", context, status=422 if refusal else 200)


def _done(request: HttpRequest, day: MeetingDay) -> Done:
    act, now, language = request.POST.get("act", ""), timezone.now(), get_language() or "en"
    if act == "call":
        return Done(_("Called: %(slot)s.") % {"slot": say_slot(day, call_slot(day.pk, now), language)})
    if act == "undo":
        take_back(day.pk, read_change(request.POST), now)
        return Done(_("Taken back."))
    if act == "table":
        return _table_done(request, day)
    if act in {"apart", "joined"}:
        set_apart(day.pk, read_whole(request.POST.get("table", "")), is_apart=act == "apart", now=now)
        return Done(_("This table calls by its card.") if act == "apart" else _("This table has a network again."))
    seeker, presence = find_seeker(day, request.POST.get("who", "")[:400], language), read_presence(act)
    since = request.POST.get("since", "")[:3]
    slot = read_whole(since) - 1 if since.isdecimal() and 1 <= read_whole(since) <= day.slot_count else None
    change = mark_seeker(day.pk, seeker.pk, presence, now, slot)
    said = f"{said_alias(alias_of(seeker), language)} {Presence(presence).label}"
    return Done(said, change if change.is_one else None)


def _table_done(request: HttpRequest, day: MeetingDay) -> Done:
    present = request.POST.get("present", "")[:3]
    number = read_whole(present) if present.isdecimal() else None
    pk, presence = read_whole(request.POST.get("table", "")), read_presence(request.POST.get("presence", ""))
    change = mark_table(day.pk, pk, presence, timezone.now(), number)
    sign = say_sign(Table.objects.get(pk=pk))
    return Done(f"{sign}: {presence.label}", change if change.is_one else None)


def _shown(day: MeetingDay) -> dict[str, object]:
    language, now = get_language() or "en", timezone.now()
    tables = list(Table.objects.filter(day=day).select_related("partner"))
    slot = shown_slot(day, now)
    here = list(Seeker.objects.filter(day=day).values_list("presence", flat=True))
    called = Meeting.objects.filter(day=day, slot=-1 if slot is None else slot, state=MeetingState.CALLED)
    return {
        "day": day,
        "title": say_title(day, language),
        "slots": [(slot.number + 1, say_slot(day, slot.number, language)) for slot in day.slots()],
        "times": said_times(day, None if slot is None else day.slots()[slot], language),
        "is_due": slot is not None and day.reached != slot,
        "figures": [(presence.label, here.count(presence)) for presence in Presence],
        "called": called.count(),
        "release": say_release(day, tables),
        "tables": [(each, say_sign(each), say_organisation(each, language)) for each in tables],
    }
