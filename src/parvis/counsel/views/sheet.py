"""From “this answer helped others” to a sheet: a general question and answer, written anew beside the thread."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.languages import language_name
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.counsel.domain.opened import letters_of
from parvis.counsel.domain.reading import read_lines
from parvis.counsel.domain.sealing import Unreadable
from parvis.counsel.domain.sheets import LONGEST_BODY, LONGEST_TITLE, draft_sheet
from parvis.counsel.forms import read_code
from parvis.counsel.views.at_desk import REFUSED, desk_closed, officer_of, opened_here, thread_here
from parvis.network.domain.rights import may_run_programme, may_sit_at_desk
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@keeps_form(("title", "body"), is_once=False)
@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, house: House, name: str) -> HttpResponse:
    """Show the thread and an empty form; keep what is written as a draft of the house's pages."""
    row, officer, language = thread_here(request, house, name), officer_of(request), get_language() or "en"
    if officer is None:
        return desk_closed(request, house)
    try:
        letters = letters_of(opened_here(row, officer))
    except (Refusal, Unreadable):  # the page of the thread says why
        return HttpResponseRedirect(reverse("counsel-staff:thread", args=(house.slug, name)), status=303)
    chosen = read_code(request.POST, "language") or house.languages[0]
    typed = {
        "title": request.POST.get("title", "")[: 2 * LONGEST_TITLE],
        "body": request.POST.get("body", "")[: 2 * LONGEST_BODY],
    }
    context = {
        "house": house,
        "thread": row,
        "question": say(row.desk.question, language),
        "letters": read_lines(letters, language),
        "languages": [(code, language_name(code, language)) for code in house.languages],
        "chosen": chosen,
        "typed": typed,
    }
    if request.method != "POST":
        return render(request, "counsel/desk_sheet.html", context)
    try:
        kept = draft_sheet(house, letters, chosen, typed["title"], typed["body"], by=staff_of(request))
    except Refusal as refusal:
        return render(request, "counsel/desk_sheet.html", context | {"refusal": str(refusal)}, status=REFUSED)
    shown = {"kept": kept, "may_open": may_run_programme(staff_of(request), house)}
    return render(request, "counsel/desk_sheet.html", context | shown)
