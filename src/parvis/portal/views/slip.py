"""The slip's pages. All that is on it travels in the body of each form: no address, history or log holds it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.domain.notebook import Notebook, read
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.domain.saying import say_weekday
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House
from parvis.portal.domain.notebook import FAULT_WORDS
from parvis.portal.domain.paper import print_notebook
from parvis.portal.domain.phrases import Half
from parvis.portal.domain.slip import Slip, find, make_slip, open_shown, palette, places_for, put_in, say_step
from parvis.search.domain.questions import clean

PAPERS = ("a5", "a4")
#: The camera may be asked for here: to read the notebook that a visitor shows.
PERMISSIONS = "camera=(self), microphone=(), geolocation=(), browsing-topics=(), interest-cohort=()"

GROUP_WORDS: dict[str, Promise | str] = {
    "come": _("Come and go"),
    "bring": _("Bring along"),
    "call": _("Call by telephone"),
    "do": _("Do"),
    "hand": _("Hand over to another desk or house"),
}


@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, house: House) -> HttpResponse:
    """Put a slip together; a GET opens an empty one, or the notebook of ``n``, and nothing is ever written."""
    refused, held = "", read((request.POST or request.GET).get("n", ""))
    try:
        held = _changed(request, held)
    except Refusal as refusal:
        refused = str(refusal)
    made = _slip(request, held)
    if request.POST.get("show") == "screen":
        return render(request, "portal/slip_screen.html", {"house": house, "slip": made, "lines": made.lines()})
    response = render(request, "portal/slip.html", _told(request, house, made, refused), status=422 if refused else 200)
    response.headers["Permissions-Policy"] = PERMISSIONS
    return response


@house_page(may_sit_at_desk)
@require_POST
def slip_pdf(request: HttpRequest, house: House) -> HttpResponse:  # noqa: ARG001  the door needs the house
    """Answer with the slip as a PDF; made in memory, kept nowhere."""
    made = _slip(request, read(request.POST.get("n", "")))
    pdf = print_notebook(made.notebook, made.language, made.second, made.paper, is_slip=True)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="parvis.pdf"'
    return response


def _changed(request: HttpRequest, held: Notebook) -> Notebook:
    """Return the notebook as the pressed button changes it."""
    given = request.POST
    if "add" in given:
        return put_in(held, given["add"])
    if "say" in given:
        half = Half(_digit(given.get("half", ""), 2))
        places = (given.get("from", ""), given.get("to_place", ""))
        return say_step(held, given["say"], _digit(given.get("day", ""), 7), half, places)
    if "open" in given:
        return held.adding(*open_shown(given["open"]).items)
    moved = read(given.get("drop") or given.get("up") or given.get("down") or "").items[:1]
    if not moved:
        return held
    if "drop" in given:
        return held.removing(moved[0])
    return held.moving(moved[0], -1 if "up" in given else 1)


def _digit(typed: str, highest: int) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 1 and int(typed) <= highest else 0


def _slip(request: HttpRequest, held: Notebook) -> Slip:
    given = request.POST
    paper = given.get("paper", "")
    return make_slip(held, given.get("language", ""), given.get("with", ""), paper if paper in PAPERS else PAPERS[0])


def _told(request: HttpRequest, house: House, made: Slip, refused: str) -> dict[str, object]:
    language, given = get_language() or "en", request.POST
    text = clean(given.get("q", ""))
    lines = made.lines()
    found = find(text, made.notebook, language)
    return {
        "house": house,
        "slip": made,
        "refused": refused,
        "faults": [FAULT_WORDS[fault] for fault in made.notebook.faults],
        "lines": lines,
        "has_sample": any(line.thing.is_sample for line in lines),
        "q": text,
        "found": found,
        "first": next((one.item for one in found if not one.is_in), None) if "find" in given else None,
        "groups": [(GROUP_WORDS[group], choices) for group, choices in palette(language)],
        "days": [(str(day), say_weekday(day, language)) for day in range(1, 8)],
        "day": given.get("day", ""),
        "half": given.get("half", ""),
        "place": given.get("to_place", ""),
        "handed_from": given.get("from", ""),
        "places": places_for(house, made.notebook, language),
        "languages": INTERFACE_LANGUAGES,
        "papers": PAPERS,
    }
