"""Calendars to take along: the programme as asked, an event, a session, a notebook."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.agenda.domain.asking import read_asked, sessions_asked, sessions_of_notebook
from parvis.agenda.domain.calendars import calendar_of
from parvis.agenda.domain.showing import fetched
from parvis.agenda.models import Session
from parvis.core.codes import normalise_code

MOST = 500


def _answer(sessions: QuerySet[Session], file: str) -> HttpResponse:
    written = calendar_of(fetched(sessions)[:MOST], _("Programme"), get_language() or "en", timezone.now())
    answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return answer


def programme(request: HttpRequest) -> HttpResponse:
    """Give the sessions to come that the address asks for; with a notebook in it, those of its events."""
    now = timezone.now()
    notebook = request.GET.get("n", "")
    sessions = sessions_of_notebook(notebook) if notebook else sessions_asked(read_asked(request.GET.dict()), now)
    return _answer(sessions.coming(now), "parvis")


def event(request: HttpRequest, code: str) -> HttpResponse:
    """Give all sessions of an event."""
    del request
    sessions = Session.objects.public().filter(event__code=normalise_code(code))
    if not sessions.exists():
        raise Http404
    return _answer(sessions.order_by("starts", "code"), normalise_code(code))


def session(request: HttpRequest, code: str, session: str) -> HttpResponse:
    """Give one session of an event."""
    del request
    sessions = Session.objects.public().filter(event__code=normalise_code(code), code=normalise_code(session))
    if not sessions.exists():
        raise Http404
    return _answer(sessions.order_by("starts", "code"), normalise_code(session))
