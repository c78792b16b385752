"""The way in: the visitor's language when the browser says one we speak, else the choice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

from parvis.core.languages import INTERFACE_LANGUAGES


def spoken(accept_language: str) -> str | None:
    """Return the first language of the interface in the header ``Accept-Language``, None when it names none."""
    for wanted, _weight in parse_accept_lang_header(accept_language.lower()):
        language = wanted.partition("-")[0]
        if language in INTERFACE_LANGUAGES:
            return language
    return None


def entrance(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the visitor's language; show the ten languages when the browser names none of them."""
    language = spoken(request.headers.get("Accept-Language", ""))
    response: HttpResponse
    if language:
        response = HttpResponseRedirect(f"/{language}/")
    else:
        with override("en"):
            response = render(request, "parvis/entrance.html")
    patch_vary_headers(response, ("Accept-Language",))
    return response
