"""What pages of the desk share: the officer opened in this session, the desks here, one of their threads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.domain.pages import staff_of
from parvis.core.domain.kept_forms import KeptForm, kept_form
from parvis.counsel.domain.desk_keys import keys_of
from parvis.counsel.domain.desk_reading import open_at_desk
from parvis.counsel.domain.desks import desks_of
from parvis.counsel.domain.officers import OpenOfficer, opened_in
from parvis.counsel.domain.opened import Opened, is_over
from parvis.counsel.models import Thread
from parvis.network.models import Desk, House

REFUSED, OVERTAKEN, BUSY, GONE = 422, 409, 503, 404
DESK_CLOSED = _("The desk was closed in this session. Nothing was sent. Open it again, then paste what you typed.")
THREAD_GONE = _("This thread is not here any more. Nothing was sent.")


def officer_of(request: HttpRequest) -> OpenOfficer | None:
    """Return the officer that was opened in this session."""
    return opened_in(request.session, staff_of(request))


def desks_here(request: HttpRequest, house: House) -> list[Desk]:
    """Return the desks of ``house`` whose letters who asks can open."""
    return list(desks_of(staff_of(request)).filter(house=house))


def thread_here(request: HttpRequest, house: House, name: str) -> Thread:
    """Return a thread of those desks; to everybody else, and once its time is over, it is not there."""
    threads = Thread.objects.filter(desk__in=desks_of(staff_of(request)).filter(house=house).order_by())
    found = threads.select_related("desk__house").filter(name=name).first()
    if found is None or is_over(found, timezone.now()):
        raise Http404
    return found


def opened_here(thread: Thread, officer: OpenOfficer) -> Opened:
    """Return ``thread`` opened by ``officer``; refuse when the keys are others."""
    return open_at_desk(thread, keys_of(thread.desk, officer))


def to_list(house: House) -> HttpResponse:
    """Lead to what waits."""
    return HttpResponseRedirect(reverse("counsel-staff:letters", args=(house.slug,)), status=303)


def shut(
    request: HttpRequest, house: House, said: Promise | str, kept: KeptForm | None, status: int = REFUSED
) -> HttpResponse:
    """Say why a thread is not shown and nothing was sent, with what was typed: it is nowhere else."""
    context = {"house": house, "refusal": str(said), "text": kept.text if kept else ""}
    return render(request, "counsel/shut_thread.html", context, status=status)


def desk_closed(request: HttpRequest, house: House) -> HttpResponse:
    """Lead to what waits; where something was typed, say first that the desk was closed, and give it back."""
    kept = kept_form(request)
    return shut(request, house, DESK_CLOSED, kept) if kept is not None and kept.has_text else to_list(house)
