"""The page of marks: a form that works by itself, what its script sends, taking back, and what a manager chooses."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.marks.domain.noting import MINUTE, keep, local_now, read_undo, take_back, undo_token
from parvis.marks.domain.offering import Choice, Offer, offer_of
from parvis.marks.domain.setup import set_up
from parvis.marks.enums import Mode
from parvis.marks.forms import Pressed, SetupForm, asked_groups, draw_name, read_note, read_pressed
from parvis.marks.rules import DUSK, MOST_THEMES, NOON
from parvis.network.domain.rights import may_manage, may_mark
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House

#: Notes that one message of the script may hold; it sends the others after.
MOST_NOTES = 100


@dataclass(frozen=True)
class Said:
    """What became of the note before: words, how to take it back, or why it was refused."""

    words: str = ""
    undo: str = ""
    refusal: str = ""


@house_page(may_mark)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, house: House) -> HttpResponse:
    """Note an interview. The address may say what is pressed already: ``?desk=…&language=…&mode=…&band=…``."""
    now = timezone.now()
    offer = offer_of(house, now, get_language() or "en")
    if request.method != "POST":
        return _show(request, house, offer, Pressed.of_form(request.GET))
    pressed = Pressed.of_form(request.POST)
    try:
        note = read_note(pressed, offer, local_now(house, now))
        keep(house, note, now)
    except Refusal as refusal:
        return _show(request, house, offer, pressed, said=Said(refusal=str(refusal)))
    again = Pressed(desk=note.desk, language=note.language, mode=note.mode, band=note.band)
    return _show(request, house, offer, again, said=Said(_("Noted."), undo_token(note)))


def _show(
    request: HttpRequest, house: House, offer: Offer, pressed: Pressed, *, said: Said | None = None
) -> HttpResponse:
    """Show the page with what is pressed, and what became of the note before."""
    told, language = said or Said(), pressed.language or offer.languages[0].value
    only_desk = offer.desks[0].value if len(offer.desks) == 1 else ""
    context = {
        "house": house,
        "offer": offer,
        "name": draw_name(),
        "now": int(timezone.now().timestamp() * 1000),
        "begins": {"noon": NOON, "dusk": DUSK},
        "most_themes": MOST_THEMES,
        "minute": MINUTE,
        "pressed": pressed,
        "desk": (pressed.desk or only_desk,),
        "language": (language,),
        "is_rarer": language in {each.value for each in offer.more_languages},
        "mode": (pressed.mode or Mode.THERE.value,),
        "as_before": next((each for each in offer.bands if each.value == pressed.band), Choice("", "")),
        "asked": asked_groups(offer, pressed),
        "said": told.words,
        "undo": told.undo,
        "refusal": told.refusal,
        "may_set_up": may_manage(staff_of(request), house),
    }
    return render(request, "marks/page.html", context, status=422 if told.refusal else 200)


@house_page(may_mark)
@require_POST
def notes(request: HttpRequest, house: House) -> HttpResponse:
    """Take what a page's script noted, perhaps while it was off the line; sent again, nothing changes.

    A note that says ``gone`` was taken back on its page: it does not count, whether it came before or not.
    """
    try:
        told = json.loads(request.body)["notes"]
        if len(told) > MOST_NOTES:
            return JsonResponse({"error": "too many at once"}, status=400)
        sent = [(Pressed.of_json(each), bool(each.get("gone"))) for each in told]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return JsonResponse({"error": "unreadable"}, status=400)
    now = timezone.now()
    offer = offer_of(house, now, get_language() or "en")
    answers = {pressed.name: _take(house, offer, pressed, is_gone=is_gone) for pressed, is_gone in sent}
    return JsonResponse({"answers": answers})


def _take(house: House, offer: Offer, pressed: Pressed, *, is_gone: bool) -> str:
    """Count one note, or take it back; return the sentence that says why not, empty when it was done."""
    now = timezone.now()
    try:
        local = local_now(house, now)
        if is_gone:
            take_back(house, read_pressed(pressed, local), now)
        else:
            keep(house, read_note(pressed, offer, local), now)
    except Refusal as refusal:
        return str(refusal)
    return ""


@house_page(may_mark)
@require_POST
def undo(request: HttpRequest, house: House) -> HttpResponse:
    """Take back what the form noted, within a minute."""
    now = timezone.now()
    offer = offer_of(house, now, get_language() or "en")
    try:
        note = read_undo(request.POST.get("undo", "")[:2000])
        take_back(house, note, now)
    except Refusal as refusal:
        return _show(request, house, offer, Pressed(), said=Said(refusal=str(refusal)))
    again = Pressed(desk=note.desk, themes=note.themes, language=note.language, mode=note.mode)
    return _show(request, house, offer, again, said=Said(_("Taken back: it does not count.")))


@house_page(may_manage)
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, house: House) -> HttpResponse:
    """Choose which themes can be pressed, and what else is asked."""
    form = SetupForm(request.POST) if request.method == "POST" else SetupForm.of(house)
    if request.method == "POST" and form.is_valid():
        set_up(house, form.wanted(), staff_of(request))
        return redirect("marks:page", house.slug)
    return render(request, "marks/setup.html", {"house": house, "form": form}, status=422 if form.errors else 200)
