"""A desk says how it stands: free, in a talk, back at. One press each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.core.refusal import Refusal
from parvis.core.said import Said, say
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.domain.rows import LANGUAGE
from parvis.network.domain.saying import say_time
from parvis.network.domain.staff_pages import house_page
from parvis.network.domain.typed_hours import read_times
from parvis.network.models import Desk, House
from parvis.rota.domain.helping import who_helps
from parvis.rota.domain.occurring import languages_of
from parvis.rota.domain.standing import leave_chair, returns, say_standing, standings_now
from parvis.rota.enums import ChairState
from parvis.rota.forms import spoken_choices
from parvis.rota.models import Standing
from parvis.rota.rules import MOST_PEOPLE


@dataclass(frozen=True)
class ChairShown:
    """A chair with what it says; ``languages`` are (code, name, is spoken)."""

    number: int
    state: str
    words: str
    languages: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class DeskShown:
    """A desk with its chairs; ``more`` is the number of one more chair, 0 when it has all there can be."""

    desk: Desk
    question: Said
    chairs: tuple[ChairShown, ...]
    more: int


def _words(said: Standing | None, language: str) -> str:
    if said is None:
        return _("nothing said")
    if said.back_at:
        return _("Back at %(time)s") % {"time": say_time(said.back_at, language)}
    return str(ChairState(said.state).label)


def _chair(number: int, said: Standing | None, planned: tuple[str, ...], house: House) -> ChairShown:
    spoken = list(said.languages) if said else list(planned)
    choices = spoken_choices(list(planned), spoken, list(house.languages))
    languages = tuple((code, name, code in spoken) for code, name in choices)
    return ChairShown(number, said.state if said else "", _words(said, get_language() or "en"), languages)


def _desks(request: HttpRequest, house: House, now: datetime.datetime) -> list[DeskShown]:
    """Return the desks, or the one of ``?desk=``, with as many chairs as are planned or said now, one at least."""
    language, only = get_language() or "en", request.GET.get("desk", "")
    said = {(each.desk_id, each.chair): each for each in standings_now(house, now)}
    here = who_helps(house, now, now + datetime.timedelta(minutes=1))
    found = []
    for desk in house.desks.order_by("order", "key"):
        if only and desk.key != only:
            continue
        dates = [each for each in here if each.desk == desk.pk]
        numbers = [chair for number, chair in said if number == desk.pk]
        chairs = min(MOST_PEOPLE, max([1, sum(each.people for each in dates), *numbers]) + ("more" in request.GET))
        planned = languages_of(dates) or (house.name_language,)
        shown = tuple(_chair(each, said.get((desk.pk, each)), planned, house) for each in range(1, chairs + 1))
        found.append(DeskShown(desk, say(desk.question, language), shown, chairs + 1 if chairs < MOST_PEOPLE else 0))
    return found


def _shown(request: HttpRequest, house: House, said: str = "") -> HttpResponse:
    now = timezone.now()
    local, language = now.astimezone(ZoneInfo(house.time_zone)), get_language() or "en"
    told = {
        "house": house,
        "desks": _desks(request, house, now),
        "only": request.GET.get("desk", "")[:40],
        "returns": [(f"{each:%H:%M}", say_time(each, language)) for each in returns(local)],
        "said": said,
    }
    return render(request, "rota/standing.html", told, status=422 if said else 200)


@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def now(request: HttpRequest, house: House) -> HttpResponse:
    """Show the chairs of the desks, and take what one says."""
    if request.method != "POST":
        return _shown(request, house)
    try:
        _say(request, house)
    except Refusal as refusal:
        return _shown(request, house, str(refusal))
    only = request.GET.get("desk", "")
    address = reverse("rota-staff:now", args=(house.slug,))
    is_there = only in set(house.desks.order_by("pk").values_list("key", flat=True))
    return redirect(f"{address}?desk={only}" if is_there else address)


def _say(request: HttpRequest, house: House) -> None:
    sent = request.POST
    desk = next((each for each in house.desks.order_by("pk") if each.key == sent.get("desk", "")), None)
    chair = sent.get("chair", "")
    if desk is None or not (chair.isascii() and chair.isdecimal() and len(chair) <= 2):
        raise Refusal(_("This desk is not there any more."))
    state, _at, time = sent.get("state", "").partition("@")
    if state == "leave":
        leave_chair(desk, int(chair))
        return
    if state not in ChairState.values:
        raise Refusal(_("Press one of the buttons."))
    languages = [code for code in sent.getlist("languages")[:20] if LANGUAGE.fullmatch(code)]
    back_at = _time(time or sent.get("back_at", "")) if state == ChairState.BACK else None
    say_standing(desk, int(chair), ChairState(state), languages, back_at)


def _time(typed: str) -> datetime.time | None:
    """Read a time of the day as people write it; None for nothing, Refusal for what is none."""
    return read_times(f"0:00-{typed.strip()}")[0][1] if typed.strip() else None
