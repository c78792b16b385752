"""Who can help now: a page, its cards alone for who looks again every few seconds, and the screen of the hall."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.core.etags import View, revised
from parvis.core.languages import is_same_language
from parvis.core.said import Said
from parvis.network.domain.listing import house_name
from parvis.network.models import House
from parvis.rota.domain.board import Board, board_of
from parvis.rota.domain.board_words import TongueSaid, cards_said, tongue_said
from parvis.rota.domain.live import Made, live_cards
from parvis.rota.domain.opening import Hours
from parvis.rota.domain.revising import board_of_address
from parvis.rota.domain.saying import own_names


def _asked_anew(view: View) -> View:
    """Let browsers keep the page but ask each time whether it still holds: *Look again* and a reload must not meet an old one."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response

    return answer


def _board(slug: str) -> Board:
    """Return the board of the house ``slug`` now; 404 where there is none. Eight questions."""
    house = House.objects.with_hours().prefetch_related("desks").filter(slug=slug).first()
    if house is None:
        raise Http404
    return board_of(house, timezone.now(), Hours(house))


def _language() -> str:
    return get_language() or "en"


@dataclass(frozen=True)
class _Tongues:
    """The languages of the board as links, the chosen one with its next times."""

    links: list[tuple[str, Said, bool]]
    chosen: TongueSaid | None


def _tongues(board: Board, asked: str) -> _Tongues:
    """Return the languages of ``board``; chosen is the one asked for, else that of the page, when it is among them."""
    wanted = asked[:20] or _language()
    codes = board.languages
    chosen = next((code for code in codes if is_same_language(code, wanted)), None)
    links = [(code, name, code == chosen) for code, name in zip(codes, own_names(codes), strict=True)]
    found = board.tongue(chosen) if chosen else None
    return _Tongues(links, tongue_said(found, board, _language()) if found else None)


@_asked_anew
@revised("network", board_of_address, by_minute=True)
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who can help now at the house ``slug``; ``?tongue=ar`` shows when Arabic is spoken next."""
    board = _board(slug)
    told = {
        "house": board.house,
        "name": house_name(board.house, _language()),
        "board": board,
        "cards": cards_said(board, _language()),
        "tongues": _tongues(board, request.GET.get("tongue", "")),
    }
    return render(request, "rota/now.html", told)


@_asked_anew
@revised("network", board_of_address, by_minute=True)
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the same on the screen of the hall: very large, nothing to press."""
    board = _board(slug)
    told = {
        "house": board.house,
        "name": house_name(board.house, _language()),
        "cards": cards_said(board, _language()),
    }
    return render(request, "rota/screen.html", told)


@require_safe
def cards(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the cards alone: 304 while nothing has changed, for one question (domain/live.py)."""

    def make() -> Made:
        board = _board(slug)
        return render_to_string("rota/cards.html", {"cards": cards_said(board, _language())}), board.until

    live = live_cards(slug, _language(), timezone.now(), make)
    response = get_conditional_response(request, etag=live.etag) or HttpResponse(live.body)
    response.headers["ETag"] = live.etag
    response.headers["Cache-Control"] = "no-cache"
    return response
