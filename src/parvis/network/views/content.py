"""What a house publishes: where it stands, its history, and the acts that move a draft."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.accounts.models import Staff
from parvis.core.languages import own_name
from parvis.core.refusal import Refusal
from parvis.network.content_forms import AnswerForm, NoteForm
from parvis.network.domain import content as acts
from parvis.network.domain.content import content_of
from parvis.network.domain.content_words import say_differences
from parvis.network.domain.house_texts import completeness, languages_of
from parvis.network.domain.keeping import history_of
from parvis.network.domain.rights import may_coordinate, may_manage, may_run_programme
from parvis.network.domain.staff_pages import house_page, network_page
from parvis.network.founding_forms import FoundForm
from parvis.network.models import House

MOST = 100  # versions that a page of the history names


def _language() -> str:
    return get_language() or "en"


def shown(
    request: HttpRequest,
    house: House,
    said: str = "",
    note: forms.Form | None = None,
    answer: forms.Form | None = None,
) -> HttpResponse:
    """Show where the content of ``house`` stands and what can be done next."""
    content = content_of(house)
    live = history_of(house).live()
    draft = content.draft
    told = {
        "house": house,
        "content": content,
        "live": live,
        "draft": draft,
        "is_past": bool(draft and live and draft.base != live.number),
        "lines": say_differences(content.live, content.data, _language()) if draft else [],
        "complete": [
            (each, own_name(each.language)) for each in completeness(content.data, languages_of(content.data))
        ],
        "may_publish": may_manage(staff_of(request), house),
        "said": said,
        "note": note or NoteForm(),
        "answer": answer or AnswerForm(),
    }
    return render(request, "network/content/overview.html", told)


@house_page(may_run_programme)
def overview(request: HttpRequest, house: House) -> HttpResponse:
    """Show where the content of the house stands."""
    return shown(request, house)


def _done(request: HttpRequest, house: House, act: Callable[..., None], *given: object) -> HttpResponse:
    try:
        act(house, *given, by=staff_of(request))
    except Refusal as refusal:
        return shown(request, house, str(refusal))
    return redirect("content:overview", house.slug)


def _act(act: Callable[..., None], may: Callable[[Staff, House], bool]) -> Callable[..., HttpResponse]:
    @house_page(may)
    @require_POST
    def view(request: HttpRequest, house: House) -> HttpResponse:
        return _done(request, house, act)

    return view  # type: ignore[return-value]  # house_page speaks of HttpResponseBase


take_back = _act(acts.take_back, may_run_programme)
take_up = _act(acts.take_up, may_run_programme)
set_aside = _act(acts.set_aside, may_run_programme)
publish = _act(acts.publish, may_manage)


@house_page(may_run_programme)
@require_POST
def hand_in(request: HttpRequest, house: House) -> HttpResponse:
    """Hand the draft in, with a sentence."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return shown(request, house, note=form)
    return _done(request, house, acts.hand_in, form.cleaned_data["note"])


@house_page(may_manage)
@require_POST
def send_back(request: HttpRequest, house: House) -> HttpResponse:
    """Send the draft back, with a sentence."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return shown(request, house, answer=form)
    return _done(request, house, acts.send_back, form.cleaned_data["answer"])


@house_page(may_run_programme)
def history(request: HttpRequest, house: House) -> HttpResponse:
    """Show every version, newest first."""
    versions = list(history_of(house).rows().defer("data")[:MOST])
    return render(request, "network/content/history.html", {"house": house, "versions": versions})


@house_page(may_run_programme)
def version(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """Show what one version changed, and what restoring it would."""
    history = history_of(house)
    found = get_object_or_404(history.rows(), number=number)
    before = history.version(found.base)
    now = content_of(house).live
    told = {
        "house": house,
        "version": found,
        "before": before,
        "lines": say_differences(before.data, found.data, _language()) if before else [],
        "to_now": say_differences(now, found.data, _language()),
    }
    return render(request, "network/content/version.html", told)


@house_page(may_run_programme)
@require_POST
def restore(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """Make a draft of an earlier version."""
    return _done(request, house, acts.restore, number)


@network_page(may_coordinate)
def found(request: HttpRequest) -> HttpResponse:
    """Write a new house into the network."""
    form = FoundForm(request.POST if request.method == "POST" else None)
    told: dict[str, object] = {"form": form, "title": _("Write down a new house")}
    if request.method == "POST" and form.is_valid():
        try:
            told["given"] = acts.found_house(form.record(), form.wanted(), by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "network/content/found.html", told)
