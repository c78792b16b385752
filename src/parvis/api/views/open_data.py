"""The read-only API, version 1."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from ninja import NinjaAPI, Query, Status
from ninja.errors import ValidationError

from parvis import __version__
from parvis.api.domain.boards import board_data
from parvis.api.domain.events import events_data
from parvis.api.domain.offers import offers_data
from parvis.api.domain.trades import houses_data, trade_data
from parvis.api.views.board_schemas import Board
from parvis.api.views.path_schemas import PathsAnswer, PathsAsked
from parvis.api.views.schemas import (
    EventsAsked,
    EventSession,
    House,
    OffersAnswer,
    OffersAsked,
    Problem,
    SearchAnswer,
    SearchAsked,
    Trade,
)
from parvis.core.domain.revisions import revision_of
from parvis.qualifications.domain.open_data import paths_data
from parvis.search.domain.asking import ask
from parvis.search.domain.questions import Filters, Question, clean
from parvis.search.domain.showing import result_data

api = NinjaAPI(
    title="Parvis open data",
    version=__version__,
    description="Trades, paths, houses, offers and the search over them, read-only, without a key. Nothing about who asks is kept.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which parameter cannot be used; what was sent is not repeated."""
    names = sorted({str(one["loc"][-1]) for one in error.errors})
    return api.create_response(request, {"detail": f"Cannot be used: {', '.join(names)}."}, status=422)


def _tag(response: HttpResponse, *parts: object) -> None:
    """Give ``response`` an ETag of ``parts``: the revision of what it shows, or what it says."""
    digest = hashlib.sha256(repr((__version__, *parts)).encode()).hexdigest()[:20]
    response["ETag"] = f'W/"{digest}"'


@api.get("/search", response={200: SearchAnswer, 422: Problem}, summary="Find trades, skills, houses, desks and pages")
def search(request: HttpRequest, response: HttpResponse, asked: Query[SearchAsked]) -> dict[str, Any]:
    """Answer as the site's own search box does."""
    del request
    answer = ask(Question(clean(asked.q), asked.lang, Filters(kind=asked.kind), 1, asked.limit))
    said = {
        "query": asked.q,
        "total": answer.total,
        "results": [result_data(result, asked.lang) for result in answer.results],
        "suggestions": [answer.meant] if answer.meant else [],
    }
    _tag(response, said)  # not of revisions: the index comes a little after them
    return {**said, "took_ms": answer.took_ms}


@api.get("/trades/{code}", response={200: Trade, 404: Problem, 422: Problem}, summary="One trade in all its languages")
def trade(request: HttpRequest, response: HttpResponse, code: str) -> Status[dict[str, Any]]:
    """Return a trade by its code."""
    del request
    _tag(response, revision_of("occupations"))
    found = trade_data(code)
    return Status(200, found) if found else Status(404, {"detail": "There is no such trade."})


@api.get("/houses", response={200: list[House]}, summary="Every place of the network")
def houses(request: HttpRequest, response: HttpResponse) -> list[dict[str, Any]]:
    """Return the places that stand in the network today."""
    del request
    _tag(response, revision_of("network"), timezone.localdate())
    return houses_data()


@api.get("/houses/{slug}/now", response={200: Board, 404: Problem, 422: Problem}, summary="Who can help now at a house")
def board(request: HttpRequest, response: HttpResponse, slug: str) -> Status[dict[str, Any]]:
    """Return the desks of a house now and when each language is spoken next; a house's name stands in its address."""
    del request
    found = board_data(slug, timezone.now())
    _tag(response, found)
    return Status(200, found) if found else Status(404, {"detail": "There is no such house."})


@api.get(
    "/offers", response={200: OffersAnswer, 422: Problem}, summary="Apprenticeships, traineeships and jobs near a town"
)
def offers(request: HttpRequest, response: HttpResponse, asked: Query[OffersAsked]) -> dict[str, Any]:
    """Answer as the page of offers does: nothing beyond the radius, nothing past its end."""
    del request
    query = asked.dict()
    said = offers_data(query, query.pop("lang"), timezone.now())
    _tag(response, said)
    return said


@api.get("/events", response={200: list[EventSession], 422: Problem}, summary="What is on at the houses")
def events(request: HttpRequest, response: HttpResponse, asked: Query[EventsAsked]) -> list[dict[str, Any]]:
    """Answer as the programme does: sessions to come, cancelled and moved ones marked; 200 at most."""
    del request
    query = asked.dict()
    said = events_data(query, query.pop("lang"), timezone.now())
    _tag(response, said)
    return said


@api.get(
    "/paths",
    response={200: PathsAnswer, 404: Problem, 422: Problem},
    summary="Every sensible path to a trade from where somebody stands",
)
def paths(request: HttpRequest, response: HttpResponse, asked: Query[PathsAsked]) -> Status[dict[str, Any]]:
    """Answer as the page of paths does; what was not understood is said and left out. The formulas: docs/paths.md."""
    del request
    said = QueryDict(mutable=True)
    said.update({name: str(value) for name, value in asked.dict().items()})
    found = paths_data(asked.to, said, asked.lang)
    _tag(response, revision_of("qualifications"), revision_of("occupations"), timezone.localdate(), asked.dict())
    return Status(200, found) if found else Status(404, {"detail": "There is no such trade."})


def described(request: HttpRequest) -> HttpResponse:
    """Describe the open data in plain HTML, from the same OpenAPI document that machines read."""
    described_as = api.get_openapi_schema()
    operations = [
        {"path": path, **operation} for path, methods in described_as["paths"].items() for operation in methods.values()
    ]
    return render(request, "api/described.html", {"operations": operations, "about": described_as["info"]})
