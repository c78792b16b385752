"""The notebook's page. The list is the address: nothing is stored, every change is a link to another address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from parvis.core.domain.notebook import Notebook, read
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.portal.domain.handouts import handouts
from parvis.portal.domain.notebook import (
    FAULT_WORDS,
    add_thing,
    address_of,
    comparable,
    open_notebook,
    second_language,
)

PAPERS = ("a4", "a5")


def notebook(request: HttpRequest) -> HttpResponse:
    """Show the notebook that the address holds; ``add`` and ``join`` lead to the address of the changed one."""
    language = get_language() or "en"
    held = read(request.GET.get("n", ""))
    refused = ""
    if request.GET.get("add"):
        try:
            changed, item = add_thing(held, request.GET["add"])
            return _to(request, changed, new=item.code)
        except Refusal as refusal:
            refused = str(refusal)
    if request.GET.get("join"):
        return _to(request, held.adding(*read(request.GET["join"]).items), joined="")
    response = render(request, "portal/notebook.html", {"refused": refused, **_opened(request, held, language)})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def paper_of(request: HttpRequest) -> str:
    """Return the paper asked for, A4 without a word."""
    asked = request.GET.get("paper", "").lower()
    return asked if asked in PAPERS else PAPERS[0]


def _to(request: HttpRequest, changed: Notebook, **told: str) -> HttpResponseRedirect:
    """Lead to the address of the ``changed`` notebook, keeping how it is looked at; ``told`` says what just happened."""
    query = {"n": str(changed)} | told
    query |= {name: request.GET[name] for name in ("with", "paper", "back", "kiosk") if name in request.GET}
    return HttpResponseRedirect(f"{reverse('portal:notebook')}?{urlencode(query)}")


def _opened(request: HttpRequest, held: Notebook, language: str) -> dict[str, object]:
    second = second_language(request.GET.get("with", ""), language)
    lines = open_notebook(held, language, second)
    paper = paper_of(request)
    path = reverse("portal:notebook")
    shown = {"with": second} if second else {}
    shown |= {"paper": paper} if paper != PAPERS[0] else {}
    return {
        "notebook": held,
        "lines": lines,
        "faults": [FAULT_WORDS[fault] for fault in held.faults],
        "second": second,
        "languages": {code: name for code, name in INTERFACE_LANGUAGES.items() if code != language},
        "paper": paper,
        "papers": PAPERS,
        "shown": f"&{urlencode(shown)}" if shown else "",
        "address": address_of(path, held, second),
        "pdf": f"{reverse('portal:notebook_pdf')}?{urlencode({'n': str(held)} | shown)}",
        "compare": comparable(lines),
        "added": next((line for line in lines if line.thing.item.code == request.GET.get("new")), None),
        "back": _back(request.GET.get("back", "")),
        "today": timezone.localdate(),
        "handouts": handouts(),
        "has_sample": any(line.thing.is_sample for line in lines),
    }


def _back(asked: str) -> str:
    """Return the page of this site to go back to, empty when ``asked`` is none."""
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and len(asked) <= 400 else ""
