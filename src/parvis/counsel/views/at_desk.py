"""What pages of the desk share: the officer opened in this session, the desks here, one of their threads."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone

from parvis.accounts.domain.pages import staff_of
from parvis.counsel.domain.desk_keys import keys_of
from parvis.counsel.domain.desk_reading import open_at_desk
from parvis.counsel.domain.desks import desks_of
from parvis.counsel.domain.officers import OpenOfficer, opened_in
from parvis.counsel.domain.opened import Opened, is_over
from parvis.counsel.models import Thread
from parvis.network.models import Desk, House

REFUSED, OVERTAKEN, BUSY = 422, 409, 503


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
