"""A team's pages to write its house's pages: list, form, preview, review, versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.accounts.models import Staff
from parvis.core.domain.differing import Data
from parvis.core.domain.versions import Overtaken
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.domain import house_pages
from parvis.network.domain.house_pages import data_of, history_of, written
from parvis.network.domain.page_showing import changes, shown_page
from parvis.network.domain.rights import may_manage, may_run_programme
from parvis.network.domain.staff_pages import house_page, refused
from parvis.network.models import House, Page, PageVersion
from parvis.network.page_forms import NewPageForm, NoteForm, PageForm

MOST_VERSIONS = 100
#: What only a manager does; the team writes and hands in.
OF_MANAGERS = ("publish", "send-back")


def _found(house: House, slug: str) -> Page:
    return get_object_or_404(Page.objects.select_related("house", "image"), house=house, slug=slug)


def _now(page: Page, draft: PageVersion | None) -> Data:
    """Return what the draft of ``page`` says, else what is published."""
    return dict(draft.data) if draft else data_of(page)


@house_page(may_run_programme)
def pages(request: HttpRequest, house: House) -> HttpResponse:
    """Show the pages of the house and where each stands."""
    language = get_language() or "en"
    versions = PageVersion.objects.filter(subject__house=house, state__in=("draft", "review"))
    drafts = {draft.subject_id: draft for draft in versions}
    rows = [
        (page, say(drafts[page.pk].data["title"] if page.pk in drafts else page.title, language), drafts.get(page.pk))
        for page in house.pages.all()
    ]
    return render(request, "network/house_pages.html", {"house": house, "rows": rows})


@house_page(may_run_programme)
def write(request: HttpRequest, house: House, slug: str = "") -> HttpResponse:
    """Begin a page, or change the draft of one; two people at one form lose nothing."""
    page = _found(house, slug) if slug else None
    data = _now(page, history_of(page).open()) if page else None
    initial = PageForm.typed(data) if data else {}
    form = (PageForm if page else NewPageForm)(
        request.POST if request.method == "POST" else None,
        house=house,
        also=data["title"] if data else (),
        initial=initial,
    )
    told: dict[str, Any] = {"house": house, "found": page, "form": form, "theirs": []}
    if request.method == "POST" and form.is_valid():
        try:
            kept = _kept(form, house, page, by=staff_of(request))
        except Overtaken as overtaken:
            form.is_overtaken(overtaken.theirs)
            form.add_error(None, str(overtaken))
            told["theirs"] = changes(house, form.values(), overtaken.theirs)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("network-staff:page", house.slug, kept.slug)
    told["title"] = say(data["title"], get_language() or "en") if data else None
    return render(request, "network/page_write.html", told)


def _kept(form: PageForm, house: House, page: Page | None, *, by: Staff) -> Page:
    if page is None:
        return house_pages.begin_page(house, form.cleaned_data["slug"], form.values(), by=by)
    house_pages.change_page(page, form.values(), form.begun(), by=by)
    return page


def _shown(request: HttpRequest, house: House, page: Page, said: str = "") -> HttpResponse:
    history = history_of(page)
    versions = list(history.rows().defer("data")[:MOST_VERSIONS])
    draft, live = history.open(), history.live()
    now = _now(page, draft)
    told = {
        "house": house,
        "found": page,
        "title": say(now["title"], get_language() or "en"),
        "draft": draft,
        "is_behind": bool(draft and live and draft.base != live.number),
        "changes": changes(house, live.data if live else {}, draft.data) if draft else [],
        "missing": [code for code in house.languages if not now["title"].get(code)],
        "versions": versions,
        "form": NoteForm(),
        "may_publish": may_manage(staff_of(request), house),
        "said": said,
    }
    return render(request, "network/page_state.html", told)


@house_page(may_run_programme)
def page(request: HttpRequest, house: House, slug: str) -> HttpResponse:
    """Show where a page stands, what differs from what is published, and its versions."""
    return _shown(request, house, _found(house, slug))


@house_page(may_run_programme)
def preview(request: HttpRequest, house: House, slug: str) -> HttpResponse:
    """Show a page as visitors will see it."""
    found = _found(house, slug)
    found = written(found, _now(found, history_of(found).open()))
    told = {"shown": shown_page(found, get_language() or "en"), "found": found, "house": house}
    return render(request, "network/page_preview.html", told)


@house_page(may_run_programme)
@require_POST
def act(request: HttpRequest, house: House, slug: str) -> HttpResponseBase:
    """Move the draft on: hand it in, take or send it back, publish it, set it aside."""
    found, form, by = _found(house, slug), NoteForm(request.POST), staff_of(request)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    acts: dict[str, Callable[[], object]] = {
        "hand-in": lambda: house_pages.hand_in(found, note, by=by),
        "take-back": lambda: house_pages.take_back(found, by=by),
        "send-back": lambda: house_pages.send_back(found, note, by=by),
        "publish": lambda: house_pages.publish_page(found, by=by),
        "take-up": lambda: house_pages.take_up(found, by=by),
        "set-aside": lambda: house_pages.set_aside(found, by=by),
    }
    name = request.POST.get("act", "")
    chosen = acts.get(name)
    if name in OF_MANAGERS and not may_manage(by, house):
        return refused(request)
    if chosen is None:
        return _shown(request, house, found)
    try:
        is_left = chosen()
    except Refusal as refusal:
        return _shown(request, house, _found(house, slug), str(refusal))
    if is_left is False:
        return redirect("network-staff:pages", house.slug)
    return redirect("network-staff:page", house.slug, slug)


@house_page(may_run_programme)
def version(request: HttpRequest, house: House, slug: str, number: int) -> HttpResponse:
    """Show what one version changed, field by field; begin a draft of it."""
    found = _found(house, slug)
    history = history_of(found)
    row = history.version(number)
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            house_pages.restore_page(found, number, by=staff_of(request))
        except Refusal as refusal:
            return _shown(request, house, found, str(refusal))
        return redirect("network-staff:page", house.slug, slug)
    before = history.version(row.base)
    told = {
        "house": house,
        "found": found,
        "row": row,
        "changes": changes(house, before.data if before else {}, row.data),
        "may_restore": row.is_past,
        "title": say(row.data["title"], get_language() or "en"),
    }
    return render(request, "network/page_version.html", told)
