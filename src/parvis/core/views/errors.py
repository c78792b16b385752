"""The pages for when something is wrong. They touch neither database nor index, so they work when those are gone; and
when even the templates are gone, a plain page remains."""

from __future__ import annotations

import logging
import sys
import time

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import get_language_from_request, gettext_noop, override
from django.utils.translation import gettext as _

from parvis.core.domain.kept_forms import kept_form
from parvis.core.domain.many_fields import most_fields

logger = logging.getLogger("parvis")

_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)

#: The last resort: no template, no style, no translation machinery; it must not be able to fail.
LAST_RESORT = (
    '<!DOCTYPE html><html lang="{language}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title} · Parvis</title>'
    '<h1>{title}</h1><p>{sentence}</p><p><a href="/">Parvis</a></p></html>'
)


def _page(  # noqa: PLR0913 - each a part of the page
    request: HttpRequest,
    status: int,
    drawing: str,
    title: str,
    sentence: str,
    *,
    if_kept: tuple[str, str] | None = None,
    most: str = "",
    form: str = "",
) -> HttpResponse:
    """Return the page in the visitor's language (of the address, else of the browser); ``title`` and ``sentence`` in English.

    ``if_kept``: the sentences where the form that was sent can be given back (core/domain/kept_forms.py): one where something was
    typed, one where all was chosen. ``most``: what the sentence calls so. ``form``: the address where the form that was sent begins
    anew.
    """
    language = get_language_from_request(request, check_path=True)
    with override(language):
        kept = kept_form(request) if if_kept else None
        if kept and if_kept:
            sentence = if_kept[0] if kept.has_text else if_kept[1]
        told = {
            "status": status,
            "drawing": drawing,
            "title": _(title),
            "sentence": _(sentence) % {"most": most} if most else _(sentence),
            "form": form,
            "kept": kept,
        }
        try:
            response = render(request, "parvis/error.html", told, status=status)
        except Exception:
            logger.exception("the error page itself broke")
            plain = LAST_RESORT.format(
                language=language, title=escape(told["title"]), sentence=escape(told["sentence"])
            )
            response = HttpResponse(plain, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form cannot be read."""
    if request.method == "POST" and isinstance(exception, _TOO_LARGE):
        return _too_large(request, exception)
    return _page(
        request,
        400,
        "question",
        gettext_noop("We could not read that"),
        gettext_noop("The address or the form holds something we cannot read. Start again from the home page."),
    )


def _too_large(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a form beyond what is read of any: say what was too much, that nothing was saved, and lead back to the form."""
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
        sentence = gettext_noop(
            "It holds more text than the %(most)s kB that one form may hold. Nothing was saved. "
            "Go back one page, shorten the text and send it again."
        )
    elif isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        sentence = gettext_noop(
            "More than %(most)s files were sent at once. Nothing was saved. Go back one page and send fewer at a time."
        )
    else:
        most = most_fields(request)
        sentence = gettext_noop(
            "More than %(most)s fields were filled in at once. Nothing was saved. "
            "Go back one page, choose fewer and send it again."
        )
    return _page(
        request, 400, "question", gettext_noop("This form is too large"), sentence, most=str(most), form=request.path
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this place is for the people who run a house."""
    del exception
    return _page(
        request,
        403,
        "key",
        gettext_noop("This door is for staff"),
        gettext_noop("Visitors need no key here: everything for you is open from the home page."),
    )


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that stood open too long (CSRF): say so, and that nothing was sent."""
    del reason
    return _page(
        request,
        403,
        "clock",
        gettext_noop("This form stood open too long"),
        gettext_noop("Nothing was sent. Go back one page, reload it and send it again."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page; the search box is on it."""
    del exception
    return _page(
        request,
        404,
        "map",
        gettext_noop("This page is not here"),
        gettext_noop("It may have moved, or the address holds a slip. Ask in your own words instead."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; or 503 when the database is the cause, whichever part of the program met it first.

    Django calls this while it handles the exception, from views and middleware alike.
    """
    error = sys.exc_info()[1]
    if is_database_gone(error):
        outage.tell(error)
        return unavailable(request)
    logger.error("a page broke", exc_info=error)
    return _page(
        request,
        500,
        "warning",
        gettext_noop("Something broke on our side"),
        gettext_noop("It is not your fault. Nothing about you was kept. Try again in a moment."),
    )


def is_database_gone(error: BaseException | None) -> bool:
    """Say whether ``error``, or what it came from, is a database that does not answer, is locked, full or damaged."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
            return True
        error = error.__cause__
    return False


class Outage:
    """An outage is met by every visitor and told once in a while."""

    QUIET = 10.0  # seconds between two sentences

    def __init__(self) -> None:
        self.told_at = -self.QUIET

    def tell(self, error: BaseException | None) -> None:
        """Log that the database does not answer, unless that was just said."""
        now = time.monotonic()
        if now - self.told_at >= self.QUIET:
            self.told_at = now
            logger.error("the database does not answer (%s)", type(error).__name__)


outage = Outage()


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away; the page says so and the browser may try again by itself."""
    response = _page(
        request,
        503,
        "clock",
        gettext_noop("We are back in a moment"),
        gettext_noop("Our memory is away for a short while. Try again in a minute; a house can help you now."),
        if_kept=(
            gettext_noop("Our memory is away for a short while. What you typed is below: send it again in a minute."),
            gettext_noop(
                "Our memory is away for a short while. This page keeps what you chose: send it again in a minute."
            ),
        ),
    )
    response.headers["Retry-After"] = "10"
    return response
