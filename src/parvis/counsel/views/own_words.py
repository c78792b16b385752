"""An officer's own words: shown once, typed back, and only then in force; the wish to be told by mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.languages import is_right_to_left
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.counsel.domain.desk_keys import alone_at
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.officers import keep_open, take_words
from parvis.counsel.domain.own_words import draw_words, held_words, hold_words
from parvis.counsel.domain.phrases import OFFICERS, Phrase, read_phrase
from parvis.counsel.forms import read_sealed, read_words
from parvis.counsel.models import Officer
from parvis.counsel.views.at_desk import BUSY, REFUSED
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, house: House) -> HttpResponse:
    """Say whether who asks has words; show new ones, and take them when they are typed back."""
    officer, act = Officer.objects.filter(staff=staff_of(request)).first(), request.POST.get("act", "")
    refusal = ""
    if act == "draw":
        if officer is None or request.POST.get("sure"):
            return _noted(request, house, draw_words(get_language() or "en"))
        refusal = _("Tick first that you know: with new words, a colleague has to admit you anew at each desk.")
    elif act == "take":
        return _typed_back(request, house)
    elif act == "mail" and officer is not None:
        Officer.objects.filter(pk=officer.pk).update(wants_mail=bool(request.POST.get("wants_mail")))
        return HttpResponseRedirect(request.path, status=303)
    language = get_language() or "en"
    alone = [say(desk.question, language) for desk in alone_at(staff_of(request))] if officer else []
    context = {"house": house, "officer": officer, "refusal": refusal, "alone": alone}
    return render(request, "counsel/own_words.html", context, status=REFUSED if refusal else 200)


def _typed_back(request: HttpRequest, house: House) -> HttpResponse:
    now, staff = timezone.now(), staff_of(request)
    held = held_words(staff, read_sealed(request.POST, "held"), now)
    if held is None:
        return HttpResponseRedirect(request.path, status=303)
    try:
        _refuse_others(request, held)
        keep_open(request.session, take_words(staff, held, now))
    except Refusal as error:
        return _noted(request, house, held, str(error), BUSY if isinstance(error, Busy) else REFUSED)
    return HttpResponseRedirect(reverse("counsel-staff:officers", args=(house.slug,)), status=303)


def _refuse_others(request: HttpRequest, held: Phrase) -> None:
    if read_phrase(read_words(request.POST), get_language() or "en", OFFICERS) != held:
        raise Refusal(_("These are other words than those shown here. Compare each word."))


def _noted(request: HttpRequest, house: House, words: Phrase, refusal: str = "", status: int = 200) -> HttpResponse:
    """Show words to be written down and typed back."""
    context = {
        "house": house,
        "words": words.reveal(),
        "words_language": words.language,
        "words_direction": "rtl" if is_right_to_left(words.language) else "ltr",
        "held": hold_words(staff_of(request), words, timezone.now()),
        "refusal": refusal,
    }
    return render(request, "counsel/own_words.html", context, status=status)
