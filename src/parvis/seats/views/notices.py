"""People to tell: how many wait, the button that sends mails, the contacts shown once to whoever calls."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.enums import EventState
from parvis.agenda.models import Session
from parvis.core.languages import language_name
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House
from parvis.seats.domain.notice_mail import said_change
from parvis.seats.domain.notices import ToTell, all_to_tell, erase_told, open_contacts, send_notices
from parvis.seats.domain.saying import said_time, said_title
from parvis.seats.forms import read_chosen
from parvis.seats.models import Plan


@house_page(may_run_programme)
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, house: House) -> HttpResponse:
    """Show which dates have people to tell; send, show the contacts, or erase those that were told."""
    refusal, done = "", ""
    if request.method == "POST":
        try:
            plan = _plan(house, request.POST.get("session", "")[:20])
            act = request.POST.get("act", "")
            if act == "show":
                return _contacts(request, house, plan)
            done = _done(request, house, plan, act)
        except Refusal as error:
            refusal = str(error)
    language = get_language() or "en"
    context = {
        "house": house,
        "lines": [_line(each, language) for each in all_to_tell(house, timezone.now())],
        "has_mail": settings.MAIL_SERVER is not None,
        "refusal": refusal,
        "done": done,
    }
    return render(request, "seats/notices.html", context, status=422 if refusal else 200)


def _done(request: HttpRequest, house: House, plan: Plan, act: str) -> str:
    """Send, or erase who was told, and say it; a button that we do not know does nothing."""
    staff, now = staff_of(request), timezone.now()
    if act == "told":
        told, stopped = erase_told(plan, house, read_chosen(request.POST), staff, now), False
    elif act == "send":
        sent = send_notices(plan, house, staff, now)
        told, stopped = sent.told, sent.stopped
    else:
        return ""
    said = ngettext(
        "%(told)d person was told. The contact is erased.", "%(told)d people were told. The contacts are erased.", told
    ) % {"told": told}
    if stopped:
        return f"{said} {_('The mail server stopped answering. Press the button again later.')}"
    return said


def _line(each: ToTell, language: str) -> dict[str, object]:
    session = each.plan.session
    return {
        "session": session,
        "title": said_title(session.event.texts.all(), language),
        "when": said_time(session.starts, session.time_zone, language),
        "change": _change(session, language),
        "number": each.number,
        "by_hand": each.by_hand,
        "by_mail": each.number - each.by_hand,
    }


def _change(session: Session, language: str) -> str:
    """Return in a sentence what became of ``session``."""
    is_cancelled = session.is_cancelled or session.event.state == EventState.CANCELLED
    return said_change(session, session.moved_from or session.starts, language, is_cancelled=is_cancelled)


def _contacts(request: HttpRequest, house: House, plan: Plan) -> HttpResponse:
    """Show the opened contacts; the answer is kept by nobody (StaffOnly says no-store)."""
    language, session = get_language() or "en", plan.session
    opened = open_contacts(plan, house, staff_of(request), timezone.now())
    lines = [
        {
            "number": each.number,
            "address": each.contact.address if each.contact else "",
            "spoken": each.contact.language if each.contact else "",
            "language": language_name(each.contact.language, language) if each.contact else "",
            "known": said_time(each.known_start, session.time_zone, language),
            "mails": each.mails,
        }
        for each in opened
    ]
    context = {
        "house": house,
        "session": session,
        "title": said_title(session.event.texts.all(), language),
        "when": said_time(session.starts, session.time_zone, language),
        "change": _change(session, language),
        "lines": lines,
    }
    return render(request, "seats/contacts.html", context)


def _plan(house: House, code: str) -> Plan:
    plan = Plan.objects.filter(session__code=code, session__event__house=house).select_related("session__event").first()
    if plan is None:
        raise Refusal(_("This date takes no seats."))
    return plan
