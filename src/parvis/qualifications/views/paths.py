"""The routes to a trade from where somebody stands, and each country's route side by side. All that is said stays in the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from parvis.core.codes import normalise_code
from parvis.core.etags import revised
from parvis.core.languages import country_name
from parvis.occupations.domain.cards import TradeCard, trade_cards
from parvis.occupations.domain.listing import listing
from parvis.occupations.models import Occupation
from parvis.qualifications.domain.asking import CRITERION_WORDS, Asked, read_asked, standing_words
from parvis.qualifications.domain.crossing import COLUMNS, crossing
from parvis.qualifications.domain.graph import told_of_one_graph
from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.domain.profile import known_countries
from parvis.qualifications.domain.routes import FIRST, MOST, routes_told
from parvis.qualifications.domain.shown import titles_held
from parvis.qualifications.enums import Isced


@revised("qualifications", "occupations")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a trade to see the routes to it; ``to`` is the code of one, or words that its name holds."""
    typed = request.GET.get("to", "")[:100].strip()
    code = normalise_code(typed)
    if code and Occupation.objects.filter(code=code).exists():
        return redirect("qualifications:paths", code)
    language = get_language() or "en"
    trades = Occupation.objects.current().filter(openings__isnull=False).distinct()
    found = listing(Occupation.objects.filter(pk__in=trades), language, request.GET.get("page"), words=typed)
    response = render(request, "qualifications/choose.html", {"listing": found, "typed": typed})
    if request.META.get("QUERY_STRING"):
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@revised("qualifications", "occupations")
def paths(request: HttpRequest, code: str) -> HttpResponse:
    """Show the routes to the trade with ``code`` from where the address says one stands."""
    return _asked(request, code, "paths", _routes)


@revised("qualifications", "occupations")
def countries(request: HttpRequest, code: str) -> HttpResponse:
    """Show each country's route to the trade with ``code`` side by side."""
    return _asked(request, code, "countries", _crossing)


class _Question(NamedTuple):
    """The graph asked, a trade (its key), where somebody stands, the countries known and the language of the answer."""

    graph: Graph
    trade: int
    asked: Asked
    countries: list[str]
    language: str


def _routes(request: HttpRequest, question: _Question) -> dict[str, object]:
    graph, trade, asked, known, language = question
    most = MOST if request.GET.get("all") else FIRST
    return {
        "routes": routes_told(graph, trade, asked, language, countries=set(known), most=most),
        "everything": "" if most == MOST else asked.query(all="1"),
        "staying": asked.query(stay="" if asked.stays else "1"),
    }


def _crossing(_request: HttpRequest, question: _Question) -> dict[str, object]:
    graph, trade, asked, known, language = question
    return {"crossing": crossing(graph, trade, asked, language, countries=known), "columns": COLUMNS}


def _asked(
    request: HttpRequest, code: str, page: str, told: Callable[[HttpRequest, _Question], dict[str, object]]
) -> HttpResponse:
    """Answer with the ``page`` that ``told`` fills; an unknown trade helps on (404), another spelling of it leads on."""
    found = _trade(code)
    if found is None:
        return render(request, "qualifications/no_trade.html", status=404)
    trade, card = found
    if card.code != code:
        return _moved(request, f"qualifications:{page}", card.code)
    known, language = known_countries(), get_language() or "en"

    def context(graph: Graph) -> dict[str, object]:
        asked = read_asked(request.GET, graph, set(known))
        question = _Question(graph, trade, asked, known, language)
        return {"trade": card, **told(request, question), **_form(request, asked, known, language)}

    return _answer(request, f"qualifications/{page}.html", told_of_one_graph(context))


def _trade(code: str) -> tuple[int, TradeCard] | None:
    """Return the key and card of the trade with ``code`` in any spelling of it, None when there is none."""
    plain = normalise_code(code)
    key = Occupation.objects.filter(code=plain).values_list("pk", flat=True).first()
    return (key, trade_cards([plain], get_language() or "en")[0]) if key is not None else None


def _moved(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """Lead on to the one address, with all that was said."""
    said = request.META.get("QUERY_STRING", "")
    return redirect(reverse(name, args=[code]) + (f"?{said}" if said else ""), permanent=True)


def _form(request: HttpRequest, asked: Asked, countries: list[str], language: str) -> dict[str, object]:
    return {
        "asked": asked,
        "here": request.path,
        "said": standing_words(asked, language),
        "holds": titles_held(asked.held, language),
        "countries": sorted((country_name(code, language), code) for code in countries),
        "schooling": Isced.choices,
        "orders": [(by, words, asked.query(by=by)) for by, words in CRITERION_WORDS.items()],
    }


def _answer(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Show the page; no cache keeps what an address with a query says, and no search engine lists it."""
    response = render(request, template, context)
    if request.META.get("QUERY_STRING"):
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
    return response
