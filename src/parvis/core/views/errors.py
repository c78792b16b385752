"""The pages for when something is wrong; they touch neither database nor index, so they work when those are gone."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

logger = logging.getLogger("parvis")


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    response = render(
        request, "parvis/error.html", {"status": status, "title": title, "sentence": sentence}, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form cannot be read."""
    del exception
    return _page(
        request,
        400,
        _("We could not read that"),
        _("The address or the form holds something we cannot read. Start again from the home page."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this place is for the people who run a house."""
    del exception
    return _page(
        request,
        403,
        _("This door is for staff"),
        _("Visitors need no key here: everything for you is open from the home page."),
    )


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that stood open too long (CSRF): say so, and that nothing was sent."""
    del reason
    return _page(
        request,
        403,
        _("This form stood open too long"),
        _("Nothing was sent. Go back one page, reload it and send it again."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page; the search box is on it."""
    del exception
    return _page(
        request,
        404,
        _("This page is not here"),
        _("It may have moved, or the address holds a slip. Ask in your own words instead."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    logger.error("a page broke")
    return _page(
        request,
        500,
        _("Something broke on our side"),
        _("It is not your fault. Nothing about you was kept. Try again in a moment."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away; the page says so and the browser may try again by itself."""
    response = _page(
        request,
        503,
        _("We are back in a moment"),
        _("Our memory is away for a short while. Try again in a minute; a house can help you now."),
    )
    response.headers["Retry-After"] = "10"
    return response
