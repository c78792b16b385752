"""Who can open a desk's letters: the key and its sheet, admitting, removing, changing the key, the sheet from the safe."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.languages import is_right_to_left
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.counsel.domain import desk_keys
from parvis.counsel.domain.desks import may_keep_keys
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.keys_shown import keys_shown
from parvis.counsel.domain.live import switch_live
from parvis.counsel.domain.officers import OpenOfficer, open_sheet
from parvis.counsel.domain.phrases import Phrase, read_phrase
from parvis.counsel.forms import read_code, read_number, read_words
from parvis.counsel.models import Officer
from parvis.counsel.views.at_desk import BUSY, REFUSED, officer_of
from parvis.network.domain.rights import may_manage, may_sit_at_desk
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import Desk, House

Act = Callable[[HttpRequest, Desk, datetime.datetime], Phrase | None]


@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def officers(request: HttpRequest, house: House) -> HttpResponse:
    """Show the desks, their keys and officers; do what a button says. Words of a sheet are shown in the answer to it, once."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            desk, words = _acted(request, house)
        except Refusal as error:
            refusal, status = str(error), BUSY if isinstance(error, Busy) else REFUSED
        else:
            if words is not None:
                return _sheet(request, house, desk, words)
            return HttpResponseRedirect(f"{request.path}#desk-{desk.code}", status=303)
    staff, opened = staff_of(request), officer_of(request)
    context = {
        "house": house,
        "desks": keys_shown(house, staff, opened, get_language() or "en"),
        "has_words": Officer.objects.filter(staff=staff).exists(),
        "is_open": opened is not None,
        "is_manager": may_manage(staff, house),
        "refusal": refusal,
    }
    return render(request, "counsel/officers.html", context, status=status)


def _acted(request: HttpRequest, house: House) -> tuple[Desk, Phrase | None]:
    desk = house.desks.select_related("house").filter(code=read_code(request.POST, "desk")).first()
    act = ACTS.get(request.POST.get("act", ""))
    if desk is None or act is None:
        raise Refusal(_("This desk is not there any more."))
    return desk, act(request, desk, timezone.now())


def _opened(request: HttpRequest) -> OpenOfficer:
    opened = officer_of(request)
    if opened is None:
        raise Refusal(_("Open your desk first: type your seven words on the page of letters."))
    return opened


def _officer(request: HttpRequest) -> Officer:
    found = Officer.objects.filter(pk=read_number(request.POST, "officer"), staff__isnull=False).first()
    if found is None:
        raise Refusal(_("This person has other words by now. Look at the list again."))
    return found


def _key(request: HttpRequest, desk: Desk, now: datetime.datetime) -> Phrase:
    return desk_keys.make_desk_key(desk, staff_of(request), get_language() or "en", now)


def _admit(request: HttpRequest, desk: Desk, _now: datetime.datetime) -> None:
    desk_keys.admit_officer(desk, _officer(request), _opened(request))


def _remove(request: HttpRequest, desk: Desk, _now: datetime.datetime) -> None:
    if not may_keep_keys(staff_of(request), desk):
        raise Refusal(_("Only an officer of this desk, or a manager of the house, can do this."))
    desk_keys.remove_officer(desk, _officer(request), staff_of(request))


def _rotate(request: HttpRequest, desk: Desk, now: datetime.datetime) -> None:
    desk_keys.rotate(desk, _opened(request), now)


def _new_sheet(request: HttpRequest, desk: Desk, now: datetime.datetime) -> Phrase:
    return desk_keys.new_sheet(desk, _opened(request), get_language() or "en", now)


def _recover(request: HttpRequest, desk: Desk, _now: datetime.datetime) -> None:
    words = read_phrase(read_words(request.POST), get_language() or "en")
    desk_keys.recover(desk, open_sheet(desk, words), staff_of(request))


def _anew(request: HttpRequest, desk: Desk, now: datetime.datetime) -> Phrase:
    if not may_manage(staff_of(request), desk.house):
        raise Refusal(_("Only a manager of the house can do this."))
    if not request.POST.get("sure"):
        raise Refusal(_("Tick first that every officer’s words and the sheet are lost."))
    return desk_keys.begin_anew(desk, staff_of(request), get_language() or "en", now)


def _live(request: HttpRequest, desk: Desk, _now: datetime.datetime) -> None:
    if not may_manage(staff_of(request), desk.house):
        raise Refusal(_("Only a manager of the house can do this."))
    switch_live(desk, is_on=bool(request.POST.get("is_on")), by=staff_of(request))


ACTS: dict[str, Act] = {
    "key": _key,
    "admit": _admit,
    "remove": _remove,
    "rotate": _rotate,
    "sheet": _new_sheet,
    "recover": _recover,
    "anew": _anew,
    "live": _live,
}


def _sheet(request: HttpRequest, house: House, desk: Desk, words: Phrase) -> HttpResponse:
    context = {
        "house": house,
        "question": say(desk.question, get_language() or "en"),
        "words": words.reveal(),
        "words_language": words.language,
        "words_direction": "rtl" if is_right_to_left(words.language) else "ltr",
    }
    return render(request, "counsel/recovery_sheet.html", context)
