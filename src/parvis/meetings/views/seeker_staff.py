"""The reception: type in a slip, or have somebody join on the day; the code is printed for the person and shown once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods

from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.many_fields import many_fields
from parvis.core.domain.once import FIELD
from parvis.core.languages import INTERFACE_LANGUAGES, is_right_to_left
from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.shown import next_for, say_next
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.domain.seekers.joining import Joined, join, refuse_closed
from parvis.meetings.domain.tables.showing import tables_shown
from parvis.meetings.models import MeetingDay
from parvis.meetings.seeker_forms import FIELDS, MOST_FIELDS, Typed, read_form_key
from parvis.meetings.views.seeker import card
from parvis.meetings.views.seeker_form import about, fields
from parvis.network.domain.rights import may_keep_door
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@keeps_form((), (FIELD, "spoken", *FIELDS))
@house_page(may_keep_door)
@many_fields(MOST_FIELDS)
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show the form to type a slip in; have the person join and show the slip with the code."""
    days = MeetingDay.objects.select_related("session__event__house").prefetch_related("session__event__texts")
    day = get_object_or_404(days, session__event__house=house, session__code=code)
    language, now, refusal, closed = get_language() or "en", timezone.now(), "", ""
    typed = Typed.opened(day, house.name_language)
    try:
        refuse_closed(day, now, at_reception=True)
    except Refusal as error:
        closed = str(error)
    spoken = request.POST.get("spoken", house.name_language)[:12]
    spoken = spoken if spoken in INTERFACE_LANGUAGES else language
    if request.method == "POST":
        typed = Typed.of(request.POST)
        try:
            once, stated = read_form_key(request.POST), typed.read(day, spoken)
            return _slip(request, house, day, join(day.pk, stated, once, now, at_reception=True))
        except Refusal as error:
            refusal = str(error)
    context = fields(day, typed, tables_shown(day, None, language), language)
    context |= {"house": house, "refusal": refusal, "closed": closed if not refusal else "", "own": spoken}
    answer = render(request, "meetings/seeker/slips.html", context, status=422 if refusal else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _slip(request: HttpRequest, house: House, day: MeetingDay, joined: Joined) -> HttpResponse:
    """Show the slip to print, in the language of whoever gets it."""
    spoken = joined.seeker.spoken
    with override(spoken):
        shown = about(day, spoken) | card(joined.code, spoken) | {"alias": said_alias(alias_of(joined.seeker), spoken)}
        joined.seeker.day = day
        shown["call"] = say_next(next_for(joined.seeker, timezone.now()), day, spoken)
        slip = render(request, "meetings/seeker/card.html", shown).content.decode()
    context = {
        "house": house,
        "day": day,
        "slip": slip,
        "spoken": spoken,
        "direction": "rtl" if is_right_to_left(spoken) else "ltr",
    }
    answer = render(request, "meetings/seeker/slip.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
